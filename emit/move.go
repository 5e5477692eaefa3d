package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A point is where an operation would be evaluated if it were printed where its
// value is used: in the statement of root.
type point struct {
	root   *ir.Op
	nested bool // not always when the operation is: in a branch
	again  bool // more often: in a loop
}

// points are all places where op would be printed.
func (p *plan) points(op *ir.Op) []point {
	var points []point
	for _, r := range op.Results {
		for _, user := range p.uses[r] {
			for _, at := range p.pointsIn(user) {
				p.between(op, user, &at)
				if user.Code == ir.Loop && p.anew(user, r) {
					at.nested, at.again = true, true
				}
				points = append(points, at)
			}
		}
	}
	return points
}

// pointsIn says where user is evaluated: it, or what it is part of, is a statement.
func (p *plan) pointsIn(user *ir.Op) []point {
	if user.Code == ir.Yield && !p.isBreak(user) {
		if owner := p.tree.Owner(user); p.logic[owner] {
			user = owner
		}
	}
	if p.inline[user] {
		return p.points(user)
	}
	return []point{{root: user}}
}

// between notes in at which Ifs and Loops are around user but not around op.
func (p *plan) between(op, user *ir.Op, at *point) {
	for b := p.home[user]; b != p.home[op]; b = p.tree.Parent(b) {
		at.nested = true
		if b.Owner.Code == ir.Loop {
			at.again = true
		}
	}
}

// canMove reports whether op may be evaluated at points instead of where it is:
// no effect and no panic changes places, and nothing is read that has changed.
func (p *plan) canMove(op *ir.Op, points []point) bool {
	first := p.first(op, points)
	for i, at := range points {
		if !p.canRun(op, at, i == first) {
			return false
		}
		order := p.mustStay
		if i != first {
			order = p.clobbers
		}
		if !p.passes(op, at, order) || !p.fits(op, at.root, order) {
			return false
		}
	}
	return true
}

// first is the point whose evaluation comes before the others': that one panics if any does.
func (p *plan) first(op *ir.Op, points []point) int {
	first, b := 0, p.home[op]
	for i, at := range points {
		here, there := p.ancestor(at.root, b), p.ancestor(points[first].root, b)
		if p.index[here] < p.index[there] || here == there && here == at.root {
			first = i
		}
	}
	return first
}

// ancestor is the operation of b that op is or is in.
func (p *plan) ancestor(op *ir.Op, b *ir.Block) *ir.Op {
	for p.home[op] != b {
		op = p.home[op].Owner
	}
	return op
}

// canRun reports whether op may be evaluated under other conditions, or more often.
func (p *plan) canRun(op *ir.Op, at point, first bool) bool {
	e := ir.Effects(op)
	if at.again && (e != 0 || !p.isSimple(op)) {
		return false
	}
	if !first {
		return e&^(ir.Reads|ir.MayPanic) == 0
	}
	return !at.nested || e&^ir.Reads == 0
}

// passes reports whether op may go past all that runs between it and the point.
func (p *plan) passes(op *ir.Op, at point, order ordering) bool {
	if ir.Effects(op) == 0 {
		return true
	}
	budget := 400
	free := func(m *ir.Op) bool {
		budget--
		return budget > 0 && !order(op, m)
	}
	root := at.root
	for p.home[root] != p.home[op] {
		b := p.home[root]
		for _, m := range p.ops[b][:p.index[root]] {
			if !p.run(m, free) {
				return false
			}
		}
		root = b.Owner
		for p.inline[root] { // a logical expression
			root = p.pointsIn(root)[0].root
		}
	}
	for _, m := range p.ops[p.home[op]][p.index[op]+1 : p.index[root]] {
		if !p.run(m, free) {
			return false
		}
	}
	return true
}

// An ordering reports whether m, which comes after op in the program, must not
// come before it in print.
type ordering func(op, m *ir.Op) bool

// mustStay: effects and panics keep their order, and so do writes and reads of the same memory.
func (p *plan) mustStay(op, m *ir.Op) bool {
	const seen = ir.MayPanic | ir.Writes | ir.Unknown
	a, b := ir.Effects(op), ownEffects(m)
	if a&ir.MayPanic != 0 && (b&seen != 0 || p.isChecked(m) && !sameLoad(op, m)) {
		return true
	}
	if b&ir.MayPanic != 0 && a&seen != 0 || a&b&ir.Unknown != 0 {
		return true
	}
	return touches(a) && touches(b) && p.meet(op, m) && p.alias.Conflict(op, m)
}

// isChecked reports whether Go checks m when it runs. What is known about m's
// operands may say that m can't panic because something before would have: that
// must stay before. What range reads needs no check.
func (p *plan) isChecked(m *ir.Op) bool {
	if len(m.Blocks) > 0 || p.element[m] {
		return false
	}
	unsafe := *m
	unsafe.Safe = false
	return ir.CanPanic(&unsafe)
}

// sameLoad reports whether x and y load the same place: they panic alike.
func sameLoad(x, y *ir.Op) bool {
	return x.Code == ir.Load && y.Code == ir.Load && slices.Equal(x.Args, y.Args) && slices.Equal(x.Path, y.Path)
}

// clobbers: what op reads isn't written meanwhile.
func (p *plan) clobbers(op, m *ir.Op) bool {
	return ir.Effects(op)&ir.Reads != 0 && touches(ownEffects(m)) && p.meet(op, m) && p.alias.Clobbers(m, op)
}

// meet reports whether op and m may touch the same memory as far as the pool is
// concerned: its struct belongs to the function alone.
func (p *plan) meet(op, m *ir.Op) bool {
	if m.Code != ir.Store || m.Base().Op == nil || m.Base().Op.Code != ir.Pooled {
		return true
	}
	return len(op.Args) > 0 && op.Args[0] == m.Base()
}

func touches(e ir.Effect) bool { return e&(ir.Reads|ir.Writes|ir.Unknown) != 0 }

// ownEffects are the effects of m without the blocks that it owns: these are
// looked at one by one.
func ownEffects(m *ir.Op) ir.Effect {
	if len(m.Blocks) > 0 {
		return 0
	}
	return ir.Effects(m)
}
