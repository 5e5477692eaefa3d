package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Pool takes the memory from the pool that a gradient makes because its function does, if it holds
// numbers, isn't needed after the block that it is made in, and there is a pool.
//
//	t = make []float64 n   →   t = scratch []float64 n
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same, with fewer allocations.
func Pool(f *ir.Func) {
	if !hasPool(f) {
		return
	}
	uses := ir.Uses(f)
	for op := range f.Body.All() {
		if op.Code == ir.Make && len(op.Args) == 1 && isNumber(elem(op.Result().Type)) && !isSmall(op) && !leaves(op.Result(), uses) && !isResliced(op.Result(), uses) {
			op.Code = ir.Scratch
		}
	}
}

// hasPool reports whether f takes memory from a pool.
func hasPool(f *ir.Func) bool {
	for op := range f.Body.All() {
		switch op.Code {
		case ir.Scratch, ir.Tape, ir.Fresh, ir.Pooled:
			return true
		}
	}
	return false
}

func isNumber(t types.Type) bool { return ir.IsFloat(t) || ir.IsInteger(t) }

// isResliced reports whether v is perhaps sliced beyond its length, which panics: pooled memory has
// a greater capacity.
func isResliced(v *ir.Value, uses map[*ir.Value][]*ir.Op) bool {
	for _, op := range uses[v] {
		if op.Code == ir.Slice && (ir.CanPanic(op) || isResliced(op.Result(), uses)) {
			return true
		}
	}
	return false
}
