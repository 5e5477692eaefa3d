package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// maxOnStack is the size in bytes up to which memory of known length needn't come from a pool:
// Go's compiler has it on the stack, if it doesn't leave the function.
const maxOnStack = 1024

// small makes scratch memory that is small, of a known length, and given to nobody, memory of
// the function's own. It returns what makes that.
//
//	d = scratch []float64 3   →   d = make []float64 3
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same.
func small(f *ir.Func) (made map[*ir.Op]bool) {
	made = map[*ir.Op]bool{}
	uses := ir.Uses(f)
	for op := range f.Body.All() {
		if op.Code == ir.Scratch && ir.MemoryOf(op) == nil && isSmall(op) && !isGiven(op.Result(), uses) {
			op.Code, op.Dirty, op.Exact, made[op] = ir.Make, false, false, true
		}
	}
	return made
}

func isSmall(op *ir.Op) bool {
	elem := ir.PlaceType(op.Result().Type, []ir.Step{{Index: true}})
	if len(ir.TypeParamsIn(elem)) > 0 {
		return false
	}
	n, known := ir.IntConst(op.Args[0])
	return known && 0 <= n && n*max(types.SizesFor("gc", "amd64").Sizeof(elem), 1) <= maxOnStack
}

// isGiven reports whether the slice v is stored, handed on, or an argument of a call that may keep it.
func isGiven(v *ir.Value, uses map[*ir.Value][]*ir.Op) bool {
	for _, op := range uses[v] {
		switch op.Code {
		case ir.Load, ir.Len:
		case ir.Store:
			if op.Args[len(op.Args)-1] == v {
				return true
			}
		case ir.Slice:
			if isGiven(op.Result(), uses) {
				return true
			}
		case ir.Call:
			if op.Builtin != "copy" && op.Builtin != "clear" {
				return true
			}
		default:
			return true
		}
	}
	return false
}
