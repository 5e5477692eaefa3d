package ir

import (
	"go/types"
	"iter"
	"slices"
)

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

// Instance is t with args in place of type parameters. What mentions none stays as it is.
func Instance(t types.Type, args map[*types.TypeParam]types.Type) types.Type {
	return substitution(func(t types.Type) types.Type {
		if p, ok := types.Unalias(t).(*types.TypeParam); ok {
			return args[p]
		}
		return nil
	}).apply(t)
}

// A substitution says what takes the place of a type; nil if it stays.
type substitution func(types.Type) types.Type

// apply is t with others in the place of types that it is written with. What is
// written without them stays as it is.
func (in substitution) apply(t types.Type) types.Type {
	if other := in(t); other != nil {
		return other
	}
	if !in.changes(t, map[types.Type]bool{}) {
		return t
	}
	switch u := types.Unalias(t).(type) {
	case *types.Named:
		if n, err := types.Instantiate(nil, u.Origin(), in.all(u.TypeArgs().Types()), false); err == nil {
			return n
		}
	case *types.Slice:
		return types.NewSlice(in.apply(u.Elem()))
	case *types.Pointer:
		return types.NewPointer(in.apply(u.Elem()))
	case *types.Array:
		return types.NewArray(in.apply(u.Elem()), u.Len())
	case *types.Map:
		return types.NewMap(in.apply(u.Key()), in.apply(u.Elem()))
	case *types.Chan:
		return types.NewChan(u.Dir(), in.apply(u.Elem()))
	case *types.Struct:
		return in.structure(u)
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, in.tuple(u.Params()), in.tuple(u.Results()), u.Variadic())
	case *types.Interface:
		return in.constraint(u)
	case *types.Union:
		return in.union(u)
	}
	return t
}

// changes reports whether t is written with a type that doesn't stay.
func (in substitution) changes(t types.Type, seen map[types.Type]bool) bool {
	if in(t) != nil {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	return slices.ContainsFunc(mentionedIn(types.Unalias(t)), func(part types.Type) bool { return in.changes(part, seen) })
}

func (in substitution) all(list iter.Seq[types.Type]) (out []types.Type) {
	for t := range list {
		out = append(out, in.apply(t))
	}
	return out
}

func (in substitution) structure(s *types.Struct) types.Type {
	var fields []*types.Var
	var tags []string
	for i := range s.NumFields() {
		f := s.Field(i)
		fields = append(fields, types.NewField(f.Pos(), f.Pkg(), f.Name(), in.apply(f.Type()), f.Embedded()))
		tags = append(tags, s.Tag(i))
	}
	return types.NewStruct(fields, tags)
}

func (in substitution) tuple(t *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range t.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), v.Pkg(), v.Name(), in.apply(v.Type())))
	}
	return types.NewTuple(vars...)
}

// constraint is an interface for the types that another one allows, with its methods as they are.
func (in substitution) constraint(i *types.Interface) types.Type {
	out := types.NewInterfaceType(slices.Collect(i.ExplicitMethods()), in.all(i.EmbeddedTypes()))
	if i.IsImplicit() {
		out.MarkImplicit()
	}
	return out.Complete()
}

func (in substitution) union(u *types.Union) types.Type {
	var terms []*types.Term
	for t := range u.Terms() {
		terms = append(terms, types.NewTerm(t.Tilde(), in.apply(t.Type())))
	}
	return types.NewUnion(terms)
}
