package adjoint

import "github.com/gograd/gograd/ir"

// forwardElements does a call of copy, clear or append, and what it means for shadows.
func (s *scope) forwardElements(op *ir.Op) {
	to := written(op)
	if !s.active.Reference(to) {
		s.clone(op)
		return
	}
	if op.Builtin == "append" {
		s.forwardAppend(op)
		return
	}
	s.clone(op)
	s.safely(func() {
		if op.Builtin == "copy" {
			s.overwriteElements(op, s.shadow(to), s.values[op.Result()])
		} else {
			s.overwriteElements(op, s.shadow(to), length(s.b, to, s.get(to)))
		}
	})
}

// overwriteElements is overwrite for the first n elements of the slice d, which is
// the shadow of what op copies to or clears.
func (s *scope) overwriteElements(op *ir.Op, d, n *ir.Value) {
	saves := s.savesElements(op)
	if saves {
		end := s.making(Sums, nil, op)
		old := s.pooled(d.Type, n)
		end()
		old.Name = "old"
		copyElements(s.b, old, d)
		s.olds[overwriting{op: op}] = old
	}
	from := copiedFrom(op)
	switch {
	case !s.active.leadsOn(written(op)):
		if saves {
			clearFloats(s.b, d, n)
		}
	case from != nil:
		copyElements(s.b, d, s.shadow(from))
		if ir.HasFloat(elem(d.Type)) {
			clearFloats(s.b, d, n)
		}
	default:
		clearElements(s.b, firstOf(s.b, d, n))
	}
}

// reverseElements is the reverse of copy, clear and append.
func (s *scope) reverseElements(op *ir.Op) {
	switch {
	case !s.active.Elements(op), s.restoring && !s.savesElements(op):
	case op.Builtin == "append":
		s.reverseAppend(op)
	case op.Builtin == "copy":
		s.takeBackElements(op, s.shadow(op.Args[0]), s.get(op.Result()))
	default:
		d := s.shadow(op.Args[0])
		s.takeBackElements(op, d, length(s.b, op.Args[0], d))
	}
}

// takeBackElements hands on what has gathered in the first n elements of d to the
// shadow of what op has copied there, and puts back what was there before. What
// overlaps is read before it is written.
func (s *scope) takeBackElements(op *ir.Op, d, n *ir.Value) {
	from := copiedFrom(op)
	if s.restoring || from == nil || !s.active.elements(from, s.active.isActive) {
		s.putBack(op, d, n)
		return
	}
	to, taken := s.shadow(from), d
	apart := !s.aliases.Overlap(op.Args[0], from)
	if !apart {
		defer s.making(Moved, nil, op)()
		taken = s.b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{n}}, d.Type).Result()
		copyElements(s.b, taken, d)
		s.putBack(op, d, n)
	}
	var old *ir.Value
	if apart && s.savesElements(op) {
		old = s.old(overwriting{op: op})
	}
	eachElement(s.b, taken, n, func(b algebra, path []ir.Step, at []*ir.Value) {
		accumulate(b, b.Load(taken, path, at...), to, path, at)
		switch {
		case old != nil:
			b.Store(b.Load(old, path, at...), d, path, at...)
		case apart && !s.isFirst(op):
			b.Store(b.Zero(ir.PlaceType(d.Type, path)), d, path, at...)
		}
	})
}

// putBack gives the floats in the first n elements of d the values from before op.
func (s *scope) putBack(op *ir.Op, d, n *ir.Value) {
	switch {
	case !s.savesElements(op):
		if !s.isFirst(op) {
			clearFloats(s.b, d, n)
		}
	case !ir.IsReference(elem(d.Type)):
		copyElements(s.b, d, s.old(overwriting{op: op}))
	default:
		old := s.old(overwriting{op: op})
		eachElement(s.b, d, n, func(b algebra, path []ir.Step, at []*ir.Value) {
			b.Store(b.Load(old, path, at...), d, path, at...)
		})
	}
}

// isFirst reports whether nothing reads the shadow of what op writes after the reverse of op.
func (s *scope) isFirst(op *ir.Op) bool {
	return isNewMemory(op) || op.Builtin != "append" && s.initial(op)
}
