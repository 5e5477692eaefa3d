package fuse

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// TakesApart reports whether f takes the slice out of a struct like tensor.Matrix, other than to build the same again.
func TakesApart(f *ir.Func) bool {
	uses := ir.Uses(f)
	for op := range f.Body.All() {
		isOther := func(use *ir.Op) bool { return !rebuilds(use) }
		if isData(op) && slices.ContainsFunc(uses[op.Result()], isOther) {
			return true
		}
	}
	return false
}

// isData reports whether op reads the slice of such a struct.
func isData(op *ir.Op) bool {
	if op.Code != ir.Field && op.Code != ir.Load || len(op.Path) == 0 {
		return false
	}
	last := len(op.Path) - 1
	if op.Path[last].Index {
		return false
	}
	outer := ir.PlaceType
	if op.Code == ir.Field {
		outer = ir.Part
	}
	step := dataStep(&ir.Value{Type: outer(op.Base().Type, op.Path[:last])})
	return step != nil && step[0].Field == op.Path[last].Field
}

// rebuilds reports whether op builds a struct of the fields of one, in order.
func rebuilds(op *ir.Op) bool {
	if op.Code != ir.Build || dataStep(op.Result()) == nil {
		return false
	}
	first := op.Args[0].Op
	for i, x := range op.Args {
		from := x.Op
		if from == nil || from.Code != ir.Field && from.Code != ir.Load || from.Code != first.Code || len(from.Path) == 0 || len(from.Path) != len(first.Path) {
			return false
		}
		last := len(from.Path) - 1
		if from.Path[last] != (ir.Step{Field: i}) || !slices.Equal(from.Path[:last], first.Path[:last]) || !slices.Equal(from.Args, first.Args) {
			return false
		}
	}
	return true
}
