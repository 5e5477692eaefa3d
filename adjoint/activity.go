package adjoint

import (
	"github.com/gograd/gograd/ir"
)

// Active is what Activity finds: which values and which memory carry a
// derivative. A value does if it is varied, that is, depends on what is
// differentiated by, and useful, that is, has an influence on the result
// (Fagan & Carle 2004; Hascoët & Pascual 2013).
type Active struct {
	f       *ir.Func
	varied  map[*ir.Value]bool
	useful  map[*ir.Value]bool
	regions map[*ir.Value]*region
	read    map[sharing]bool // what is read, usefully, of memory that may overlap
	changed bool
	rules   Rules
}

// Activity finds what carries a derivative of f's results with respect to the inputs wrt.
//
// Before: f passes ir.Check.
// After:  f is unchanged; every value and place has an answer. Integers, booleans and
// strings are never active.
func Activity(f *ir.Func, wrt map[*ir.Value]bool, rules Rules) *Active {
	return ActivityOf(f, wrt, nil, rules)
}

// ActivityOf is Activity of a recursive function whose caller sees what it writes to memory that some inputs lead to:
// that is a result as well.
func ActivityOf(f *ir.Func, wrt map[*ir.Value]bool, outputs []bool, rules Rules) *Active {
	a := newActive(f, rules)
	for _, p := range f.Inputs() {
		if wrt[p] {
			a.region(p).inherit(true, true)
			a.varied[p] = ir.HasFloat(p.Type)
		}
	}
	a.fixpoint(a.vary)
	if end := f.Body.End(); end.Code == ir.Return {
		for _, v := range end.Args {
			a.use(v)
		}
	}
	for i, p := range f.Inputs() {
		if outputs != nil && outputs[i] {
			a.region(p).reaches(p.Type, func(r *region) bool { a.markUseful(r); return false })
		}
	}
	a.fixpoint(a.need)
	return a
}

// newActive knows of f what memory may be the same.
func newActive(f *ir.Func, rules Rules) *Active {
	a := &Active{
		f: f, rules: rules,
		varied: map[*ir.Value]bool{}, useful: map[*ir.Value]bool{}, regions: map[*ir.Value]*region{},
		read: map[sharing]bool{},
	}
	for op := range f.Body.All() {
		a.connect(op)
	}
	return a
}

func (a *Active) fixpoint(visit func(*ir.Op)) {
	for a.changed = true; a.changed; {
		a.changed = false
		for op := range a.f.Body.All() {
			visit(op)
		}
	}
}

// Value reports whether v itself holds a float that carries a derivative.
func (a *Active) Value(v *ir.Value) bool { return a.varied[v] && a.useful[v] && ir.HasFloat(v.Type) }

// Varied reports whether v holds, or leads to, a float that depends on wrt.
func (a *Active) Varied(v *ir.Value) bool {
	return a.varied[v] || ir.IsReference(v.Type) && a.region(v).reaches(v.Type, isVaried)
}

// Reference reports whether v leads to memory that carries a derivative.
func (a *Active) Reference(v *ir.Value) bool {
	return ir.IsReference(v.Type) && a.region(v).reaches(v.Type, a.isActive)
}

// Place reports whether the floats in the place of a Load, Store or Addr carry a derivative.
func (a *Active) Place(op *ir.Op) bool {
	return a.place(op).any(ir.PlaceType(op.Base().Type, op.Path), a.isActive)
}

func (a *Active) isActive(r *region) bool { return r.varied && a.isUseful(r) }
