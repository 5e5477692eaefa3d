package ir

import "go/types"

// Core is the slice type that all types have which a type parameter stands for,
// as []E for S of `[S ~[]E, E any]`; any other type is its own. Slices with methods
// of their own are no core: they are more than slices.
func Core(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		i, _ := p.Constraint().Underlying().(*types.Interface)
		if s := commonSlice(p.Constraint()); s != nil && (i == nil || i.NumMethods() == 0) {
			return s
		}
	}
	return t
}

// Under is the type that t is made from: for a type parameter of slices, these.
func Under(t types.Type) types.Type { return Core(t).Underlying() }

// commonSlice is what all types that a constraint allows are made from, if that
// is one type of slices. Each of an interface's elements restricts it, so one is enough.
func commonSlice(constraint types.Type) types.Type {
	switch c := types.Unalias(constraint).(type) {
	case *types.Slice:
		return c
	case *types.Union:
		return commonTerm(c)
	}
	i, ok := constraint.Underlying().(*types.Interface)
	if !ok {
		s, _ := constraint.Underlying().(*types.Slice)
		if s == nil {
			return nil
		}
		return s
	}
	for e := range i.EmbeddedTypes() {
		if s := commonSlice(e); s != nil {
			return s
		}
	}
	return nil
}

func commonTerm(u *types.Union) types.Type {
	var common types.Type
	for term := range u.Terms() {
		s := commonSlice(term.Type())
		if s == nil || common != nil && !types.Identical(common, s) {
			return nil
		}
		common = s
	}
	return common
}
