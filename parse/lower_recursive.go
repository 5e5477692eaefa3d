package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Recursive reports whether fn may come to call itself, directly or through other
// functions whose source is at hand: its calls stay calls, as there is no end to
// putting its body in their place.
func (l *Lowerer) Recursive(fn *types.Func) bool {
	fn = fn.Origin()
	is, known := l.recursion[fn]
	if !known {
		is = l.comesTo(fn, fn, map[*types.Func]bool{})
		l.recursion[fn] = is
	}
	return is
}

// comesTo reports whether the source of from, or of what that calls, names fn.
func (l *Lowerer) comesTo(fn, from *types.Func, seen map[*types.Func]bool) bool {
	pkg, decl := l.source.Decl(from)
	if decl == nil || decl.Body == nil || seen[from] {
		return false
	}
	seen[from] = true
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		if callee, ok := pkg.Info.Uses[id].(*types.Func); ok && !l.calls.Serves(callee.Origin()) {
			found = callee.Origin() == fn || l.comesTo(fn, callee.Origin(), seen)
		}
		return !found
	})
	return found
}

// stays notes, at the call of a recursive function, where its body was reached from,
// and what stands against a derivative that is generated from it: another build may have
// another declaration of that name.
func (l *body) stays(fn *types.Func) {
	pkg, decl := l.source.Decl(fn)
	if decl == nil || decl.Body == nil {
		return
	}
	l.reached(pkg, decl)
	l.constrained(pkg, decl)
}

// constrained reports whether decl is in a file that not all builds have that have the
// current file, and notes that at the current call.
func (l *body) constrained(pkg *Package, decl *ast.FuncDecl) bool {
	build := constrained(pkg, decl.Pos(), l.file)
	if build != "" {
		l.notes[l.b.Pos] = " (its body can't be used here: it is in a file that is only built under `" + build + "`)"
	}
	return build != ""
}

// Hidden is a name that f needs and that the package into which it is to be
// written can't use; "" if there is none.
func (l *Lowerer) Hidden(f *ir.Func) string { return Hidden(f.Body, l.home) }
