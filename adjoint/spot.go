package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A spot is a place in a shadow, where an operation overwrites the primal.
type spot struct {
	of      overwriting
	base    *ir.Value
	path    []ir.Step
	at      []*ir.Value
	active  bool // floats there carry a derivative
	user    bool // the shadow is the caller's, and may hold sums
	initial bool // nothing reads the shadow after the reverse
}

// An overwriting is what an operation does to one of the places that it writes.
type overwriting struct {
	op     *ir.Op
	number int
}

// overwrite does in the forward sweep what it means for shadows that v is written
// to p. The shadow of what is overwritten may hold sums from before the call: they are kept
// aside, and the shadow starts from zero. A reference has its shadow written beside it.
func (s *scope) overwrite(p spot, v *ir.Value) {
	if s.active.Reference(v) {
		s.storeShadow(p, v)
	}
	if p.active && p.user {
		s.saveShadow(p, v.Type)
	}
}

// storeShadow stores the shadow of the reference v. Floats in v itself have
// their own adjoints.
func (s *scope) storeShadow(p spot, v *ir.Value) {
	dv := s.shadow(v)
	if !ir.HasFloat(v.Type) {
		s.b.Store(dv, p.base, p.path, p.at...)
		return
	}
	tmp := s.b.Alloc(v.Type)
	s.b.Store(dv, tmp, nil)
	references(s.b, v.Type, nil, nil, func(path []ir.Step, idx []*ir.Value) {
		s.b.Store(s.b.Load(tmp, path, idx...), p.base, append(clip(p.path), path...), append(clip(p.at), idx...)...)
	})
}

// saveShadow keeps what the caller's shadow holds in p, and clears it.
func (s *scope) saveShadow(p spot, t types.Type) {
	old := s.b.Load(p.base, p.path, p.at...)
	old.Name = "old"
	s.olds[p.of] = old
	if ir.IsFloat(t) {
		s.b.Store(s.b.Zero(t), p.base, p.path, p.at...)
		return
	}
	eachFloat(s.b, t, func(b algebra, rest []ir.Step, idx []*ir.Value) {
		to := append(clip(p.path), rest...)
		b.Store(b.Zero(ir.PlaceType(p.base.Type, to)), p.base, to, append(clip(p.at), idx...)...)
	})
}

// old is what the shadow held before, in the reverse sweep.
func (s *scope) old(of overwriting) *ir.Value {
	x := s.findOld(of)
	s.notes.read(x, nil)
	return x
}

func (s *scope) findOld(of overwriting) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if x := c.olds[of]; x != nil {
			return x
		}
	}
	home := s.at(s.tree.Block(of.op))
	closed := home.run.forward[home.primal]
	defer s.making(Sums, nil, of.op)()
	home.olds[of] = home.transport(closed.olds[of], closed)
	return home.olds[of]
}

// takeBack hands on to v what has gathered in p, and puts back what was there before.
func (s *scope) takeBack(p spot, v *ir.Value) {
	if !ir.IsFloat(v.Type) {
		s.takeBackParts(p, v)
		return
	}
	d := s.b.Load(p.base, p.path, p.at...)
	if !p.initial {
		old := s.b.Zero(d.Type)
		if p.user {
			old = s.old(p.of)
		}
		s.b.Store(old, p.base, p.path, p.at...)
	}
	if !s.restoring {
		s.add(v, d)
	}
}

// takeBackParts is takeBack for a struct or array.
func (s *scope) takeBackParts(p spot, v *ir.Value) {
	var to, old *ir.Value
	if s.active.Value(v) && !s.restoring {
		if p.initial && len(p.path) == 0 && s.home(v) == s && s.parts[v] == nil {
			s.parts[v] = p.base // the variable's shadow is the adjoint of what it began with
			return
		}
		to = s.aggregate(v)
	}
	if p.user {
		old = s.b.Alloc(v.Type)
		s.b.Store(s.old(p.of), old, nil)
	}
	eachFloat(s.b, v.Type, func(b algebra, rest []ir.Step, idx []*ir.Value) {
		path, from := append(clip(p.path), rest...), append(clip(p.at), idx...)
		d := b.Load(p.base, path, from...)
		was := b.Zero(d.Type)
		if old != nil {
			was = b.Load(old, rest, idx...)
		}
		b.Store(was, p.base, path, from...)
		if to != nil {
			accumulate(b, d, to, rest, idx)
		}
	})
}
