package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// An instance is a generic function with types in place of its type parameters, as if
// it had been written and type-checked so.
type instance struct {
	args map[*types.TypeParam]types.Type
	info *types.Info
	vars map[*types.Var]*types.Var
}

// instance is the instance of decl that the call of f with args needs.
func (l *Lowerer) instance(pkg *Package, decl *ast.FuncDecl, f *function, args []*ir.Value) *instance {
	var recv types.Type
	if r := f.fn.Origin().Signature().Recv(); r != nil {
		recv = r.Type()
	}
	found := f.typeArguments(recv, args)
	if len(found) == 0 {
		return &instance{info: pkg.Info}
	}
	key := f.fn.Origin().FullName()
	for _, list := range []*types.TypeParamList{f.fn.Origin().Signature().RecvTypeParams(), f.fn.Origin().Signature().TypeParams()} {
		for p := range list.TypeParams() {
			key += " " + types.TypeString(found[p], nil)
		}
	}
	in := l.instances[key]
	if in == nil {
		in = instantiate(pkg, decl, found)
		l.instances[key] = in
	}
	return in
}

// all are the variables of the generic function as they are in the instance.
func (in *instance) all(vars []*types.Var) (list []*types.Var) {
	for _, v := range vars {
		if len(in.args) > 0 {
			v = in.variable(v)
		}
		list = append(list, v)
	}
	return list
}

// instantiate makes the instance of decl, of pkg, with args.
func instantiate(pkg *Package, decl *ast.FuncDecl, args map[*types.TypeParam]types.Type) *instance {
	from := pkg.Info
	in := &instance{args: args, vars: map[*types.Var]*types.Var{}, info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Instances: map[*ast.Ident]types.Instance{}, Selections: from.Selections, Implicits: map[ast.Node]types.Object{},
		Scopes: from.Scopes, FileVersions: from.FileVersions,
	}}
	ast.Inspect(decl, func(n ast.Node) bool {
		if obj := from.Implicits[n]; obj != nil {
			in.info.Implicits[n] = in.object(obj)
		}
		if e, ok := n.(ast.Expr); ok {
			if tv, ok := from.Types[e]; ok {
				tv.Type = ir.Instance(tv.Type, args)
				in.info.Types[e] = tv
			}
		}
		if id, ok := n.(*ast.Ident); ok {
			in.ident(id, from)
		}
		return true
	})
	return in
}

func (in *instance) ident(id *ast.Ident, from *types.Info) {
	if obj, ok := from.Defs[id]; ok {
		in.info.Defs[id] = in.object(obj)
	}
	if obj, ok := from.Uses[id]; ok {
		in.info.Uses[id] = in.object(obj)
	}
	if i, ok := from.Instances[id]; ok {
		in.info.Instances[id] = i // the arguments are replaced where they are needed
	}
}

// object is what obj is in the instance: variables that may be of another type are others.
func (in *instance) object(obj types.Object) types.Object {
	if v, ok := obj.(*types.Var); ok && !v.IsField() && v.Parent() != v.Pkg().Scope() {
		return in.variable(v)
	}
	return obj
}

func (in *instance) variable(v *types.Var) *types.Var {
	w := in.vars[v]
	if w == nil {
		w = types.NewVar(v.Pos(), v.Pkg(), v.Name(), ir.Instance(v.Type(), in.args))
		w.SetKind(v.Kind())
		in.vars[v] = w
	}
	return w
}
