package golden

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"
)

// A generic function is tested with float64 and with float32 for its type
// parameters of floats; other type parameters get what their constraints allow. A
// method has the constraints of its receiver's type.
func TestInstances(t *testing.T) {
	const decls = `package p

type Float interface{ ~float32 | ~float64 }
type Count interface{ Int }
type Int interface{ ~int | ~int8 }
type List[K comparable, S ~[]T, T tensor.Float] struct{}

func A(x float64)                                {}
func B[T ~float32 | ~float64]()                  {}
func C[S ~[]E, E Float, N Count, X any]()        {}
func D[T interface{ ~int | ~float32 | float64 }]() {}
func E[F ~float32]()                             {}
func (l *List[Key, Slice, _]) F()                {}
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", decls, 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"A": {""},
		"B": {"[float64]", "[float32]"},
		"C": {"[[]float64, float64, int, string]", "[[]float32, float32, int, string]"},
		"D": {"[float64]", "[float32]"},
		"E": {"[float32]"},
		"F": {"[string, []float64, float64]", "[string, []float32, float32]"},
	} {
		i := slices.IndexFunc(file.Decls, func(d ast.Decl) bool {
			fn, ok := d.(*ast.FuncDecl)
			return ok && fn.Name.Name == name
		})
		var got []string
		for _, in := range instances(file.Decls[i].(*ast.FuncDecl), []*ast.File{file}) {
			got = append(got, in.list)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
