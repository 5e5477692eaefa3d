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

// forwardStore does a Store, and what it means for shadows.
func (s *scope) forwardStore(op *ir.Op) {
	v := op.Args[len(op.Args)-1]
	s.safely(func() {
		if s.active.Reference(v) || s.active.Place(op) && s.holdsSums(s.active.place(op)) {
			s.overwrite(s.stored(op), v)
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

// reverseStore takes what has gathered in the shadow of the place, and puts
// back what was there before.
func (s *scope) reverseStore(op *ir.Op) {
	if s.active.Place(op) {
		s.takeBack(s.stored(op), op.Args[len(op.Args)-1])
	}
}

// stored is where op stores.
func (s *scope) stored(op *ir.Op) spot {
	initial := s.initial(op)
	return spot{
		of: overwriting{op: op}, base: s.shadow(op.Base()), path: op.Path, at: s.gets(op.Indexes()),
		active: s.active.Place(op), user: !initial && s.holdsSums(s.active.place(op)), initial: initial,
	}
}

// initial reports whether op gives what it writes to its first values: nothing
// reads the shadow after the reverse of that.
func (s *scope) initial(op *ir.Op) bool {
	v := op.Args[0].Op
	if v == nil || v.Code != ir.Alloc && v.Code != ir.Make || s.tree.Block(v) != s.tree.Block(op) {
		return false
	}
	for _, use := range s.uses[op.Args[0]] {
		if use.Code != ir.Len && s.tree.Order(use) < s.tree.Order(op) {
			return false
		}
	}
	return true
}
