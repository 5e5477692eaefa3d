package parse

import "go/types"

// A unifier finds the types that the type parameters of a rule must stand for
// so that its types are those of the primal function.
type unifier struct {
	bound map[*types.TypeParam]types.Type
}

// unify says whether x, in which type parameters may be bound, can be y.
func (u *unifier) unify(x, y types.Type) bool {
	x, y = types.Unalias(x), types.Unalias(y)
	switch x := x.(type) {
	case *types.TypeParam:
		return u.bind(x, y)
	case *types.Named:
		y, ok := y.(*types.Named)
		return ok && x.Origin() == y.Origin() && u.unifyArgs(x.TypeArgs(), y.TypeArgs())
	case *types.Pointer:
		y, ok := y.(*types.Pointer)
		return ok && u.unify(x.Elem(), y.Elem())
	case *types.Slice:
		y, ok := y.(*types.Slice)
		return ok && u.unify(x.Elem(), y.Elem())
	case *types.Array:
		y, ok := y.(*types.Array)
		return ok && x.Len() == y.Len() && u.unify(x.Elem(), y.Elem())
	case *types.Map:
		y, ok := y.(*types.Map)
		return ok && u.unify(x.Key(), y.Key()) && u.unify(x.Elem(), y.Elem())
	case *types.Struct:
		y, ok := y.(*types.Struct)
		return ok && u.unifyFields(x, y)
	}
	return types.Identical(x, y)
}

func (u *unifier) bind(p *types.TypeParam, t types.Type) bool {
	if before := u.bound[p]; before != nil {
		return types.Identical(before, t)
	}
	u.bound[p] = t
	return true
}

func (u *unifier) unifyArgs(x, y *types.TypeList) bool {
	if x.Len() != y.Len() {
		return false
	}
	for i := range x.Len() {
		if !u.unify(x.At(i), y.At(i)) {
			return false
		}
	}
	return true
}

func (u *unifier) unifyFields(x, y *types.Struct) bool {
	if x.NumFields() != y.NumFields() {
		return false
	}
	for i := range x.NumFields() {
		if f, g := x.Field(i), y.Field(i); f.Name() != g.Name() || !u.unify(f.Type(), g.Type()) {
			return false
		}
	}
	return true
}
