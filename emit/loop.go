package emit

import (
	"go/constant"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// countsFromZero reports whether `for i := range hi` counts as loop does.
func countsFromZero(loop *ir.Op) bool {
	return loop.Step == 1 && !loop.Down && isInt(loop.Lo(), 0)
}

// overSlice is the slice x of a loop that `for i := range x` can stand for; nil
// for other loops.
func overSlice(loop *ir.Op) *ir.Value {
	n := loop.Hi().Op
	if !countsFromZero(loop) || n == nil || n.Code != ir.Len {
		return nil
	}
	x := n.Args[0]
	if _, ok := ir.Under(x.Type).(*types.Slice); !ok || isTape(x) {
		return nil
	}
	return x
}

// isTape reports whether v is a Tape, which is a slice that grows.
func isTape(v *ir.Value) bool { return v.Op != nil && v.Op.Code == ir.Tape }

// isInt reports whether v is the integer constant n.
func isInt(v *ir.Value, n int64) bool {
	if v.Op == nil || v.Op.Code != ir.Const || v.Op.Const == nil {
		return false
	}
	x := constant.ToInt(v.Op.Const)
	m, exact := constant.Int64Val(x)
	return x.Kind() == constant.Int && exact && m == n
}

// anew reports whether the header of loop evaluates its argument v in each
// iteration.
func (p *program) anew(loop *ir.Op, v *ir.Value) bool {
	if p.over[loop] != nil || countsFromZero(loop) {
		return false
	}
	if loop.Step > 1 && !isWide(loop) {
		return false
	}
	if loop.Down {
		return v == loop.Lo()
	}
	return v == loop.Hi()
}

// isWide reports whether loop counts in a signed type so wide that one step
// beyond its bounds doesn't overflow.
func isWide(loop *ir.Op) bool {
	b, ok := loop.Index().Type.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int || b.Kind() == types.Int64)
}
