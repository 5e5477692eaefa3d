package ir

import (
	"go/types"
	"slices"
)

// TypeParamsIn are the type parameters that types mention, and those that the
// constraints of these do.
func TypeParamsIn(list ...types.Type) map[*types.TypeParam]bool {
	found := map[*types.TypeParam]bool{}
	for _, t := range list {
		findTypeParams(t, found)
	}
	return found
}

func findTypeParams(t types.Type, found map[*types.TypeParam]bool) {
	t = types.Unalias(t)
	if p, ok := t.(*types.TypeParam); ok {
		if found[p] {
			return
		}
		found[p] = true
	}
	for _, part := range mentionedIn(t) {
		findTypeParams(part, found)
	}
}

// mentionedIn are the types that t is written with.
func mentionedIn(t types.Type) []types.Type {
	switch t := t.(type) {
	case *types.TypeParam:
		return []types.Type{t.Constraint()}
	case *types.Named:
		return slices.Collect(t.TypeArgs().Types())
	case *types.Pointer:
		return []types.Type{t.Elem()}
	case *types.Slice:
		return []types.Type{t.Elem()}
	case *types.Array:
		return []types.Type{t.Elem()}
	case *types.Chan:
		return []types.Type{t.Elem()}
	case *types.Map:
		return []types.Type{t.Key(), t.Elem()}
	case *types.Struct:
		return typesOfVars(slices.Collect(t.Fields()))
	case *types.Signature:
		return typesOfVars(slices.AppendSeq(slices.Collect(t.Params().Variables()), t.Results().Variables()))
	case *types.Interface:
		return slices.Collect(t.EmbeddedTypes())
	case *types.Union:
		return typesOfTerms(slices.Collect(t.Terms()))
	}
	return nil
}

func typesOfVars(vars []*types.Var) (list []types.Type) {
	for _, v := range vars {
		list = append(list, v.Type())
	}
	return list
}

func typesOfTerms(terms []*types.Term) (list []types.Type) {
	for _, t := range terms {
		list = append(list, t.Type())
	}
	return list
}
