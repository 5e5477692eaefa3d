package ir

import "go/types"

// MatchTypes finds the type arguments that make pattern, a type with type
// parameters, the type t, and adds them to args.
func MatchTypes(pattern, t types.Type, args map[*types.TypeParam]types.Type) {
	if p, ok := types.Unalias(pattern).(*types.TypeParam); ok {
		args[p] = t
		return
	}
	if named, ok := types.Unalias(pattern).(*types.Named); ok {
		other, _ := types.Unalias(t).(*types.Named)
		for i := range named.TypeArgs().Len() {
			if other != nil && i < other.TypeArgs().Len() {
				MatchTypes(named.TypeArgs().At(i), other.TypeArgs().At(i), args)
			}
		}
		return
	}
	switch p := pattern.(type) {
	case *types.Slice:
		if u, ok := t.Underlying().(*types.Slice); ok {
			MatchTypes(p.Elem(), u.Elem(), args)
		}
	case *types.Pointer:
		if u, ok := t.Underlying().(*types.Pointer); ok {
			MatchTypes(p.Elem(), u.Elem(), args)
		}
	case *types.Array:
		if u, ok := t.Underlying().(*types.Array); ok {
			MatchTypes(p.Elem(), u.Elem(), args)
		}
	}
}

// Instance is t with args in place of type parameters.
func Instance(t types.Type, args map[*types.TypeParam]types.Type) types.Type {
	switch u := types.Unalias(t).(type) {
	case *types.TypeParam:
		if a := args[u]; a != nil {
			return a
		}
	case *types.Slice:
		return types.NewSlice(Instance(u.Elem(), args))
	case *types.Pointer:
		return types.NewPointer(Instance(u.Elem(), args))
	case *types.Array:
		return types.NewArray(Instance(u.Elem(), args), u.Len())
	case *types.Named:
		if u.TypeArgs().Len() == 0 {
			return t
		}
		var list []types.Type
		for a := range u.TypeArgs().Types() {
			list = append(list, Instance(a, args))
		}
		if n, err := types.Instantiate(nil, u.Origin(), list, false); err == nil {
			return n
		}
	}
	return t
}
