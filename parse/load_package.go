package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/internal/diag"
)

// A Package is type-checked source. Errors in it do not matter as long as
// they are in none of the declarations that a derivative needs.
type Package struct {
	Path   string // import path
	Name   string
	Dir    string // "" for package rules
	Module string // path of its module, "" for package rules
	Target bool   // named by the patterns of the run, not only imported
	Test   bool   // with test files: its own, or an external test package
	Fset   *token.FileSet
	Files  []*File
	Types  *types.Package
	Info   *types.Info
	Errors []types.Error

	unit       *unit
	decls      map[*types.Func]*ast.FuncDecl
	directives *Directives // nil until they are read
	mistakes   diag.List   // in the directives
}

// Decl is the declaration of a function or method of p, nil if it is not one.
func (p *Package) Decl(fn *types.Func) *ast.FuncDecl { return p.decls[fn.Origin()] }

// File is the file of p that pos lies in, nil if there is none.
func (p *Package) File(pos token.Pos) *File {
	for _, f := range p.Files {
		if f.Syntax.FileStart <= pos && pos <= f.Syntax.FileEnd {
			return f
		}
	}
	return nil
}

// Declared is what p declares under a name at package level, nil if there is
// nothing but, perhaps, what gograd generates for p and will generate again.
func (p *Package) Declared(name string) types.Object {
	obj := p.Types.Scope().Lookup(name)
	if obj == nil {
		return nil
	}
	if f := p.File(obj.Pos()); f != nil && f.Generated && f.Test == p.Test {
		return nil
	}
	return obj
}

// Position is where pos is in the file, `//line` comments notwithstanding.
func (p *Package) Position(pos token.Pos) token.Position {
	return p.Fset.PositionFor(pos, false)
}

// indexDecls finds the declarations of the functions and methods of p.
func (p *Package) indexDecls() {
	p.decls = map[*types.Func]*ast.FuncDecl{}
	for _, f := range p.Files {
		for _, d := range f.Syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if fn, ok := p.Info.Defs[d.Name].(*types.Func); ok {
					p.decls[fn] = d
				}
			}
		}
	}
}
