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
	in := instancer(args)
	if !in.changes(t) {
		return t
	}
	switch u := types.Unalias(t).(type) {
	case *types.TypeParam:
		if a := args[u]; a != nil {
			return a
		}
	case *types.Named:
		if n, err := types.Instantiate(nil, u.Origin(), in.all(u.TypeArgs().Types()), false); err == nil {
			return n
		}
	case *types.Slice:
		return types.NewSlice(Instance(u.Elem(), args))
	case *types.Pointer:
		return types.NewPointer(Instance(u.Elem(), args))
	case *types.Array:
		return types.NewArray(Instance(u.Elem(), args), u.Len())
	case *types.Map:
		return types.NewMap(Instance(u.Key(), args), Instance(u.Elem(), args))
	case *types.Chan:
		return types.NewChan(u.Dir(), Instance(u.Elem(), args))
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

// An instancer puts types in the place of type parameters.
type instancer map[*types.TypeParam]types.Type

// changes reports whether one of the type parameters is in t.
func (in instancer) changes(t types.Type) bool {
	found := false
	for p := range TypeParamsIn(t) {
		found = found || in[p] != nil
	}
	return found
}

func (in instancer) all(list iter.Seq[types.Type]) (out []types.Type) {
	for t := range list {
		out = append(out, Instance(t, in))
	}
	return out
}

func (in instancer) structure(s *types.Struct) types.Type {
	var fields []*types.Var
	var tags []string
	for i := range s.NumFields() {
		f := s.Field(i)
		fields = append(fields, types.NewField(f.Pos(), f.Pkg(), f.Name(), Instance(f.Type(), in), f.Embedded()))
		tags = append(tags, s.Tag(i))
	}
	return types.NewStruct(fields, tags)
}

func (in instancer) tuple(t *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range t.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), v.Pkg(), v.Name(), Instance(v.Type(), in)))
	}
	return types.NewTuple(vars...)
}

// constraint is an interface for the types that another one allows, with its methods as they are.
func (in instancer) constraint(i *types.Interface) types.Type {
	out := types.NewInterfaceType(slices.Collect(i.ExplicitMethods()), in.all(i.EmbeddedTypes()))
	if i.IsImplicit() {
		out.MarkImplicit()
	}
	return out.Complete()
}

func (in instancer) union(u *types.Union) types.Type {
	var terms []*types.Term
	for t := range u.Terms() {
		terms = append(terms, types.NewTerm(t.Tilde(), Instance(t.Type(), in)))
	}
	return types.NewUnion(terms)
}
