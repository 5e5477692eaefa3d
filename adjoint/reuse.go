package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// reuse lets calls that return fresh memory compute into pooled memory, where
// the memory is not needed after the block that it is made in: where the package of
// a function F has an FInto that takes, before F's arguments, memory for the
// result, that is called.
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same, with fewer allocations.
func reuse(f *ir.Func) {
	uses := ir.Uses(f)
	reuseIn(f, f.Body, uses)
}

func reuseIn(f *ir.Func, block *ir.Block, uses map[*ir.Value][]*ir.Op) {
	ops := block.Ops
	block.Ops = nil
	b := &ir.Builder{Func: f, Block: block}
	for _, op := range ops {
		for _, inner := range op.Blocks {
			reuseIn(f, inner, uses)
		}
		into := intoForm(op)
		if into == nil || leaves(op.Result(), uses) {
			block.Ops = append(block.Ops, op)
			continue
		}
		b.Pos = op.Pos
		t := op.Result().Type
		p := b.Emit(&ir.Op{Code: ir.Pooled}, types.NewPointer(t)).Result()
		p.Name = op.Result().Name
		if p.Name == "" {
			p.Name = uncapital(op.Func.Name())
		}
		op.Func = into
		op.Args = append([]*ir.Value{b.Load(p, nil)}, op.Args...)
		block.Ops = append(block.Ops, op)
		b.Store(op.Result(), p, nil)
	}
}

// intoForm is the function that computes what op calls into memory that it is given.
func intoForm(op *ir.Op) *types.Func {
	if op.Code != ir.Call || op.Func == nil || op.Func.Pkg() == nil || len(op.Results) != 1 || !ir.CallOf(op).Fresh {
		return nil
	}
	into, ok := op.Func.Pkg().Scope().Lookup(op.Func.Name() + "Into").(*types.Func)
	if !ok || op.Func.Signature().Recv() != nil || !ir.IsReference(op.Result().Type) {
		return nil
	}
	if into.Signature().Params().Len() != len(op.Args)+1 || into.Signature().Results().Len() != 1 {
		return nil
	}
	return into
}

// leaves reports whether memory that v leads to may be needed after the block
// that defines v, or by someone else, or shows its capacity, which pooled memory
// may have more of.
func leaves(v *ir.Value, uses map[*ir.Value][]*ir.Op) bool { return (&leaving{uses: uses}).leaves(v) }

// A leaving knows how memory may come to leave the block in which it is made.
type leaving struct {
	uses map[*ir.Value][]*ir.Op
	lent map[*types.Func]bool // functions that are given memory and hand it to nobody
	ifs  map[*ir.Op]*ir.Op    // by its Yields, an If that may hand memory on: it is not taken back after the block
}

func (l *leaving) leaves(v *ir.Value) bool {
	return slices.ContainsFunc(l.uses[v], func(op *ir.Op) bool { return l.through(op, v) })
}

// through reports whether memory that v leads to leaves through op, which uses v.
func (l *leaving) through(op *ir.Op, v *ir.Value) bool {
	switch op.Code {
	case ir.Load, ir.Len, ir.Eq, ir.Ne:
		return false
	case ir.Store:
		return op.Args[len(op.Args)-1] == v
	case ir.Addr, ir.Slice, ir.Convert, ir.Build, ir.Field:
		return ir.IsReference(op.Result().Type) && l.leaves(op.Result())
	case ir.Yield:
		if owner := l.ifs[op]; owner != nil {
			return l.leaves(owner.Results[slices.Index(op.Args, v)])
		}
	case ir.Call:
		callee := ir.CallOf(op)
		switch {
		case l.lent[op.Func]:
			return false
		case op.Builtin == "clear" || op.Builtin == "copy" && !ir.IsReference(elem(v.Type)):
			return false
		case callee.Effects&ir.Unknown != 0 || op.Builtin != "": // append shows the capacity
			return true
		}
		return callee.FreshOrArgs && slices.ContainsFunc(op.Results, l.leaves)
	}
	return true
}
