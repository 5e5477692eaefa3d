package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A region stands for the memory that a reference leads to, or for a part of
// it: one for each field, one for all elements of a slice or array. Regions
// that may be the same memory are united (Steensgaard 1996), so that what is said of
// one holds for all its names.
type region struct {
	up                      *region         // what it has been united with
	owner                   *region         // of which it is a part, or from which it is reached
	typ                     types.Type      // of what a reference leads to; nil for a part
	parts                   map[int]*region // by field; elements under element
	target                  *region         // what the reference in this place leads to
	input                   bool            // reached from a parameter in wrt: floats in it are varied
	user                    bool            // its shadow is the caller's
	alien                   *ir.Op          // memory that a call without a rule gave
	kind                    types.Type      // of the float that is here; nil if none has been seen
	varied, useful, written bool
}

const element = -1

func (r *region) root() *region {
	for r.up != nil {
		if r.up.up != nil {
			r.up = r.up.up
		}
		r = r.up
	}
	return r
}

// part is the region of a field, or of the elements.
func (r *region) part(i int) *region {
	r = r.root()
	if r.parts[i] == nil {
		if r.parts == nil {
			r.parts = map[int]*region{}
		}
		r.parts[i] = r.heir()
	}
	return r.parts[i].root()
}

// leads is the region that the reference in r, to a t, leads to. The nodes of a
// list or a tree, which lead to nodes, are all in one region.
func (r *region) leads(t types.Type) *region {
	r = r.root()
	if r.target != nil {
		return r.target.root()
	}
	for o := r; o != nil; o = o.owner {
		o = o.root()
		if o.typ != nil && types.Identical(o.typ, t) {
			r.target = o
			return o
		}
	}
	r.target = r.heir()
	r.target.typ = t
	return r.target
}

func (r *region) heir() *region {
	return &region{owner: r, input: r.input, user: r.user, varied: r.input, alien: r.alien}
}

// elem is the type of what a slice or pointer of type t leads to.
func elem(t types.Type) types.Type {
	switch u := ir.Under(t).(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Pointer:
		return u.Elem()
	}
	panic("adjoint: " + t.String() + " is no reference")
}

// strange says that the memory that a t in r leads to was given by op.
func (r *region) strange(t types.Type, op *ir.Op) {
	r = r.root()
	r.alien = op
	r.reaches(t, func(to *region) bool { to.alien = op; return false })
}

// at is the part of r that path leads to.
func (r *region) at(path []ir.Step) *region {
	for _, s := range path {
		if s.Index {
			r = r.part(element)
		} else {
			r = r.part(s.Field)
		}
	}
	return r.root()
}

// unite makes one region of two.
func unite(a, b *region) {
	a, b = a.root(), b.root()
	if a == b {
		return
	}
	b.up = a
	a.varied = a.varied || b.varied
	a.useful = a.useful || b.useful
	a.written = a.written || b.written
	if a.alien == nil {
		a.alien = b.alien
	}
	if b.input != a.input || b.user != a.user {
		flag := *a
		flag.input, flag.user = a.input || b.input, a.user || b.user
		a.inherit(flag.input, flag.user)
	}
	if b.target != nil {
		if a.target == nil {
			a.target = b.target
		} else {
			unite(a.target, b.target)
		}
		a.inherit(a.input, a.user)
	}
	for i, p := range b.parts {
		unite(a.part(i), p)
		a = a.root()
	}
}

// inherit says that r, and all that is reached from it, is an input, or the user's.
func (r *region) inherit(input, user bool) {
	r = r.root()
	r.input, r.user, r.varied = input, user, r.varied || input
	for _, p := range append([]*region{r.target}, r.list()...) {
		if p == nil {
			continue
		}
		if p = p.root(); input && !p.input || user && !p.user {
			p.inherit(input || p.input, user || p.user)
		}
	}
}

func (r *region) list() []*region {
	out := make([]*region, 0, len(r.parts))
	for _, p := range r.parts {
		out = append(out, p)
	}
	return out
}

// link says that references of type t in the places a and b lead to the same memory.
func link(a, b *region, t types.Type) {
	switch u := ir.Under(t).(type) {
	case *types.Pointer, *types.Slice:
		unite(a.leads(elem(t)), b.leads(elem(t)))
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i).Type(); ir.IsReference(f) {
				link(a.part(i), b.part(i), f)
			}
		}
	case *types.Array:
		if ir.IsReference(u.Elem()) {
			link(a.part(element), b.part(element), u.Elem())
		}
	}
}

// any reports whether has holds for a float, or an interface, of a t in r itself,
// not behind a reference.
func (r *region) any(t types.Type, has func(*region) bool) bool {
	if ir.IsFloat(t) || types.IsInterface(t) {
		r = r.root()
		r.kind = t.Underlying()
		return has(r)
	}
	switch u := ir.Under(t).(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i).Type(); holds(f) && r.part(i).any(f, has) {
				return true
			}
		}
	case *types.Array:
		return holds(u.Elem()) && r.part(element).any(u.Elem(), has)
	}
	return false
}

// each calls f with the region of each float of a t in r itself.
func (r *region) each(t types.Type, f func(*region)) {
	r.any(t, func(r *region) bool { f(r); return false })
}

// reaches reports whether has holds for a float behind a reference in a t in r.
func (r *region) reaches(t types.Type, has func(*region) bool) bool {
	return r.search(t, has, map[*region]bool{})
}

func (r *region) search(t types.Type, has func(*region) bool, seen map[*region]bool) bool {
	behind := func(elem types.Type) bool {
		to := r.leads(elem)
		if seen[to] {
			return false
		}
		seen[to] = true
		return to.any(elem, has) || to.search(elem, has, seen)
	}
	switch u := ir.Under(t).(type) {
	case *types.Pointer:
		return behind(u.Elem())
	case *types.Slice: // a region stands for all elements
		return behind(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i).Type(); ir.IsReference(f) && r.part(i).search(f, has, seen) {
				return true
			}
		}
	case *types.Array:
		return ir.IsReference(u.Elem()) && r.part(element).search(u.Elem(), has, seen)
	}
	return false
}
