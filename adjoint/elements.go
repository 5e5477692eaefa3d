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

// savesElements reports whether op, a call of copy, clear or append, overwrites floats whose shadow may hold sums
// from before the call.
func (g *generator) savesElements(op *ir.Op) bool {
	return g.active.Elements(op) && !isNewMemory(op) && g.active.elements(written(op), g.holdsSums)
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
