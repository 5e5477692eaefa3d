package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Writing says where a recursive function may write floats that its caller sees.
type Writing struct {
	Inputs    []bool // those that lead to such memory; nil if there are none
	Elsewhere bool   // the inputs don't lead to all of it
	Stores    bool   // it may store references to floats there
	Extends   []bool // inputs that lead to slices that it may append to where they are; nil if there are none
}

// quiet reports whether there are no such floats.
func (w Writing) quiet() bool { return w.Inputs == nil && !w.Elsewhere }

// of are the arguments of op, a call of the function, that lead there.
func (w Writing) of(op *ir.Op) (list []*ir.Value) {
	for i, x := range op.Args {
		if w.Inputs != nil && w.Inputs[i] {
			list = append(list, x)
		}
	}
	return list
}

// slices are the memory of the slices behind arguments of op, a call of the function, that it may append to.
func (w Writing) slices(a *Active, op *ir.Op) (list []spotted) {
	for i, x := range op.Args {
		if w.Extends != nil && w.Extends[i] {
			a.region(x).leadsTo(x.Type, &list)
		}
	}
	return list
}

// WritingOf says what the operations of f for which outside holds may write. Of a call that writes, of tells the
// arguments that lead to what it writes, and calls what is known of recursive functions.
//
// Before: f passes ir.Check.
// After:  f is unchanged.
func WritingOf(f *ir.Func, rules Rules, outside func(*ir.Op) bool, of func(*ir.Op) []bool, calls func(*ir.Op) Writing) (w Writing) {
	a := newActive(f, rules)
	floats := map[*region]bool{}
	mark := func(r *region) { floats[r.root()] = true }
	for op := range f.Body.All() {
		if outside(op) {
			a.eachWritten(op, of, mark)
		}
	}
	for _, p := range f.Inputs() {
		leads := false
		if ir.IsReference(p.Type) {
			leads = a.region(p).reaches(p.Type, func(r *region) bool { return floats[r.root()] })
		}
		w.Inputs = append(w.Inputs, leads)
	}
	w.Extends = a.extended(calls)
	foreign := a.foreign()
	for r := range floats {
		w.Elsewhere = w.Elsewhere || r.alien != nil || foreign[r]
	}
	if !slices.Contains(w.Inputs, true) {
		w.Inputs = nil
	}
	return w
}

// extended are the inputs of the function that lead to slices that it may append to where they are.
func (a *Active) extended(calls func(*ir.Op) Writing) (list []bool) {
	extended := map[*region]bool{}
	for op := range a.f.Body.All() {
		if s := grownFar(op); s != nil {
			extended[a.behind(s).root()] = true
		}
		for _, p := range calls(op).slices(a, op) {
			extended[p.region.root()] = true
		}
	}
	for _, p := range a.f.Inputs() {
		var behind []spotted
		a.region(p).leadsTo(p.Type, &behind)
		list = append(list, slices.ContainsFunc(behind, func(s spotted) bool { return extended[s.region.root()] }))
	}
	if !slices.Contains(list, true) {
		return nil
	}
	return list
}

// eachIn calls mark for the floats of a t in r, and for those that it leads to.
func (a *Active) eachIn(r *region, t types.Type, mark func(*region)) {
	r.each(t, mark)
	r.reaches(t, func(r *region) bool { mark(r); return false })
}

// mix unites what has the same type behind the arguments of op, a call of a recursive function that may store
// references: in what it leads to, it may have put what others lead to.
func (a *Active) mix(op *ir.Op) {
	var places []spotted
	for _, x := range op.Args {
		a.region(x).leadsTo(x.Type, &places)
	}
	for i, p := range places {
		for _, q := range places[:i] {
			if types.Identical(p.typ, q.typ) {
				unite(p.region, q.region)
			}
		}
	}
}

// A spotted is a region with the type of what is there.
type spotted struct {
	*region
	typ types.Type
}

// leadsTo appends to list the memory that references in a t in r lead to, directly or through others.
func (r *region) leadsTo(t types.Type, list *[]spotted) {
	behind := func(elem types.Type) {
		to := r.leads(elem)
		for _, p := range *list {
			if p.region.root() == to && types.Identical(p.typ, elem) {
				return
			}
		}
		*list = append(*list, spotted{to, elem})
		to.leadsTo(elem, list)
	}
	switch u := ir.Under(t).(type) {
	case *types.Pointer:
		behind(u.Elem())
	case *types.Slice:
		behind(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i).Type(); ir.IsReference(f) {
				r.part(i).leadsTo(f, list)
			}
		}
	case *types.Array:
		if ir.IsReference(u.Elem()) {
			r.part(element).leadsTo(u.Elem(), list)
		}
	}
}

// foreign is the memory to which forms of Go lead that are kept as they are, such as interfaces.
func (a *Active) foreign() map[*region]bool {
	found := map[*region]bool{}
	for op := range a.f.Body.All() {
		if op.Code != ir.Call || op.Func != nil || written(op) != nil {
			continue
		}
		for _, v := range op.Results {
			if ir.IsReference(v.Type) {
				a.region(v).reaches(v.Type, func(r *region) bool { found[r.root()] = true; return false })
			}
		}
	}
	return found
}

// eachWritten calls mark for the floats that op may write.
func (a *Active) eachWritten(op *ir.Op, of func(*ir.Op) []bool, mark func(*region)) {
	switch {
	case op.Code == ir.Store:
		a.eachIn(a.place(op), op.Args[len(op.Args)-1].Type, mark)
	case written(op) != nil:
		a.eachIn(a.behind(written(op)), elem(written(op).Type), mark)
	case op.Code == ir.Call:
		list := of(op)
		for i, x := range op.Args {
			if ir.IsReference(x.Type) && list[i] {
				a.region(x).reaches(x.Type, func(r *region) bool { mark(r); return false })
			}
		}
	}
}
