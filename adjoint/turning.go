package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// Values that take each other's places in each iteration of a loop, such as the slices of a double buffer in
//
//	for range n { …; a, b = b, a }
//
// turn back in the reverse sweep, from where they were in the end: nothing is kept of them, nor of their shadows.

// A turning has what a counted loop carries that way, while its reverse is written.
type turning struct {
	loop   *ir.Op
	from   map[int]int // the k-th value was the from[k]-th before the iteration
	turned []turned
}

// A turned is a value that turns back.
type turned struct {
	address *ir.Value // of the variable for it
	before  *ir.Value // what it is before the iteration
}

// turningOf finds the cycles in what op carries; nil if there are none.
func (s *scope) turningOf(op *ir.Op) *turning {
	if s.restoring || op.While {
		return nil
	}
	t := &turning{loop: op, from: map[int]int{}}
	carried, end := op.Carried(), op.Blocks[0].End().Args
	for k, p := range carried {
		if end[k] != p && comesBack(k, carried, end) {
			t.from[k] = slices.Index(carried, end[k])
		}
	}
	if len(t.from) == 0 {
		return nil
	}
	return t
}

// comesBack reports whether the k-th carried value is in its place again after some iterations.
func comesBack(k int, carried, end []*ir.Value) bool {
	j := k
	for range carried {
		if j = slices.Index(carried, end[j]); j < 0 || j == k {
			return j == k
		}
	}
	return false
}

// turns reports whether v is carried by the loop whose reverse iteration s is, and turns back.
func (s *scope) turns(v *ir.Value) bool {
	if s.turning == nil {
		return false
	}
	_, in := s.turning.from[slices.Index(s.turning.loop.Carried(), v)]
	return in
}

// turnValue makes known in the iteration s what v is, which turns back, and the others of its cycle.
func (s *scope) turnValue(v *ir.Value) {
	s.turn(v, s.values, s.parent.get, func(p *ir.Value) string { return p.Name })
}

// turnShadow makes known the shadow of v, which turns back, and those of the others of its cycle.
func (s *scope) turnShadow(v *ir.Value) { s.turn(v, s.shadows, s.parent.shadow, adjointName) }

// turn makes variables for the cycle of v: before the loop they are what last says, and known has what they are
// before an iteration.
func (s *scope) turn(v *ir.Value, known map[*ir.Value]*ir.Value, last func(*ir.Value) *ir.Value, name func(*ir.Value) string) {
	t, tmp := s.turning, &ir.Block{}
	b := s.b.at(tmp)
	carried := t.loop.Carried()
	addresses := map[*ir.Value]*ir.Value{}
	for k := slices.Index(carried, v); addresses[carried[k]] == nil; k = t.from[k] {
		from := carried[t.from[k]]
		address := s.parent.adjointVar(carried[k], last(t.loop.Results[k]))
		address.Name = name(from)
		addresses[carried[k]] = address
		known[from] = named(b.Load(address, nil), name(from))
	}
	for _, p := range carried {
		if addresses[p] != nil {
			t.turned = append(t.turned, turned{addresses[p], known[p]})
		}
	}
	s.b.Block.Ops = slices.Insert(s.b.Block.Ops, 0, tmp.Ops...)
}

// turnOn ends the iteration s: what turned back is for the iteration before.
func (s *scope) turnOn() {
	if s.turning == nil {
		return
	}
	for _, x := range s.turning.turned {
		s.b.Store(x.before, x.address, nil)
	}
}
