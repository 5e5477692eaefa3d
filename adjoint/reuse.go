package adjoint

import (
	"go/types"

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
func leaves(v *ir.Value, uses map[*ir.Value][]*ir.Op) bool {
	for _, op := range uses[v] {
		switch op.Code {
		case ir.Load, ir.Len, ir.Eq, ir.Ne:
		case ir.Store:
			if op.Args[len(op.Args)-1] == v {
				return true
			}
		case ir.Addr, ir.Slice, ir.Convert, ir.Build, ir.Field:
			if ir.IsReference(op.Result().Type) && leaves(op.Result(), uses) {
				return true
			}
		case ir.Call:
			callee := ir.CallOf(op)
			if callee.Effects&ir.Unknown != 0 || op.Builtin != "" { // append shows the capacity
				return true
			}
			if callee.FreshOrArgs {
				for _, r := range op.Results {
					if leaves(r, uses) {
						return true
					}
				}
			}
		default:
			return true
		}
	}
	return false
}
