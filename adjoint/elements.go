package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// written is the slice whose elements op, a call of copy, clear or append,
// writes; nil for other operations.
func written(op *ir.Op) *ir.Value {
	if op.Code != ir.Call {
		return nil
	}
	switch op.Builtin {
	case "copy", "clear":
		if _, ok := op.Args[0].Type.Underlying().(*types.Slice); ok {
			return op.Args[0]
		}
	case "append":
		return op.Result()
	}
	return nil
}

// copiedFrom is the slice whose elements op copies; nil if there is none, or if
// it is a string.
func copiedFrom(op *ir.Op) *ir.Value {
	if op.Builtin == "copy" || op.Builtin == "append" && op.Spread {
		if _, ok := op.Args[1].Type.Underlying().(*types.Slice); ok {
			return op.Args[1]
		}
	}
	return nil
}

// appended are the values that append puts behind a slice one by one.
func appended(op *ir.Op) []*ir.Value {
	if op.Builtin != "append" || op.Spread {
		return nil
	}
	return op.Args[1:]
}

// elements reports whether has holds for a float in the elements of the slice v itself.
func (a *Active) elements(v *ir.Value, has func(*region) bool) bool {
	return a.behind(v).any(elem(v.Type), has)
}

// Elements reports whether op, a call of copy, clear or append, writes floats
// that carry a derivative, or that stand beside references that do: whose shadows
// are copied together.
func (a *Active) Elements(op *ir.Op) bool {
	v := written(op)
	return v != nil && (a.elements(v, a.isActive) || ir.HasFloat(elem(v.Type)) && a.leadsOn(v))
}

// saves reports whether op overwrites floats whose shadow is the caller's.
func (a *Active) saves(op *ir.Op) bool {
	return a.Elements(op) && !isNewMemory(op) && a.elements(written(op), func(r *region) bool { return r.root().user })
}

// leadsOn reports whether the elements of the slice v lead to memory that carries a derivative.
func (a *Active) leadsOn(v *ir.Value) bool {
	t := elem(v.Type)
	return ir.IsReference(t) && a.behind(v).reaches(t, a.isActive)
}

// connectElements unites the memory that a call of copy or append makes one:
// what append gives may be what it was given, and references are copied.
func (a *Active) connectElements(op *ir.Op) {
	to := written(op)
	if op.Builtin == "append" {
		unite(a.behind(op.Args[0]), a.behind(to))
	}
	t := elem(to.Type)
	if !ir.IsReference(t) {
		return
	}
	if from := copiedFrom(op); from != nil {
		link(a.behind(from), a.behind(to), t)
	}
	for _, v := range appended(op) {
		link(a.region(v), a.behind(to), t)
	}
}

// varyElements carries variedness to the elements that op writes.
func (a *Active) varyElements(op *ir.Op) {
	to, from := written(op), copiedFrom(op)
	varied := from != nil && a.elements(from, isVaried)
	for _, v := range appended(op) {
		varied = varied || a.varied[v]
	}
	if varied {
		a.behind(to).each(elem(to.Type), a.markVaried)
	}
}

// needElements carries usefulness from the elements that op writes.
func (a *Active) needElements(op *ir.Op) {
	if !a.elements(written(op), a.isUseful) {
		return
	}
	if from := copiedFrom(op); from != nil {
		a.behind(from).each(elem(from.Type), a.markUseful)
	}
	for _, v := range appended(op) {
		a.use(v)
	}
}

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
	saves := s.active.saves(op)
	if saves {
		old := s.pooled(d.Type, n)
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
	case !s.active.Elements(op):
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
		taken = s.b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{n}}, d.Type).Result()
		copyElements(s.b, taken, d)
		s.putBack(op, d, n)
	}
	var old *ir.Value
	if apart && s.active.saves(op) {
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
	case !s.active.saves(op):
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

// eachElement calls f for each float in the first n elements of the slice d: in a
// loop, if they aren't known to be few.
func eachElement(b algebra, d, n *ir.Value, f func(b algebra, path []ir.Step, at []*ir.Value)) {
	path := []ir.Step{{Index: true}}
	if k, ok := ir.IntConst(n); ok && k <= maxUnrolled {
		for i := range k {
			floats(b, elem(d.Type), path, []*ir.Value{b.Int(i)}, f)
		}
		return
	}
	loop := b.Loop(b.Int(0), n, "i")
	body := b.at(loop.Blocks[0])
	floats(body, elem(d.Type), path, []*ir.Value{loop.Index()}, f)
	body.Yield()
}

// clearFloats makes the floats in the first n elements of d zero; references stay.
func clearFloats(b algebra, d, n *ir.Value) {
	if !ir.IsReference(elem(d.Type)) {
		clearElements(b, firstOf(b, d, n))
		return
	}
	eachElement(b, d, n, func(b algebra, path []ir.Step, at []*ir.Value) {
		b.Store(b.Zero(ir.PlaceType(d.Type, path)), d, path, at...)
	})
}

func clearElements(b algebra, d *ir.Value) {
	b.Emit(&ir.Op{Code: ir.Call, Builtin: "clear", Args: []*ir.Value{d}})
}

func copyElements(b algebra, to, from *ir.Value) {
	b.Emit(&ir.Op{Code: ir.Call, Builtin: "copy", Args: []*ir.Value{to, from}}, types.Typ[types.Int])
}

// length is the length of x, which is the slice v of the primal or its shadow.
func length(b algebra, v, x *ir.Value) *ir.Value {
	if isNil(v) {
		return b.Int(0)
	}
	if v.Op != nil && v.Op.Code == ir.Slice {
		lo, lok := ir.IntConst(v.Op.Args[1])
		hi, hok := ir.IntConst(v.Op.Args[2])
		if lok && hok {
			return b.Int(hi - lo)
		}
	}
	return b.Len(x)
}

// firstOf is d[:n], or d if n is its length.
func firstOf(b algebra, d, n *ir.Value) *ir.Value {
	if n.Op != nil && n.Op.Code == ir.Len && n.Op.Args[0] == d {
		return d
	}
	return upTo(b, d, n)
}

// pooled is memory for n elements.
func (s *scope) pooled(t types.Type, n *ir.Value) *ir.Value {
	code := ir.Scratch
	if s.inLoop() {
		code = ir.Fresh
	}
	return s.b.Emit(&ir.Op{Code: code, Args: []*ir.Value{n}}, t).Result()
}
