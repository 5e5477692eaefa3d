package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// once takes memory that may hold anything, and that a loop takes from the pool in each iteration, before the
// loop, if its size is the same each time.
//
//	loop { t = scratch n dirty; … }     →     t = scratch n dirty;  loop { … }
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same.
func once(f *ir.Func) {
	tree := ir.NewTree(f)
	changed := false
	for _, op := range slices.Collect(f.Body.All()) {
		if op.Code == ir.Scratch && op.Dirty && ir.MemoryOf(op) == nil {
			changed = takeOnce(f, op, tree) || changed
		}
	}
	if changed {
		ir.Simplify(f)
	}
}

// takeOnce moves op, which takes memory, out of as many loops as possible. It reports whether there are any.
func takeOnce(f *ir.Func, op *ir.Op, tree *ir.Tree) bool {
	home := tree.Block(op)
	var early *earlier
	var n *ir.Value
	for b := home; b.Owner != nil && b.Owner.Code == ir.Loop; b = tree.Parent(b) {
		e := newEarlier(f, tree, b.Owner)
		size := e.value(op.Args[0])
		if size == nil {
			break
		}
		early, n = e, size
	}
	if early == nil {
		return false
	}
	home.Ops = slices.DeleteFunc(home.Ops, func(x *ir.Op) bool { return x == op })
	op.Args[0] = n
	before(early.op, tree.Block(early.op), append(early.b.Block.Ops, op))
	return true
}
