package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// reverseLoad adds the adjoint of what was loaded to the shadow of where it was.
func (s *scope) reverseLoad(op *ir.Op) {
	v := op.Result()
	if !s.active.Value(v) {
		return
	}
	if !ir.IsFloat(v.Type) {
		if from := s.partsOf(v); from != nil {
			base, idx := s.shadow(op.Base()), s.gets(op.Indexes())
			eachFloat(s.b, v.Type, func(b algebra, path []ir.Step, at []*ir.Value) {
				d := b.Load(from, path, at...)
				accumulate(b, d, base, append(clip(op.Path), path...), append(clip(idx), at...))
			})
		}
		return
	}
	d := s.adjoint(v)
	if d == nil {
		return
	}
	accumulate(s.b, d, s.shadow(op.Base()), op.Path, s.gets(op.Indexes()))
}

// accumulate adds d to a place in a shadow.
func accumulate(b algebra, d, base *ir.Value, path []ir.Step, at []*ir.Value) {
	b.Store(b.add(b.Load(base, path, at...), d), base, path, at...)
}

func clip[T any](s []T) []T { return s[:len(s):len(s)] }

func (s *scope) gets(vs []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = s.get(v)
	}
	return out
}

// eachFloat calls f for each float in a value of type t itself: with a loop
// over the elements of an array, so that at are the indexes in path.
func eachFloat(b algebra, t types.Type, f func(b algebra, path []ir.Step, at []*ir.Value)) {
	floats(b, t, nil, nil, f)
}

func floats(b algebra, t types.Type, path []ir.Step, at []*ir.Value, f func(b algebra, path []ir.Step, at []*ir.Value)) {
	if ir.IsFloat(t) {
		f(b, path, at)
		return
	}
	switch u := ir.Under(t).(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if u.Field(i).Name() != "_" && ir.HasFloat(u.Field(i).Type()) {
				floats(b, u.Field(i).Type(), append(clip(path), ir.Step{Field: i}), at, f)
			}
		}
	case *types.Array:
		if !ir.HasFloat(u.Elem()) {
			return
		}
		if u.Len() <= maxUnrolled {
			for i := range u.Len() {
				floats(b, u.Elem(), append(clip(path), ir.Step{Index: true}), append(clip(at), b.Int(i)), f)
			}
			return
		}
		loop := b.Loop(b.Int(0), b.Int(u.Len()), "i")
		body := b.at(loop.Blocks[0])
		floats(body, u.Elem(), append(clip(path), ir.Step{Index: true}), append(clip(at), loop.Index()), f)
		body.Yield()
	}
}

// maxUnrolled is the length up to which the elements of an array are handled
// one by one, so that the array can become values.
const maxUnrolled = 8

// references calls f for each reference in a value of type t itself, with constant indexes.
func references(b algebra, t types.Type, path []ir.Step, at []*ir.Value, f func(path []ir.Step, at []*ir.Value)) {
	switch u := ir.Under(t).(type) {
	case *types.Slice, *types.Pointer:
		f(path, at)
	case *types.Struct:
		for i := range u.NumFields() {
			if u.Field(i).Name() != "_" && ir.IsReference(u.Field(i).Type()) {
				references(b, u.Field(i).Type(), append(clip(path), ir.Step{Field: i}), at, f)
			}
		}
	case *types.Array:
		if ir.IsReference(u.Elem()) {
			for i := range u.Len() {
				references(b, u.Elem(), append(clip(path), ir.Step{Index: true}), append(clip(at), b.Int(i)), f)
			}
		}
	}
}

// forwardStore does a Store, and what it means for shadows. The shadow of
// what is overwritten may hold sums from before the call: they are kept aside, and the
// shadow starts from zero. A stored reference has its shadow stored beside it.
func (s *scope) forwardStore(op *ir.Op) {
	v := op.Args[len(op.Args)-1]
	s.safely(func() {
		if s.active.Reference(v) {
			s.storeShadow(op, v)
		}
		if s.active.Place(op) && s.active.place(op).root().user {
			base, at := s.shadow(op.Base()), s.gets(op.Indexes())
			s.saveShadow(op, v.Type, base, op.Path, at)
		}
	})
	s.clone(op)
}

// safely builds what can't panic where the primal doesn't: a shadow has the
// shape of what it is the shadow of.
func (s *scope) safely(build func()) {
	safe := s.b.Safe
	s.b.Safe = true
	build()
	s.b.Safe = safe
}

