package parse

import "go/types"

// IsFloat says whether values of type t are single floats: float32, float64,
// types made of these, and type parameters that stand for nothing else.
func IsFloat(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		return floatsOnly(p.Constraint())
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}

// floatsOnly says whether a constraint admits floats and nothing else. Each of
// the elements of an interface restricts it, so one that says so is enough.
func floatsOnly(constraint types.Type) bool {
	i, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		return IsFloat(constraint)
	}
	for e := range i.EmbeddedTypes() {
		if u, ok := e.(*types.Union); ok && allTerms(u) || !ok && floatsOnly(e) {
			return true
		}
	}
	return false
}

func allTerms(u *types.Union) bool {
	for term := range u.Terms() {
		if !floatsOnly(term.Type()) {
			return false
		}
	}
	return true
}

// HoldsFloat says whether a float is reached from a value of type t through
// arrays, structs, slices and pointers.
func HoldsFloat(t types.Type) bool { return FloatsInItself(t) || FloatsBehindReferences(t) }

// FloatsInItself says whether there is a float in a value of type t: one that is copied with it.
func FloatsInItself(t types.Type) bool { return floats{}.inItself(t) }

// FloatsBehindReferences says whether a float is reached from a value of type
// t through at least one slice or pointer.
func FloatsBehindReferences(t types.Type) bool { return floats{}.behindReferences(t) }

// floats looks for floats in types that may be recursive: it holds the types
// behind references that are being looked into.
type floats map[types.Type]bool

func (s floats) inItself(t types.Type) bool {
	if IsFloat(t) {
		return true
	}
	return anyPart(t, s.inItself)
}

func (s floats) behindReferences(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return s.behind(u.Elem())
	case *types.Pointer:
		return s.behind(u.Elem())
	}
	return anyPart(t, s.behindReferences)
}

func (s floats) behind(elem types.Type) bool {
	if s[elem] {
		return false
	}
	s[elem] = true
	return s.inItself(elem) || s.behindReferences(elem)
}

// anyPart says whether has is true of a type that values of type t consist of.
func anyPart(t types.Type, has func(types.Type) bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return u.Len() > 0 && has(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if has(f.Type()) {
				return true
			}
		}
	}
	return false
}
