package adjoint

import (
	"fmt"
	"slices"

	"github.com/gograd/gograd/ir"
)

// shadow is the shadow of the reference v in s: memory of the same shape, for
// the adjoints of what v leads to. It is made from the shadow of what v was made
// from, in the scope that defines v.
func (s *scope) shadow(v *ir.Value) *ir.Value {
	x := s.findShadow(v)
	s.notes.read(x, v)
	return x
}

func (s *scope) findShadow(v *ir.Value) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.shadows[v]; ok {
			return x
		}
	}
	home := s.home(v)
	if home.turns(v) {
		home.turnShadow(v)
	} else if closed := home.run.forward[home.primal]; closed != nil && closed != home && home.needsForward(v) {
		x := closed.shadow(v)
		defer s.making(Shadows, v, v.Op)()
		home.shadows[v] = home.transport(x, closed)
	} else {
		defer s.making(Zeros, v, v.Op)()
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
	case ir.Alloc, ir.Make, ir.Scratch, ir.Fresh: // references in it have their shadows stored in the forward sweep
		return s.shadowEscapes(v) || ir.LeadsToFloat(elem(v.Type))
	case ir.Call:
		return written(v.Op) != nil || s.shadowEscapes(v)
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
	case ir.Alloc, ir.Make, ir.Scratch, ir.Fresh:
		if len(op.Args) > 0 {
			return s.sliceShadow(op)
		}
		return s.allocShadow(op)
	case ir.Call:
		x, z := s.get(v), zeros{s.shadowCode(v), s.resliced(v)}
		return s.emit(func(b algebra) *ir.Value { return z.like(b, x) })
	case ir.Build:
		return s.buildShadow(op)
	}
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		if i == 0 && op.Code != ir.Const {
			args[i] = s.findShadow(x)
		} else {
			args[i] = s.find(x)
		}
	}
	return s.emit(func(b algebra) *ir.Value {
		dup := *op // Addr, Convert, Field, Load, Slice; or Const, which is nil
		dup.Args, dup.Results = args, nil
		b.Emit(&dup, v.Type)
		dup.Result().Name = adjointName(v)
		s.notes.derive(dup.Result())
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
	if s.shadowEscapes(v) && !s.behindUser(v) {
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

// sliceShadow is a zeroed slice of the length and capacity of what op makes.
func (s *scope) sliceShadow(op *ir.Op) *ir.Value {
	v := op.Result()
	n, capacity := s.get(op.Args[0]), s.get(op.Args[len(op.Args)-1])
	z := zeros{code: s.shadowCode(v)}
	return s.emit(func(b algebra) *ir.Value { return z.make(b, v, n, capacity) })
}

// behindUser reports whether the caller may see v's shadow: a reference to it
// is stored in the caller's.
func (s *scope) behindUser(v *ir.Value) bool {
	if v.Op != nil && (v.Op.Code == ir.Alloc || v.Op.Code == ir.Make || written(v.Op) == v) {
		return s.aliases.Published(v.Op) && !s.isOnlyLent(v)
	}
	return s.active.region(v).reaches(v.Type, func(r *region) bool { return r.user }) && s.isStored(v)
}

// isStored reports whether a reference that leads where v does may be stored, in memory or by a call.
func (g *generator) isStored(v *ir.Value) bool {
	leads := map[*region]bool{}
	g.active.region(v).reaches(v.Type, func(r *region) bool { leads[r.root()] = true; return false })
	is := func(x *ir.Value) bool {
		return ir.IsReference(x.Type) && g.active.region(x).reaches(x.Type, func(r *region) bool { return leads[r.root()] })
	}
	for op := range g.f.Body.All() {
		switch {
		case op.Code == ir.Store && is(op.Args[len(op.Args)-1]):
			return true
		case op.Code != ir.Call || ir.Effects(op)&(ir.Writes|ir.Unknown) == 0:
		case written(op) != nil && !ir.IsReference(elem(written(op).Type)):
		case slices.ContainsFunc(op.Args, is):
			return true
		}
	}
	return false
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
	if !shapeKnown(p.Type) {
		s.refuseInput(p)
		return s.emit(func(b algebra) *ir.Value { return b.Zero(p.Type) })
	}
	x, z := s.values[p], zeros{ir.Scratch, s.resliced(p)}
	if s.behindUser(p) {
		z.code = ir.Make
	}
	return s.emit(func(b algebra) *ir.Value { return z.like(b, x) })
}

// refuseInput says that p must have a shadow, once.
func (s *scope) refuseInput(p *ir.Value) {
	if s.refused[p] {
		return
	}
	s.refused[p] = true
	s.problems = append(s.problems, Problem{Pos: s.f.Pos, Msg: fmt.Sprintf(
		"values with a derivative are written to what %s leads to, which has no shadow: add %s to wrt", p.Name, p.Name)})
}

// escapes reports whether the local memory v may be reached after the block that makes it
// has ended: it is stored, handed on by a branch or a loop, or given to a call.
func (r *run) escapes(v *ir.Value) bool { return r.outlives(v, r.callKeeps) }

// shadowEscapes is escapes for the shadow of v.
func (r *run) shadowEscapes(v *ir.Value) bool { return r.outlives(v, r.callKeepsShadow) }

// outlives reports whether v may be reached after the block that makes it, where kept reports whether a call leads to what it is given.
func (r *run) outlives(v *ir.Value, kept func(*ir.Op, *ir.Value) bool) bool {
	for _, op := range r.uses[v] {
		switch op.Code {
		case ir.Load, ir.Len, ir.Cap, ir.Eq, ir.Ne:
		case ir.Store:
			if op.Args[len(op.Args)-1] == v {
				return true
			}
		case ir.Addr, ir.Slice, ir.Convert, ir.Build, ir.Field:
			if ir.IsReference(op.Result().Type) && r.outlives(op.Result(), kept) {
				return true
			}
		case ir.Call:
			if kept(op, v) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// callKeeps reports whether the memory v may be reached through what op, a call
// that is given v, gives or writes. To copy elements of v is not to keep v.
func (r *run) callKeeps(op *ir.Op, v *ir.Value) bool {
	switch {
	case op.Builtin == "copy" || op.Builtin == "clear":
		return false
	case op.Builtin == "append" && op.Spread:
		return op.Args[0] == v
	case r.recursion(op): // its frame leads there
		return true
	}
	return r.plan[op] == nil && !prints(op) && !searches(op)
}

// callKeepsShadow is callKeeps for the shadow of v: the frame of a call leads to the shadows that its first half is given.
func (r *run) callKeepsShadow(op *ir.Op, v *ir.Value) bool {
	if !r.recursion(op) {
		return r.callKeeps(op, v)
	}
	rule := r.plan[op]
	shadowed := rule.Shadowed(r.sumsBefore(op, rule))
	for i, x := range op.Args {
		if x == v && shadowed[i] {
			return true
		}
	}
	return false
}
