package parse

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
)

// nameTaken says why a function beside d's cannot have a name, "" if it can.
func (r *reader) nameTaken(d *directive, name string) string {
	if !token.IsIdentifier(name) || name == "_" || name == "init" {
		return "it must be an identifier"
	}
	if at, ok := r.gradNames[qualified(d.obj, name)]; ok {
		return "another directive has it at " + r.place(at)
	}
	if recv := receiverType(d.obj); recv != nil {
		return r.memberTaken(recv, name)
	}
	if types.Universe.Lookup(name) != nil {
		return "Go itself has a meaning for it"
	}
	if obj := r.p.Declared(name); obj != nil {
		return "it is declared at " + r.place(obj.Pos())
	}
	for _, f := range r.p.Files {
		if scope := r.p.Info.Scopes[f.Syntax]; scope != nil && scope.Lookup(name) != nil {
			return fmt.Sprintf("%s imports something as %s", f.Name, name)
		}
	}
	return r.takenInTests(name)
}

// memberTaken looks among the methods and the fields of a type.
func (r *reader) memberTaken(recv *types.Named, name string) string {
	for m := range recv.Origin().Methods() {
		if f := r.p.File(m.Pos()); m.Name() == name && (f == nil || !f.Generated) {
			return "it is a method, declared at " + r.place(m.Pos())
		}
	}
	if s, ok := recv.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Name() == name {
				return "it is a field, declared at " + r.place(f.Pos())
			}
		}
	}
	return ""
}

// takenInTests looks into the in-package tests, which share the scope of the
// package although they are not loaded with it.
func (r *reader) takenInTests(name string) string {
	for _, f := range named(r.p.unit.tests, r.p.unit.TestGoFiles) {
		if f.Generated || !bytes.Contains(f.Src, []byte(name)) {
			continue
		}
		r.l.parse(f)
		for _, d := range f.Syntax.Decls {
			if id := declared(d, name); id != nil {
				return "it is declared at " + r.place(id.Pos())
			}
		}
	}
	return ""
}

// declared is where d declares name in the scope of the package.
func declared(d ast.Decl, name string) (found *ast.Ident) {
	take := func(id *ast.Ident) {
		if id.Name == name {
			found = id
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			take(d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				take(spec.Name)
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					take(id)
				}
			}
		}
	}
	return found
}

// place names a line of the package's source within a message.
func (r *reader) place(pos token.Pos) string {
	at := r.p.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
}

// qualified tells the names of a type's methods from those of other types and of functions.
func qualified(fn *types.Func, name string) string {
	if recv := receiverType(fn); recv != nil {
		return recv.Obj().Name() + "." + name
	}
	return name
}

// receiverType is the type that fn is a method of, nil for a function.
func receiverType(fn *types.Func) *types.Named {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}
