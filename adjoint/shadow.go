package adjoint

import (
	"fmt"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// shadow is the shadow of the reference v in s: memory of the same shape, for
// the adjoints of what v leads to. It is made from the shadow of what v was made
// from, in the scope that defines v.
func (s *scope) shadow(v *ir.Value) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.shadows[v]; ok {
			return x
		}
	}
	home := s.home(v)
	if closed := home.run.forward[home.primal]; closed != nil && closed != home && home.needsForward(v) {
		home.shadows[v] = home.transport(closed.shadow(v), closed)
	} else {
		home.shadows[v] = home.makeShadow(v)
	}
	return home.shadows[v]
}

// needsForward reports whether the shadow of v must be taken in the forward sweep:
// it is carried by a loop or an if, it is memory that outlives the block, or
// the reference has been overwritten since it was loaded.
func (s *scope) needsForward(v *ir.Value) bool {
	if v.Op == nil {
		return true
	}
	switch v.Op.Code {
	case ir.If, ir.Loop:
		return true
	case ir.Load:
		return s.overwritten(v.Op)
	case ir.Alloc, ir.Make: // references in it have their shadows stored in the forward sweep
		return s.escapes(v) || ir.LeadsToFloat(elem(v.Type))
	case ir.Call:
		return s.escapes(v)
	}
	return false
}

// makeShadow makes v's shadow in s, which defines v.
func (s *scope) makeShadow(v *ir.Value) *ir.Value {
	if v.Op == nil {
		return s.internalShadow(v)
	}
	op := v.Op
	switch op.Code {
	case ir.Alloc:
		return s.allocShadow(op)
	case ir.Make:
		return s.sliceShadow(v, s.get(op.Args[0]))
	case ir.Call:
		x, code := s.get(v), s.shadowCode(v)
		return s.emit(func(b algebra) *ir.Value { return zeroLike(b, x, code) })
	case ir.Build:
		return s.buildShadow(op)
	}
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		if i == 0 && op.Code != ir.Const {
			args[i] = s.shadow(x)
		} else {
			args[i] = s.get(x)
		}
	}
	return s.emit(func(b algebra) *ir.Value {
		dup := *op // Addr, Convert, Field, Load, Slice; or Const, which is nil
		dup.Args, dup.Results = args, nil
		b.Emit(&dup, v.Type)
		dup.Result().Name = adjointName(v)
		return dup.Result()
	})
}

// emit is insert for something that gives a value.
func (s *scope) emit(build func(b algebra) *ir.Value) (v *ir.Value) {
	s.insert(func(b algebra) { v = build(b) })
	return v
}

// allocShadow is a zeroed variable, from the pool if it outlives its block.
func (s *scope) allocShadow(op *ir.Op) *ir.Value {
	v := op.Result()
	code := ir.Alloc
	if s.escapes(v) && !s.behindUser(v) {
		code = ir.Fresh
	}
	return s.emit(func(b algebra) *ir.Value {
		return named(b.Emit(&ir.Op{Code: code}, v.Type).Result(), adjointName(v))
	})
}

// shadowCode is how the slices of v's shadow are made: from the pool, the same memory
// each time if that is once, or if it dies with its block.
func (s *scope) shadowCode(v *ir.Value) ir.Code {
	switch {
	case s.behindUser(v):
		return ir.Make
	case s.needsForward(v) && s.inLoop():
		return ir.Fresh
	}
	return ir.Scratch
}

// sliceShadow is a zeroed slice like v, of length n.
func (s *scope) sliceShadow(v, n *ir.Value) *ir.Value {
	code := s.shadowCode(v)
	return s.emit(func(b algebra) *ir.Value {
		return named(b.Emit(&ir.Op{Code: code, Args: []*ir.Value{n}, Safe: true}, v.Type).Result(), adjointName(v))
	})
}

// behindUser reports whether the caller may see v's shadow: a reference to it
// is stored in the caller's.
func (s *scope) behindUser(v *ir.Value) bool {
	return s.active.region(v).reaches(v.Type, func(r *region) bool { return r.user })
}

// buildShadow has the shadows of the references in the parts of a struct; its
// other parts are those of the primal, lengths for example, but floats are zero.
func (s *scope) buildShadow(op *ir.Op) *ir.Value {
	parts := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		switch {
		case s.active.Reference(x):
			parts[i] = s.shadow(x)
		case ir.HasFloat(x.Type):
			parts[i] = s.emit(func(b algebra) *ir.Value { return b.Zero(x.Type) })
		default:
			parts[i] = s.get(x)
		}
	}
	return s.emit(func(b algebra) *ir.Value { return b.Build(op.Result().Type, parts...) })
}

