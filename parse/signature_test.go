package parse

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// checkSource type-checks one file that imports nothing.
func checkSource(t *testing.T, src string) *Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	p := &Package{Fset: fset, Info: newInfo(), Files: []*File{{Name: "a.go", Syntax: f}}}
	conf := types.Config{Importer: importer.Default()}
	if p.Types, err = conf.Check("a", fset, []*ast.File{f}, p.Info); err != nil {
		t.Fatal(err)
	}
	p.indexDecls()
	return p
}

const signatureTypes = `package a

type Point struct { X, Y float64; Label string }
type Matrix struct { Rows int; Data []float32 }
type MLP struct { W1, W2 Matrix; B []float32 }
type Mixed struct { Bias float64; W []float64 }
type Float interface { ~float32 | ~float64 }
type Score float32
type Model[T Float] struct { W []T }
`

// The gradient's signature follows from the function's and from what it is
// differentiated by.
func TestSignature(t *testing.T) {
	tests := []struct{ source, wrt, want string }{
		// The table of the specification.
		{"func F(x, y float64) float64", "x y", "FGrad(x float64, y float64) (f float64, dx float64, dy float64)"},
		{"func F(w *MLP, x, y []float32) float32", "w", "FGrad(w *MLP, x []float32, y []float32, dw *MLP) float32"},
		{"func F(a float64, v []float64) float64", "a v", "FGrad(a float64, v []float64, dv []float64) (f float64, da float64)"},
		{"func F(x []float64) (float64, error)", "x", "FGrad(x []float64, dx []float64) (float64, error)"},
		{"func F(a float64) (float64, error)", "a", "FGrad(a float64) (f float64, da float64, err error)"},
		{"func (m *MLP) F(x []float64) float64", "m", "(m *MLP) FGrad(x []float64, dm *MLP) float64"},
		// Floats in the value, behind references, and both.
		{"func F(p Point) float64", "p", "FGrad(p Point) (f float64, dp Point)"},
		{"func F(p [2]Point) float64", "p", "FGrad(p [2]Point) (f float64, dp [2]Point)"},
		{"func F(p *Point) float64", "p", "FGrad(p *Point, dp *Point) float64"},
		{"func F(p [2]*Point) float64", "p", "FGrad(p [2]*Point, dp [2]*Point) float64"},
		{"func F(m Matrix) float32", "m", "FGrad(m Matrix, dm Matrix) float32"},
		{"func F(m Mixed) float64", "m", "FGrad(m Mixed, dm *Mixed) float64"},
		{"func F(s Score) Score", "s", "FGrad(s Score) (f Score, ds Score)"},
		{"func F[T Float](x T, v []T) T", "x v", "FGrad(x T, v []T, dv []T) (f T, dx T)"},
		{"func (m Model[T]) F(x T) T", "m x", "(m Model[T]) FGrad(x T, dm Model[T]) (f T, dx T)"},
		{"func (p Point) F(m Matrix) float64", "m p", "(p Point) FGrad(m Matrix, dm Matrix) (f float64, dp Point)"},
		// Only what is asked for.
		{"func F(x, y float64) float64", "y", "FGrad(x float64, y float64) (f float64, dy float64)"},
		{"func F(x float64, _ int, y []float64) float64", "x", "FGrad(x float64, _ int, y []float64) (f float64, dx float64)"},
		{"func F(_ int, x []float64) float64", "x", "FGrad(_ int, x []float64, dx []float64) float64"},
		// A variadic parameter stays one unless a shadow follows it.
		{"func F(a float64, xs ...float64) float64", "a", "FGrad(a float64, xs ...float64) (f float64, da float64)"},
		{"func F(a float64, xs ...float64) float64", "a xs", "FGrad(a float64, xs []float64, dxs []float64) (f float64, da float64)"},
		{"func F(v []float64, xs ...int) float64", "v", "FGrad(v []float64, xs []int, dv []float64) float64"},
		// Names of results are the function's own where it has some.
		{"func F(x float64) (y float64)", "x", "FGrad(x float64) (y float64, dx float64)"},
		{"func F(x []float64) (y float64, e error)", "x", "FGrad(x []float64, dx []float64) (y float64, e error)"},
		{"func F(x float64) (_ float64, _ error)", "x", "FGrad(x float64) (f float64, dx float64, err error)"},
	}
	for _, test := range tests {
		p := checkSource(t, signatureTypes+test.source+" { panic(0) }\n")
		if got := signatureOf(p, strings.Fields(test.wrt)); got != test.want {
			t.Errorf("%s by %s:\ngot  %s\nwant %s", test.source, test.wrt, got, test.want)
		}
	}
}

// A name that is made up gives way to those that are used, not the other way round.
func TestSignatureNames(t *testing.T) {
	tests := []struct{ source, want string }{
		{"func F(x, dx float64) float64 { return x * dx }", "FGrad(x float64, dx float64) (f float64, dx_ float64, ddx float64)"},
		{"func F(f float64) float64 { return f }", "FGrad(f float64) (f_ float64, df float64)"},
		{"func F(x float64) float64 { dx := x; dx_ := dx; return dx_ }", "FGrad(x float64) (f float64, dx__ float64)"},
		{"func F(x float64) (float64, error) { err := error(nil); return x, err }", "FGrad(x float64) (f float64, dx float64, err_ error)"},
		{"func f(x float64) float64 { if x > 1 { return f(x/2) }; return x }", "fGrad(x float64) (f_ float64, dx float64)"},
		{"func F(x float64) float64 { type dx struct{}; return x }", "FGrad(x float64) (f float64, dx_ float64)"},
		// Fields, methods and labels live elsewhere.
		{"type T struct{ dx, f float64 }\nfunc F(x float64) float64 { t := T{dx: x}; return t.dx }", "FGrad(x float64) (f float64, dx float64)"},
		{"func F(x float64) float64 { f: for { break f }; return x }", "FGrad(x float64) (f float64, dx float64)"},
	}
	for _, test := range tests {
		p := checkSource(t, "package a\n"+test.source+"\n")
		if got := signatureOf(p, nil); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.source, got, test.want)
		}
	}
}

