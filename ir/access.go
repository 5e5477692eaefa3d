package ir

import (
	"go/types"
	"slices"
)

// An access is a reading or writing of memory: of the place that base, path and
// indexes name, or, without a base, of anything of the given kinds in the given roots.
type access struct {
	base    *Value
	path    []Step
	indexes []*Value
	fixed   bool // base refers to the same memory, or new memory, in every iteration of every loop
	roots   rootSet
	leaves  leafSet
	scalar  scalarKind
	write   bool
}

// scalarKind says where a scalar is, if that is known: no field of a struct is also
// an element of an array, and slices are made of elements.
type scalarKind int

const (
	anyScalar scalarKind = iota
	fieldScalar
	elementScalar
)

// kindOf is the kind of the place of type t to which path leads.
func kindOf(path []Step, t types.Type) scalarKind {
	switch Under(t).(type) {
	case *types.Struct, *types.Array:
		return anyScalar
	}
	switch {
	case len(path) == 0:
		return anyScalar
	case path[len(path)-1].Index:
		return elementScalar
	}
	return fieldScalar
}

// normal is x with the place of a base that is itself the address of a place
// put in front: it goes through the last reference that was loaded or given.
func (x access) normal() access {
	for x.base.Op != nil && x.base.Op.Code == Addr {
		addr := x.base.Op
		x.base = addr.Base()
		x.path = slices.Concat(addr.Path, x.path)
		x.indexes = slices.Concat(addr.Indexes(), x.indexes)
	}
	return x
}

// overlaps reports whether x and y may touch the same memory: in one run of the
// blocks around both, or across iterations, where a value that a loop defines
// isn't the same for x and y.
func (x access) overlaps(y access, across bool) bool {
	if x.leaves&y.leaves == 0 || !rootsMeet(x.roots, y.roots) {
		return false
	}
	if x.scalar != y.scalar && x.scalar != anyScalar && y.scalar != anyScalar {
		return false
	}
	if x.base == nil || y.base == nil {
		return true
	}
	if x.base == y.base && (!across || x.fixed) {
		return !apart(x, y, across)
	}
	x, sx := x.within()
	y, sy := y.within()
	if sx == nil || sy == nil || !types.Identical(sx, sy) {
		return true
	}
	return !apart(x, y, across)
}

// rootsMeet reports whether memory of s and t may be the same: the outer world
// may know what the inputs lead to.
func rootsMeet(s, t rootSet) bool {
	if s.has(outerRoot) && (t.has(inputRoot) || t.has(apartRoot)) {
		return true
	}
	if t.has(outerRoot) && (s.has(inputRoot) || s.has(apartRoot)) {
		return true
	}
	return s.meets(t)
}

// within is x as seen from the struct that its base refers to, or of which the
// base has elements; two structs of one type are the same or apart. The type
// is nil if the base refers to no struct.
func (x access) within() (access, types.Type) {
	var t types.Type
	switch u := Under(x.base.Type).(type) {
	case *types.Pointer:
		t = u.Elem()
	case *types.Slice:
		t = u.Elem()
		x.path, x.indexes = x.path[1:], x.indexes[1:]
	default:
		return x, nil
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return x, nil
	}
	return x, t
}

// apart reports whether x and y, which start at the same thing, go to different
// fields or elements.
func apart(x, y access, across bool) bool {
	nx, ny := 0, 0
	for k := range min(len(x.path), len(y.path)) {
		if !x.path[k].Index {
			if x.path[k].Field != y.path[k].Field {
				return true
			}
			continue
		}
		if different(x.indexes[nx], y.indexes[ny], across) {
			return true
		}
		nx, ny = nx+1, ny+1
	}
	return false
}

// different reports whether i and j are certainly not equal: two constants, or
// in one iteration a value plus two constants that are close to each other, so
// that it holds whatever the width of the integers is.
func different(i, j *Value, across bool) bool {
	vi, ki := offset(i)
	vj, kj := offset(j)
	if vi != vj || (vi != nil && across) {
		return false
	}
	if vi == nil {
		return ki != kj
	}
	return ki != kj && max(ki, kj)-min(ki, kj) < 1<<7
}

// offset writes i as v + k; v is nil if i is a constant. Constants k that are
// not small stay in v.
func offset(i *Value) (v *Value, k int64) {
	if k, ok := IntConst(i); ok {
		return nil, k
	}
	if i.Op == nil || (i.Op.Code != Add && i.Op.Code != Sub) {
		return i, 0
	}
	x, y := i.Op.Args[0], i.Op.Args[1]
	if _, ok := IntConst(x); ok && i.Op.Code == Add {
		x, y = y, x
	}
	c, ok := IntConst(y)
	if !ok || c < -1<<20 || c > 1<<20 {
		return i, 0
	}
	if i.Op.Code == Sub {
		c = -c
	}
	v, k = offset(x)
	if v == nil || k < -1<<20 || k > 1<<20 {
		return i, 0
	}
	return v, k + c
}
