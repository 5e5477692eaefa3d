package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Writing says where a recursive function may write floats that its caller sees.
type Writing struct {
	Inputs    []bool // those that lead to such memory; nil if there are none
	Elsewhere bool   // the inputs don't lead to all of it
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

// WritingOf says what the operations of f for which outside holds may write. Of a call that writes, of tells the
// arguments that lead to what it writes.
//
// Before: f passes ir.Check.
// After:  f is unchanged.
func WritingOf(f *ir.Func, rules Rules, outside func(*ir.Op) bool, of func(*ir.Op) []bool) (w Writing) {
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
	foreign := a.foreign()
	for r := range floats {
		w.Elsewhere = w.Elsewhere || r.alien != nil || foreign[r]
	}
	if !slices.Contains(w.Inputs, true) {
		w.Inputs = nil
	}
	return w
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
		a.place(op).each(op.Args[len(op.Args)-1].Type, mark)
	case written(op) != nil:
		a.behind(written(op)).each(elem(written(op).Type), mark)
	case op.Code == ir.Call:
		list := of(op)
		for i, x := range op.Args {
			if ir.IsReference(x.Type) && list[i] {
				a.region(x).reaches(x.Type, func(r *region) bool { mark(r); return false })
			}
		}
	}
}
