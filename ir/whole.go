package ir

import (
	"go/types"
	"slices"
)

// maxApart is how many operations back the loads of parts are looked for.
const maxApart = 32

// foldLoads reads as a whole what is read part by part and put together, if nothing is written meanwhile. The
// first of the loads must not be the one that panics at nil: it would have to stay.
//
//	r = load w.Rows; d = load w.Data; m = build Matrix r, d   →   m = load w
func foldLoads(b *Builder, op *Op) *Value {
	if op.Code != Build || len(op.Args) == 0 || !fromOnePlace(op) {
		return nil
	}
	first := op.Args[0].Op
	path := first.Path[:len(first.Path)-1]
	if !types.Identical(PlaceType(first.Base().Type, path), op.Result().Type) {
		return nil
	}
	missing := len(op.Args)
	for i, before := range slices.Backward(b.Block.Ops) {
		switch {
		case slices.ContainsFunc(op.Args, func(v *Value) bool { return v.Op == before }):
			if missing--; missing == 0 {
				whole := b.Load(first.Base(), path, first.Indexes()...)
				whole.Op.Safe = true
				return whole
			}
		case Effects(before)&(Writes|Unknown) != 0 || i < len(b.Block.Ops)-maxApart:
			return nil
		}
	}
	return nil
}

// fromOnePlace reports whether the operands of a Build are loads, which can't panic, of all parts of one place, in order.
func fromOnePlace(op *Op) bool {
	for i, v := range op.Args {
		if v.Op == nil || v.Op.Code != Load || !v.Op.Safe || len(v.Op.Path) == 0 {
			return false
		}
		load, first := v.Op, op.Args[0].Op
		last := len(load.Path) - 1
		if load.Path[last].Index || load.Path[last].Field != i || len(first.Path) != len(load.Path) {
			return false
		}
		if load.Base() != first.Base() || !slices.Equal(load.Path[:last], first.Path[:last]) || !slices.Equal(load.Indexes(), first.Indexes()) {
			return false
		}
	}
	return true
}