// storeShadow stores the shadow of the reference v where op stores v. Floats in
// v itself have their own adjoints.
func (s *scope) storeShadow(op *ir.Op, v *ir.Value) {
	base, at := s.shadow(op.Base()), s.gets(op.Indexes())
	dv := s.shadow(v)
	if !ir.HasFloat(v.Type) {
		s.b.Store(dv, base, op.Path, at...)
		return
	}
	tmp := s.b.Alloc(v.Type)
	s.b.Store(dv, tmp, nil)
	references(s.b, v.Type, nil, nil, func(path []ir.Step, idx []*ir.Value) {
		s.b.Store(s.b.Load(tmp, path, idx...), base, append(clip(op.Path), path...), append(clip(at), idx...)...)
	})
}

// saveShadow keeps what the caller's shadow holds in the place that op writes, and clears it.
func (s *scope) saveShadow(op *ir.Op, t types.Type, base *ir.Value, path []ir.Step, at []*ir.Value) {
	old := s.b.Load(base, path, at...)
	old.Name = "old"
	s.olds[op] = old
	if ir.IsFloat(t) {
		s.b.Store(s.b.Zero(t), base, path, at...)
		return
	}
	eachFloat(s.b, t, func(b algebra, rest []ir.Step, idx []*ir.Value) {
		to := append(clip(path), rest...)
		b.Store(b.Zero(ir.PlaceType(base.Type, to)), base, to, append(clip(at), idx...)...)
	})
}

// old is what the shadow held before op, in the reverse sweep.
func (s *scope) old(op *ir.Op) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if x := c.olds[op]; x != nil {
			return x
		}
	}
	home := s.at(s.tree.Block(op))
	closed := home.run.forward[home.primal]
	home.olds[op] = home.transport(closed.olds[op], closed)
	return home.olds[op]
}

// reverseStore takes what has gathered in the shadow of the place, and puts
// back what was there before.
func (s *scope) reverseStore(op *ir.Op) {
	if !s.active.Place(op) {
		return
	}
	v := op.Args[len(op.Args)-1]
	base, at := s.shadow(op.Base()), s.gets(op.Indexes())
	if ir.IsFloat(v.Type) {
		d := s.b.Load(base, op.Path, at...)
		s.restore(op, base, op.Path, at)
		if !s.restoring {
			s.add(v, d)
		}
		return
	}
	s.reverseAggregate(op, v, base, at)
}

// initial reports whether op gives a variable its first value: nothing reads
// its shadow after the reverse of that.
func (s *scope) initial(op *ir.Op) bool {
	v := op.Base().Op
	if op.Code != ir.Store || v == nil || v.Code != ir.Alloc || s.tree.Block(v) != s.tree.Block(op) {
		return false
	}
	for _, use := range s.uses[op.Base()] {
		if s.tree.Order(use) < s.tree.Order(op) {
			return false
		}
	}
	return true
}

// restore gives the shadow of a float that op overwrites its old value.
func (s *scope) restore(op *ir.Op, base *ir.Value, path []ir.Step, at []*ir.Value) {
	if s.initial(op) {
		return
	}
	old := s.b.Zero(ir.PlaceType(base.Type, path))
	if s.active.place(op).root().user {
		old = s.old(op)
	}
	s.b.Store(old, base, path, at...)
}

// reverseAggregate is reverseStore for a struct or array.
func (s *scope) reverseAggregate(op *ir.Op, v, base *ir.Value, at []*ir.Value) {
	var to, old *ir.Value
	if s.active.Value(v) && !s.restoring {
		if s.initial(op) && len(op.Path) == 0 && s.home(v) == s && s.parts[v] == nil {
			s.parts[v] = base // the variable's shadow is the adjoint of what it began with
			return
		}
		to = s.aggregate(v)
	}
	if s.active.place(op).root().user {
		x := s.old(op)
		old = s.b.Alloc(v.Type)
		s.b.Store(x, old, nil)
	}
	eachFloat(s.b, v.Type, func(b algebra, rest []ir.Step, idx []*ir.Value) {
		path, from := append(clip(op.Path), rest...), append(clip(at), idx...)
		d := b.Load(base, path, from...)
		was := b.Zero(d.Type)
		if old != nil {
			was = b.Load(old, rest, idx...)
		}
		b.Store(was, base, path, from...)
		if to != nil {
			accumulate(b, d, to, rest, idx)
		}
	})
}
