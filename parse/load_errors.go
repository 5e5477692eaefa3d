package parse

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// ErrorsIn are the type errors that keep node from being understood: those in
// it, in the types, constants and variables of the package that it uses, in
// the signatures of functions it uses, and in the imports it refers to.
// What the compiler merely frowns upon (a variable that isn't used) is not among them.
//
// Before: node is part of a file of p.
func (p *Package) ErrorsIn(node ast.Node) []types.Error {
	if len(p.Errors) == 0 {
		return nil
	}
	s := &errorSearch{p: p, seen: map[types.Object]bool{}, found: map[types.Error]bool{}}
	s.look(node)
	var errs []types.Error
	for _, e := range p.Errors {
		if s.found[e] {
			errs = append(errs, e)
		}
	}
	slices.SortFunc(errs, func(a, b types.Error) int { return cmp.Compare(a.Pos, b.Pos) })
	return errs
}

// signatureErrors are the errors in the receiver, the parameters and the results of a function.
func (p *Package) signatureErrors(decl *ast.FuncDecl) (errs []types.Error) {
	if decl.Recv != nil {
		errs = p.ErrorsIn(decl.Recv)
	}
	return append(errs, p.ErrorsIn(decl.Type)...)
}

type errorSearch struct {
	p     *Package
	seen  map[types.Object]bool
	found map[types.Error]bool
}

func (s *errorSearch) look(node ast.Node) {
	s.take(node)
	ast.Inspect(node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			s.follow(s.p.Info.Uses[id])
		}
		return true
	})
}

func (s *errorSearch) take(node ast.Node) {
	for _, e := range s.p.errorsWithin(node.Pos(), node.End()) {
		s.found[e] = !e.Soft
	}
}

// follow looks into the declaration of what node uses.
func (s *errorSearch) follow(obj types.Object) {
	if obj == nil || s.seen[obj] || obj.Pkg() != s.p.Types {
		return
	}
	s.seen[obj] = true
	switch obj := obj.(type) {
	case *types.PkgName:
		if spec := s.p.specAt(obj.Pos()); spec != nil {
			s.take(spec)
		}
	case *types.Func:
		if d := s.p.Decl(obj); d != nil {
			s.look(d.Type)
		}
	default:
		if obj.Parent() == s.p.Types.Scope() {
			if spec := s.p.specAt(obj.Pos()); spec != nil {
				s.look(spec)
			}
		}
	}
}

// specAt is the import, type, constant or variable declaration of the package that pos lies in.
func (p *Package) specAt(pos token.Pos) ast.Spec {
	f := p.File(pos)
	if f == nil {
		return nil
	}
	for _, d := range f.Syntax.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || pos < d.Pos() || d.End() < pos {
			continue
		}
		for _, spec := range d.Specs {
			if spec.Pos() <= pos && pos < spec.End() {
				return spec
			}
		}
	}
	return nil
}

func (p *Package) errorsWithin(from, to token.Pos) (errs []types.Error) {
	for _, e := range p.Errors {
		if from <= e.Pos && e.Pos <= to {
			errs = append(errs, e)
		}
	}
	return errs
}

func (p *Package) errorsInFiles(files []*File) (errs []types.Error) {
	for _, f := range files {
		errs = append(errs, p.errorsWithin(f.Syntax.FileStart, f.Syntax.FileEnd)...)
	}
	return errs
}
