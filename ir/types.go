package ir

import "go/types"

// IsFloat reports whether t is a floating-point type, or a type parameter of such.
func IsFloat(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		return onlyFloats(p)
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}

// onlyFloats reports whether all types that p's constraint allows are floats.
func onlyFloats(p *types.TypeParam) bool { return only(p.Constraint(), IsFloat) }

// onlyNumbers reports whether all types that p's constraint allows are floats or integers.
func onlyNumbers(p *types.TypeParam) bool {
	return only(p.Constraint(), func(t types.Type) bool { return IsFloat(t) || IsInteger(t) })
}

// only reports whether is holds for all types that a constraint allows. Each of
// an interface's elements restricts it, so one of them is enough.
func only(constraint types.Type, is func(types.Type) bool) bool {
	switch c := constraint.Underlying().(type) {
	case *types.Interface:
		for e := range c.EmbeddedTypes() {
			if only(e, is) {
				return true
			}
		}
		return false
	case *types.Union:
		for term := range c.Terms() {
			if !only(term.Type(), is) {
				return false
			}
		}
		return true
	}
	return is(constraint)
}

// IsInteger reports whether t is an integer type.
func IsInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// mayBeInteger reports whether t is an integer type, or a type parameter that may stand for one.
func mayBeInteger(t types.Type) bool { return IsInteger(t) || isTypeParam(t) && !IsFloat(t) }

// IsReference reports whether a value of type t leads to memory: a slice, a
// pointer, or a struct or array with such a part.
func IsReference(t types.Type) bool {
	switch u := Under(t).(type) {
	case *types.Slice, *types.Pointer:
		return true
	case *types.Array:
		return IsReference(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if IsReference(u.Field(i).Type()) {
				return true
			}
		}
	}
	return false
}

// HasFloat reports whether a float is in a value of type t itself, not behind a reference.
func HasFloat(t types.Type) bool {
	if IsFloat(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return HasFloat(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if HasFloat(u.Field(i).Type()) {
				return true
			}
		}
	}
	return false
}

// LeadsToFloat reports whether a float is reached from a value of type t through
// at least one slice or pointer.
func LeadsToFloat(t types.Type) bool {
	return leadsToFloat(t, map[types.Type]bool{})
}

func leadsToFloat(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	behind := func(elem types.Type) bool { return HasFloat(elem) || leadsToFloat(elem, seen) }
	switch u := Under(t).(type) {
	case *types.Slice:
		return behind(u.Elem())
	case *types.Pointer:
		return behind(u.Elem())
	case *types.Array:
		return leadsToFloat(u.Elem(), seen)
	case *types.Struct:
		for i := range u.NumFields() {
			if leadsToFloat(u.Field(i).Type(), seen) {
				return true
			}
		}
	}
	return false
}

// Part is the type of what steps lead to in a value of type t.
func Part(t types.Type, steps []Step) types.Type {
	for _, s := range steps {
		switch u := Under(t).(type) {
		case *types.Struct:
			t = u.Field(s.Field).Type()
		case *types.Array:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		default:
			panic("ir: no part in " + t.String())
		}
	}
	return t
}

// PlaceType is the type of the place that a base of type t and steps name.
func PlaceType(t types.Type, steps []Step) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		t = u.Elem()
	case *types.Basic: // a string, indexed
		return types.Typ[types.Byte]
	}
	return Part(t, steps)
}

// Parts are the types of the parts of a struct or array t that Build takes, in order.
func Parts(t types.Type) []types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		parts := make([]types.Type, u.NumFields())
		for i := range parts {
			parts[i] = u.Field(i).Type()
		}
		return parts
	case *types.Array:
		parts := make([]types.Type, u.Len())
		for i := range parts {
			parts[i] = u.Elem()
		}
		return parts
	}
	return nil
}

// TypesOverlap reports whether memory of type t may overlap memory of type u.
func TypesOverlap(t, u types.Type) bool { return leavesOf(t)&leavesOf(u) != 0 }
