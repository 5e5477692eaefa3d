package golden

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
)

// Lines are the lines of code of a function and of its gradient, blank ones and
// comments left out. Both come with what they call in their own kind of file,
// since the text of a gradient contains what the function calls. A function that
// is written on one line counts as if its body stood on lines of its own, as that
// of a gradient always does.
type Lines struct {
	Primal, Gradient int
	Entry            int // of the gradient: those that compare lengths on entry
}

func count(fn, gradient *ast.FuncDecl, p *parsed) (n Lines) {
	for _, f := range p.reached(fn, false) {
		n.Primal += p.lines(f)
	}
	for _, f := range p.reached(gradient, true) {
		n.Gradient += p.lines(f)
		for _, s := range f.Body.List {
			if comparesLengths(s) {
				n.Entry += p.lines(s)
			}
		}
	}
	return n
}

// reached are fn and the functions that it mentions, directly or not, in files that
// are generated or in the others. Methods are told by their names alone.
func (p *parsed) reached(fn *ast.FuncDecl, generated bool) []*ast.FuncDecl {
	list, seen := []*ast.FuncDecl{fn}, map[*ast.FuncDecl]bool{fn: true}
	for i := 0; i < len(list); i++ {
		ast.Inspect(list[i].Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				for _, f := range p.declared(id.Name, generated) {
					if !seen[f] {
						seen[f] = true
						list = append(list, f)
					}
				}
			}
			return true
		})
	}
	return list
}

// declared are the functions and methods with a name.
func (p *parsed) declared(name string, generated bool) (all []*ast.FuncDecl) {
	for _, file := range p.files {
		if ast.IsGenerated(file) != generated {
			continue
		}
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == name && fn.Body != nil {
				all = append(all, fn)
			}
		}
	}
	return all
}

// lines is the number of lines of n that hold code.
func (p *parsed) lines(n ast.Node) (count int) {
	if fn, ok := n.(*ast.FuncDecl); ok {
		n = &ast.FuncDecl{Recv: fn.Recv, Name: fn.Name, Type: fn.Type, Body: fn.Body} // without its comment
	}
	var text bytes.Buffer
	if err := format.Node(&text, p.fset, n); err != nil {
		panic(err) // it was parsed
	}
	for line := range bytes.Lines(text.Bytes()) {
		if len(bytes.TrimSpace(line)) > 0 {
			count++
		}
	}
	if fn, ok := n.(*ast.FuncDecl); ok && count == 1 {
		count += 1 + len(fn.Body.List)
	}
	return count
}

// comparesLengths says whether s is one of the checks with which gradients begin.
func comparesLengths(s ast.Stmt) bool {
	check, ok := s.(*ast.IfStmt)
	if !ok || len(check.Body.List) != 1 {
		return false
	}
	cond, ok := check.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ {
		return false
	}
	e, ok := check.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := e.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	_, formats := call.Args[0].(*ast.CallExpr)
	return ok && id.Name == "panic" && formats
}