// signatureOf prints the signature of the gradient of the last function of p,
// by the named parameters or by all.
func signatureOf(p *Package, wrt []string) string {
	decls := p.Files[0].Syntax.Decls
	decl := decls[len(decls)-1].(*ast.FuncDecl)
	var vars []*types.Var
	for _, v := range inputs(p.Info.Defs[decl.Name].(*types.Func)) {
		if wrt == nil || slices.Contains(wrt, v.Name()) {
			vars = append(vars, v)
		}
	}
	return printSignature(p, NewSignature(p, decl, vars, decl.Name.Name+"Grad"))
}

func printSignature(p *Package, s *Signature) string {
	var params, results []string
	add := func(list *[]string, name string, t types.Type) {
		*list = append(*list, strings.TrimSpace(name+" "+types.TypeString(t, types.RelativeTo(p.Types))))
	}
	for _, q := range s.Params {
		add(&params, q.Name, q.Type)
	}
	if last := len(params) - 1; s.Variadic {
		params[last] = strings.Replace(params[last], "[]", "...", 1)
	}
	for _, q := range s.Shadows() {
		add(&params, q.Shadow.Name, q.Shadow.Type)
	}
	add(&results, s.Value.Name, s.Value.Type)
	for _, q := range s.ByValue() {
		add(&results, q.Shadow.Name, q.Shadow.Type)
	}
	if s.Err != nil {
		add(&results, s.Err.Name, s.Err.Type)
	}
	out := strings.Join(results, ", ")
	if len(results) > 1 || s.Value.Name != "" {
		out = "(" + out + ")"
	}
	name := s.Name
	if s.Recv != nil {
		name = fmt.Sprintf("(%s %s) %s", s.Recv.Name, types.TypeString(s.Recv.Type, types.RelativeTo(p.Types)), name)
	}
	return fmt.Sprintf("%s(%s) %s", name, strings.Join(params, ", "), out)
}

// A type holds a float if one is reached through arrays, structs, slices and
// pointers; where it is reached decides how the gradient is returned.
func TestFloats(t *testing.T) {
	tests := []struct {
		source      string
		own, behind bool
	}{
		{"type T float64", true, false},
		{"type T [3]float32", true, false},
		{"type T [0]float32", false, false},
		{"type T struct { n int; s struct { x float64 } }", true, false},
		{"type T []float64", false, true},
		{"type T *float64", false, true},
		{"type T [2][]float64", false, true},
		{"type T struct { x float64; v []float32 }", true, true},
		{"type T struct { v []struct { x float64 } }", false, true},
		{"type T []int", false, false},
		{"type T map[int]float64", false, false},
		{"type T chan float64", false, false},
		{"type T func(float64) float64", false, false},
		{"type T interface{ F() float64 }", false, false},
		{"type T complex128", false, false},
		{"type T struct { next *T; n int }", false, false},
		{"type T struct { next *T; x float64 }", true, true},
		{"type T []T", false, false},
		{"type T struct { kids []U }; type U struct { up *T; x float64 }", false, true},
		{"type T = U; type U = []float64", false, true},
		{"type T L[int]; type L[E any] struct { next *L[E]; e E }", false, false},
		{"type T L[float64]; type L[E any] struct { next *L[E]; e E }", true, true},
	}
	for _, test := range tests {
		p := checkSource(t, "package a\n"+test.source+"\n")
		typ := p.Types.Scope().Lookup("T").Type()
		if own, behind := FloatsInItself(typ), FloatsBehindReferences(typ); own != test.own || behind != test.behind {
			t.Errorf("%s: in itself %t, behind references %t; want %t, %t", test.source, own, behind, test.own, test.behind)
		}
		if HoldsFloat(typ) != (test.own || test.behind) {
			t.Errorf("%s: HoldsFloat is wrong", test.source)
		}
	}
}

// A type parameter counts if it can stand for floats only.
func TestFloatTypeParameters(t *testing.T) {
	for constraint, want := range map[string]bool{
		"float64":                              true,
		"~float32":                             true,
		"~float32 | ~float64":                  true,
		"Float":                                true,
		"Float | float64":                      true,
		"interface { Float; comparable }":      true,
		"interface { String() string; Float }": true,
		"any":                                  false,
		"comparable":                           false,
		"float64 | int":                        false,
		"~[]float64":                           false,
	} {
		p := checkSource(t, "package a\ntype Float interface { ~float32 | ~float64 }\nfunc F[T "+constraint+"](x T) {}\n")
		typ := funcOf(t, p, "F").Signature().Params().At(0).Type()
		if got := IsFloat(typ); got != want {
			t.Errorf("%s: got %t, want %t", constraint, got, want)
		}
	}
}
