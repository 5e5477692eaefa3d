package golden

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// Lines of code are counted as gofmt prints a function whose body is on lines of its own.
func TestLines(t *testing.T) {
	const decls = `package p

func A(x float64) float64 { return x }
func B(x float64) float64 {
	// A comment is no code.

	return x
}
func C() {}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", decls, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	p := &parsed{fset: fset, files: []*ast.File{file}}
	for name, want := range map[string]int{"A": 3, "B": 3, "C": 2} {
		if got := p.lines(p.declared(name, false)[0]); got != want {
			t.Errorf("%s has %d lines, want %d", name, got, want)
		}
	}
}