// internalShadow is the zero shadow of a parameter that isn't in wrt but that
// the function writes values with a derivative to.
func (s *scope) internalShadow(p *ir.Value) *ir.Value {
	if !shapeKnown(p.Type) && !s.refused[nil] {
		s.refused[nil] = true
		s.problems = append(s.problems, Problem{Pos: s.f.Pos, Msg: fmt.Sprintf(
			"values with a derivative are written to what %s leads to, which has no shadow: add %s to wrt", p.Name, p.Name)})
		return s.emit(func(b algebra) *ir.Value { return b.Zero(p.Type) })
	}
	x := s.values[p]
	code := ir.Scratch
	if s.behindUser(p) {
		code = ir.Make
	}
	return s.emit(func(b algebra) *ir.Value { return zeroLike(b, x, code) })
}

// zeroLike is memory of the shape of x, with zeros for its floats. Slices are
// made by code: Scratch, Fresh where there may be several, or Make where they may be
// reached after the function has returned.
func zeroLike(b algebra, x *ir.Value, code ir.Code) *ir.Value {
	switch u := x.Type.Underlying().(type) {
	case *types.Slice:
		return zeroSlice(b, x, u.Elem(), code)
	case *types.Pointer:
		return zeroPointer(b, x, u.Elem(), code)
	case *types.Struct:
		parts := make([]*ir.Value, u.NumFields())
		for i := range parts {
			t := u.Field(i).Type()
			switch {
			case ir.LeadsToFloat(t):
				parts[i] = zeroLike(b, named(b.Field(x, ir.Step{Field: i}), x.Name), code)
			case ir.HasFloat(t):
				parts[i] = b.Zero(t)
			default:
				parts[i] = b.Field(x, ir.Step{Field: i})
			}
		}
		return named(b.Build(x.Type, parts...), adjointName(x))
	}
	return b.Zero(x.Type)
}

// zeroSlice is a slice as long as x. The elements that are references have
// memory of their own.
func zeroSlice(b algebra, x *ir.Value, elem types.Type, code ir.Code) *ir.Value {
	n := b.Len(x)
	d := named(b.Emit(&ir.Op{Code: code, Args: []*ir.Value{n}, Safe: true}, x.Type).Result(), adjointName(x))
	if !ir.LeadsToFloat(elem) {
		return d
	}
	if code == ir.Scratch {
		code = ir.Fresh
	}
	loop := b.Loop(b.Int(0), n, "i")
	body := b.at(loop.Blocks[0])
	element := []ir.Step{{Index: true}}
	body.Store(zeroLike(body, body.Load(x, element, loop.Index()), code), d, element, loop.Index())
	body.Yield()
	return d
}

// zeroPointer points to memory of the shape of what x points to; nil if x is.
func zeroPointer(b algebra, x *ir.Value, elem types.Type, code ir.Code) *ir.Value {
	op := b.If(b.Compare(ir.Ne, x, b.Zero(x.Type)))
	yes, no := b.at(op.Blocks[0]), b.at(op.Blocks[1])
	variable := ir.Fresh
	if code == ir.Make {
		variable = ir.Alloc
	}
	d := yes.Emit(&ir.Op{Code: variable}, types.NewPointer(elem)).Result()
	if ir.LeadsToFloat(elem) {
		yes.Store(zeroLike(yes, yes.Load(x, nil), code), d, nil)
	}
	yes.Yield(yes.Convert(x.Type, d))
	no.Yield(no.Zero(x.Type))
	return b.AddResult(op, adjointName(x), x.Type)
}

func named(v *ir.Value, name string) *ir.Value {
	v.Name = name
	return v
}

// shapeKnown reports whether zeroLike makes a shadow for all that a t leads to.
func shapeKnown(t types.Type) bool { return shape(t, map[types.Type]bool{}) }

func shape(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false // of a list or tree: not known
	}
	seen[t] = true
	defer delete(seen, t)
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return shape(u.Elem(), seen)
	case *types.Pointer:
		return shape(u.Elem(), seen)
	case *types.Array:
		return !ir.LeadsToFloat(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if !shape(u.Field(i).Type(), seen) {
				return false
			}
		}
	}
	return true
}

// escapes reports whether the local memory v may be reached after the block that makes it
// has ended: it is stored, handed on by a branch or a loop, or given to a call.
func (r *run) escapes(v *ir.Value) bool {
	for _, op := range r.uses[v] {
		switch op.Code {
		case ir.Load, ir.Len, ir.Cap, ir.Eq, ir.Ne:
		case ir.Store:
			if op.Args[len(op.Args)-1] == v {
				return true
			}
		case ir.Addr, ir.Slice, ir.Convert, ir.Build, ir.Field:
			if ir.IsReference(op.Result().Type) && r.escapes(op.Result()) {
				return true
			}
		case ir.Call:
			if r.plan[op] == nil && !prints(op) {
				return true
			}
		default:
			return true
		}
	}
	return false
}
