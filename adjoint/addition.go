package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// An addition adds to a place in a shadow: a load, what is added, a store. The load is
// there for it alone.
type addition struct {
	load, store *ir.Op
}

// additions finds them in a gradient, by the sums of adjoints in it.
type additions struct {
	sums map[*ir.Op]bool
	uses map[*ir.Value][]*ir.Op
}

// in is the addition that op ends: it stores what was there and something added to it.
func (a additions) in(op *ir.Op) (addition, bool) {
	if op.Code != ir.Store {
		return addition{}, false
	}
	v := op.Args[len(op.Args)-1]
	for v.Op != nil && len(a.uses[v]) == 1 {
		switch {
		case isLoadOf(v.Op, op):
			return addition{v.Op, op}, v != op.Args[len(op.Args)-1]
		case !a.sums[v.Op]:
			return addition{}, false
		case v.Op.Code == ir.Add && !a.startsWithLoad(v.Op.Args[0], op):
			v = v.Op.Args[1]
		default:
			v = v.Op.Args[0]
		}
	}
	return addition{}, false
}

// startsWithLoad reports whether v is a sum with what was in store's place as its first term.
func (a additions) startsWithLoad(v *ir.Value, store *ir.Op) bool {
	for v.Op != nil {
		if isLoadOf(v.Op, store) {
			return true
		}
		if !a.sums[v.Op] {
			return false
		}
		v = v.Op.Args[0]
	}
	return false
}

// isLoadOf reports whether op loads the place that store writes.
func isLoadOf(op, store *ir.Op) bool {
	return op.Code == ir.Load && slices.Equal(op.Path, store.Path) &&
		slices.EqualFunc(op.Args, store.Args[:len(store.Args)-1], sameIndex)
}

// sameIndex reports whether v and w are one value or equal constants.
func sameIndex(v, w *ir.Value) bool {
	m, ok1 := ir.IntConst(v)
	n, ok2 := ir.IntConst(w)
	return v == w || ok1 && ok2 && m == n
}
