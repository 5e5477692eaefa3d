package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
)

// constrained is the condition under which what pkg declares at pos is built, if
// its user isn't known to be built under it, too: another build may have another
// declaration of that name.
func constrained(pkg *Package, pos token.Pos, user *File) string {
	f := pkg.File(pos)
	if f == nil || f == user || user != nil && f.Build() == user.Build() {
		return ""
	}
	return f.Build()
}

// sameInAllBuilds refuses the constant expression e if its value, which the
// gradient will have in it, may be another in another build.
func (l *body) sameInAllBuilds(e ast.Expr) {
	if c, build := l.varying(e, l.info); build != "" {
		l.errorf(e.Pos(), "the constant "+c.Name()+" is in a file that is only built under `"+build+
			"`, and may have another value in another build: make it a variable, or pass it to the function")
	}
}

// varying is a constant in e, or that one in e is computed from, that only some
// builds have, with the condition; that is "" if there is none.
func (l *body) varying(e ast.Expr, info *types.Info) (found *types.Const, build string) {
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || build != "" {
			return build == ""
		}
		if c, ok := info.Uses[id].(*types.Const); ok && c.Pkg() != nil {
			found, build = l.varyingConst(c)
		}
		return true
	})
	return found, build
}

func (l *body) varyingConst(c *types.Const) (*types.Const, string) {
	pkg := l.source.Owner(c.Pkg())
	if pkg == nil {
		return c, l.buildOf(l.fset.Position(c.Pos()).Filename)
	}
	if build := constrained(pkg, c.Pos(), l.file); build != "" {
		return c, build
	}
	for _, value := range pkg.constSpec(c).Values {
		if c, build := l.varying(value, pkg.Info); build != "" {
			return c, build
		}
	}
	return nil, ""
}

// buildOf is the condition under which a file is built whose package is known
// from what the compiler exports; "" if there is none, or the file isn't there.
func (l *body) buildOf(path string) string {
	build, known := l.builds[path]
	if !known {
		src, _ := os.ReadFile(path)
		build = (&File{Name: filepath.Base(path), Src: src}).Build()
		l.builds[path] = build
	}
	return build
}

// constSpec is the declaration of c in p, empty if it isn't in p's files.
func (p *Package) constSpec(c *types.Const) *ast.ValueSpec {
	found := &ast.ValueSpec{}
	f := p.File(c.Pos())
	if f == nil {
		return found
	}
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if n == nil || c.Pos() < n.Pos() || n.End() <= c.Pos() {
			return false
		}
		if spec, ok := n.(*ast.ValueSpec); ok {
			found = spec
		}
		return true
	})
	return found
}
