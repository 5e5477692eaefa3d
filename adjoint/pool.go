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
	uses := ir.Uses(f)
	var made []*ir.Op
	pool := false
	for op := range f.Body.All() {
		switch op.Code {
		case ir.Scratch, ir.Tape, ir.Fresh, ir.Pooled:
			pool = true
		case ir.Make:
			if len(op.Args) == 1 && isNumber(elem(op.Result().Type)) && !isSmall(op) && !leaves(op.Result(), uses) && !isResliced(op.Result(), uses) {
				made = append(made, op)
			}
		}
	}
	if !pool {
		return
	}
	for _, op := range made {
		op.Code = ir.Scratch
	}
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
