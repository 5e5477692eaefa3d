package golden

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// An instance of a function is what is tested of it: with types in the place of
// its type parameters, if it has any.
type instance struct {
	list   string // "[float32, string]", "" for a function without
	single bool   // some floats are float32
}

// instances are the instances that are tested: with float64 and with float32 for
// the type parameters of floats.
func instances(fn *ast.FuncDecl, files []*ast.File) []instance {
	params := typeParams(fn, files)
	if params == nil {
		return []instance{{single: mentionsSingle(files)}}
	}
	double, single := newInstance(params, "float64", files), newInstance(params, "float32", files)
	if double.list == single.list {
		return []instance{double}
	}
	return []instance{double, single}
}

func newInstance(params []typeParam, float string, files []*ast.File) instance {
	c := chooser{files: files, float: float, types: map[string]string{}, params: params}
	var list []string
	for _, p := range params {
		list = append(list, c.param(p))
	}
	i := instance{list: "[" + strings.Join(list, ", ") + "]"}
	i.single = strings.Contains(i.list, "float32") || mentionsSingle(files)
	return i
}

// A typeParam is a type parameter and its constraint.
type typeParam struct {
	name       string
	constraint ast.Expr
}

// typeParams are the type parameters of fn; for a method those of its receiver,
// with the constraints that the type's declaration says.
func typeParams(fn *ast.FuncDecl, files []*ast.File) []typeParam {
	if fn.Recv == nil {
		return typeParamsIn(fn.Type.TypeParams)
	}
	generic, args := receiver(fn)
	if len(args) == 0 {
		return nil
	}
	params := typeParamsIn(typeSpec(generic, files).TypeParams)
	renamed := map[string]string{}
	for i, a := range args {
		renamed[params[i].name] = a.(*ast.Ident).Name
	}
	for i := range params {
		params[i].name = renamed[params[i].name]
		params[i].constraint = rename(params[i].constraint, renamed)
	}
	return params
}

func typeParamsIn(fields *ast.FieldList) (all []typeParam) {
	if fields == nil {
		return nil
	}
	for _, f := range fields.List {
		for _, n := range f.Names {
			all = append(all, typeParam{n.Name, f.Type})
		}
	}
	return all
}

// receiver is the name of the type that fn is a method of, and the names that
// fn gives to that type's parameters.
func receiver(fn *ast.FuncDecl) (name string, args []ast.Expr) {
	t := fn.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	switch x := t.(type) {
	case *ast.IndexExpr:
		t, args = x.X, []ast.Expr{x.Index}
	case *ast.IndexListExpr:
		t, args = x.X, x.Indices
	}
	return t.(*ast.Ident).Name, args
}

// typeSpec is the declaration of a type at package level, nil if it isn't in files.
func typeSpec(name string, files []*ast.File) *ast.TypeSpec {
	for _, file := range files {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range d.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok && s.Name.Name == name {
					return s
				}
			}
		}
	}
	return nil
}

// rename is a type that names the parameters of its declaration, in the words of a method.
func rename(e ast.Expr, names map[string]string) ast.Expr {
	switch e := e.(type) {
	case *ast.Ident:
		if to, ok := names[e.Name]; ok {
			return ast.NewIdent(to)
		}
	case *ast.UnaryExpr:
		return &ast.UnaryExpr{Op: e.Op, X: rename(e.X, names)}
	case *ast.ArrayType:
		return &ast.ArrayType{Len: e.Len, Elt: rename(e.Elt, names)}
	case *ast.BinaryExpr:
		return &ast.BinaryExpr{Op: e.Op, X: rename(e.X, names), Y: rename(e.Y, names)}
	}
	return e
}

// A chooser finds types that meet constraints.
type chooser struct {
	files  []*ast.File
	float  string            // what is taken where floats are wanted
	types  map[string]string // what has been chosen
	params []typeParam
}

// param chooses the type for p.
func (c *chooser) param(p typeParam) string {
	if c.types[p.name] == "" {
		c.types[p.name] = c.choose(p.constraint)
	}
	return c.types[p.name]
}

// choose is a type that meets the constraint e: one of floats if that is
// possible. An interface from elsewhere is taken to be one of floats.
func (c *chooser) choose(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return c.choose(e.X)
	case *ast.BinaryExpr:
		return c.union(e)
	case *ast.ArrayType:
		return "[]" + c.choose(e.Elt)
	case *ast.InterfaceType:
		return c.choose(e.Methods.List[0].Type)
	case *ast.Ident:
		return c.named(e.Name)
	}
	return c.float
}

func (c *chooser) union(e *ast.BinaryExpr) string {
	terms := []string{c.choose(e.X), c.choose(e.Y)}
	if slices.Contains(terms, c.float) {
		return c.float
	}
	return terms[0]
}

func (c *chooser) named(name string) string {
	for _, p := range c.params {
		if p.name == name {
			return c.param(p)
		}
	}
	if spec := typeSpec(name, c.files); spec != nil {
		if _, ok := spec.Type.(*ast.InterfaceType); ok {
			return c.choose(spec.Type)
		}
	}
	if name == "comparable" || name == "any" {
		return "string"
	}
	return name
}

// mentionsSingle says whether float32 is used in files, other than in constraints.
func mentionsSingle(files []*ast.File) bool {
	found := false
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				return n.Op != token.OR
			case *ast.Ident:
				found = found || n.Name == "float32"
			}
			return !found
		})
	}
	return found
}
