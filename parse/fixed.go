package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// Fixed reports whether v, a variable at package level, and the memory that it leads to are never
// written once the package is initialised, as with tables of constants: other packages can't name it, and
// its own only reads single elements and parts of it.
func (l *Loader) Fixed(v *types.Var) bool {
	if v.Exported() || v.Pkg() == nil {
		return false
	}
	p := l.Package(v.Pkg().Path())
	if p == nil {
		return false
	}
	for _, f := range p.Files {
		if !onlyRead(f.Syntax, v, p.Info) {
			return false
		}
	}
	return true
}

// onlyRead reports whether no use of v in the file could change it, or hand on what it leads to.
func onlyRead(file *ast.File, v *types.Var, info *types.Info) bool {
	var path []ast.Node // from the file to the node
	fixed := true
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		path = append(path, n)
		if id, ok := n.(*ast.Ident); ok && info.Uses[id] == v {
			fixed = fixed && readsPart(path, info)
		}
		return fixed
	})
	return fixed
}

// readsPart reports whether the variable at the end of path is there for the value of a part of it,
// which leads nowhere else.
func readsPart(path []ast.Node, info *types.Info) bool {
	i := len(path) - 1
	for isPartOf(path[i-1], path[i], info) {
		i--
	}
	part := path[i].(ast.Expr)
	switch outer := path[i-1].(type) {
	case *ast.AssignStmt:
		if slices.Contains(outer.Lhs, part) {
			return false
		}
	case *ast.RangeStmt:
		return part == outer.X && leadsNowhere(outer.Key, info) && leadsNowhere(outer.Value, info)
	case *ast.IncDecStmt, *ast.SliceExpr, *ast.SelectorExpr: // the last is a method
		return false
	case *ast.UnaryExpr:
		if outer.Op == token.AND {
			return false
		}
	case *ast.CallExpr:
		if b, ok := typeutil.Callee(info, outer).(*types.Builtin); ok && (b.Name() == "len" || b.Name() == "cap") {
			return true
		}
	}
	return leadsNowhere(part, info)
}

// isPartOf reports whether outer is the expression e in parentheses, or a part of what it leads to.
func isPartOf(outer, e ast.Node, info *types.Info) bool {
	switch outer := outer.(type) {
	case *ast.ParenExpr, *ast.StarExpr:
		return true
	case *ast.IndexExpr:
		return outer.X == e
	case *ast.SelectorExpr:
		sel := info.Selections[outer]
		return outer.X == e && sel != nil && sel.Kind() == types.FieldVal
	}
	return false
}

// leadsNowhere reports whether the value of e, if there is one, has no memory behind it.
func leadsNowhere(e ast.Expr, info *types.Info) bool {
	var is func(t types.Type) bool
	is = func(t types.Type) bool {
		switch u := t.Underlying().(type) {
		case *types.Basic:
			return true
		case *types.Array:
			return is(u.Elem())
		case *types.Struct:
			for f := range u.Fields() {
				if !is(f.Type()) {
					return false
				}
			}
			return true
		}
		return false
	}
	return e == nil || is(info.TypeOf(e))
}
