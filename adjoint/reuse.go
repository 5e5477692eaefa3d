package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// reuse lets calls that return fresh memory compute into pooled memory, where
// the memory is not needed after the block that it is made in: where the package of
// a function F has an FInto that takes, before F's arguments, memory for the
// result, that is called. What is not needed any more lends its memory to what comes later. What is needed after
// the block, and by nobody after the function, has memory of its own each time, unless a loop that keeps nothing would
// then need more and more.
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same, with fewer allocations.
func reuse(f *ir.Func) {
	r := &reuser{f: f, tree: ir.NewTree(f), uses: ir.Uses(f), aliases: ir.NewAliases(f)}
	for op := range f.Body.All() {
		r.shows = r.shows || op.Code == ir.Cap || op.Builtin == "append"
	}
	r.block(f.Body)
}

// A reuser goes through a function that is being changed, with what is known of it as it was.
type reuser struct {
	f       *ir.Func
	tree    *ir.Tree
	uses    map[*ir.Value][]*ir.Op
	aliases *ir.Aliases
	shows   bool // the function looks at capacities, of which pooled memory has more
}

// A slot is memory from the pool that results of calls in one block are computed in, one after the other.
type slot struct {
	memory *ir.Value
	until  int // the number of the last operation that needs what is there
}

func (r *reuser) block(block *ir.Block) {
	ops := block.Ops
	block.Ops = nil
	b := &ir.Builder{Func: r.f, Block: block}
	at := map[*ir.Op]int{}
	for i, op := range ops {
		at[op] = i
	}
	var slots []*slot
	for i, op := range ops {
		for _, inner := range op.Blocks {
			r.block(inner)
		}
		into := intoForm(op)
		leaves := into != nil && leaves(op.Result(), r.uses)
		if into == nil || leaves && !r.stays(op) {
			block.Ops = append(block.Ops, op)
			continue
		}
		b.Pos = op.Pos
		var memory *ir.Value
		if leaves {
			memory = b.Emit(&ir.Op{Code: ir.Fresh, Dirty: true}, types.NewPointer(op.Result().Type)).Result()
		} else {
			s := r.slot(b, op, &slots, i)
			memory, s.until = s.memory, r.last(op.Result(), block, at)
		}
		op.Func = into
		op.Args = append([]*ir.Value{b.Load(memory, nil)}, op.Args...)
		block.Ops = append(block.Ops, op)
		b.Store(op.Result(), memory, nil)
	}
}

// stays reports whether nobody needs the result of op when the function has returned, and what it computes is
// kept anyway if a loop does it again and again.
func (r *reuser) stays(op *ir.Op) bool {
	if r.shows || r.aliases.Published(op) {
		return false
	}
	return len(r.tree.Loops(op)) == 0 || r.isKept(op.Result(), map[*ir.Value]bool{})
}

// isKept reports whether v, or what branches and loops hand on of it, is stored.
func (r *reuser) isKept(v *ir.Value, seen map[*ir.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	for _, op := range r.uses[v] {
		switch op.Code {
		case ir.Store:
			if op.Args[len(op.Args)-1] == v {
				return true
			}
		case ir.Yield:
			owner, k := r.tree.Owner(op), slices.Index(op.Args, v)
			if r.isKept(owner.Results[k], seen) || owner.Code == ir.Loop && r.isKept(owner.Carried()[k], seen) {
				return true
			}
		}
	}
	return false
}

// slot is where the result of op, the i-th operation of its block, can be: the memory of one of slots whose content
// is not needed any more, or else new memory, which joins them.
func (r *reuser) slot(b *ir.Builder, op *ir.Op, slots *[]*slot, i int) *slot {
	t := op.Result().Type
	for _, s := range slices.Backward(*slots) {
		if s.until < i && types.Identical(s.memory.Type, types.NewPointer(t)) {
			s.memory.Name = ""
			return s
		}
	}
	s := &slot{memory: b.Emit(&ir.Op{Code: ir.Pooled}, types.NewPointer(t)).Result()}
	s.memory.Name = op.Result().Name
	if s.memory.Name == "" {
		s.memory.Name = uncapital(op.Func.Name())
	}
	*slots = append(*slots, s)
	return s
}

// last is the number, among the operations of block, of the last that needs memory that v leads to, which does not
// leave the block.
func (r *reuser) last(v *ir.Value, block *ir.Block, at map[*ir.Op]int) int {
	last := at[v.Op]
	for _, op := range r.uses[v] {
		top := op
		for r.tree.Block(top) != block {
			top = r.tree.Owner(top)
		}
		last = max(last, at[top])
		if op.Code == ir.Call && ir.CallOf(op).Fresh {
			continue
		}
		for _, result := range op.Results {
			if ir.IsReference(result.Type) && r.tree.Block(op) == block {
				last = max(last, r.last(result, block, at))
			}
		}
	}
	return last
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
