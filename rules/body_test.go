package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// A rule's body is Go that gograd inlines and differentiates again: assignments,
// arithmetic, if, return, calls of this package's helpers, and of functions of package math
// that have a rule themselves or give no float.
func TestBodiesCanBeDifferentiatedAgain(t *testing.T) {
	b := body{known: map[string]bool{"math.IsInf": true}}
	for _, r := range parseRules(t) {
		if call, ok := r.Primal.(*ast.CallExpr); ok {
			b.known[types.ExprString(call.Fun)] = true
		}
	}
	funcs := functions(t)
	for _, f := range funcs {
		b.known[f.Name.Name] = true
	}
	for _, f := range funcs {
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if problem := b.refuse(n); problem != "" {
				t.Errorf("%s: %s", f.Name.Name, problem)
			}
			return true
		})
	}
}

// functions returns the functions of the embedded files.
func functions(t *testing.T) []*ast.FuncDecl {
	t.Helper()
	entries, err := Source.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var funcs []*ast.FuncDecl
	for _, e := range entries {
		src, err := Source.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), src, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				funcs = append(funcs, f)
			}
		}
	}
	return funcs
}

type body struct {
	known map[string]bool // functions that may be called
}

// refuse says what is wrong with a node of a rule's body, if anything.
func (b body) refuse(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if name := types.ExprString(n.Fun); !b.known[name] {
			return "calls " + name
		}
	case *ast.ForStmt, *ast.RangeStmt:
		return "has a loop"
	case *ast.BlockStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.IfStmt:
	case ast.Stmt:
		return "has a statement that no rule needs"
	case *ast.FuncLit, *ast.CompositeLit, *ast.IndexExpr, *ast.StarExpr:
		return "is not scalar arithmetic"
	}
	return ""
}
