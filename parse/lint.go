package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Lints warn of Go that gograd differentiates, but that can hardly be meant:
// its derivative is not the one that its author expects.

// An Unread is an assignment of a float that nothing reads. It is worth a
// warning if a derivative would flow through it.
type Unread struct {
	Warning Problem
	Fn      *types.Func // with the assignment
	Func    *ir.Func    // Fn with all that is dead in it
	Value   *ir.Value   // what is assigned
}

// Warnings returns what lints found, since the last call, in the functions
// translated. Of assignments that nothing reads the caller has to find out
// whether they matter.
func (l *Lowerer) Warnings() ([]Problem, []Unread) {
	warnings, unread := l.warnings, l.unread
	l.warnings, l.unread = nil, nil
	return warnings, unread
}

// lint looks at a function that is not yet simplified. Its user can't change
// what gograd wrote, or another module.
func (l *Lowerer) lint(pkg *Package, decl *ast.FuncDecl, b *body) {
	if !l.Lint || l.foreign(pkg) || b.file != nil && b.file.Generated {
		return
	}
	l.lintDivisions(pkg, decl.Body)
	l.lintUnread(decl, b)
}
