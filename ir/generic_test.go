package ir

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// genericPkg type-checks declarations, and gives the type parameters of the function F.
func genericPkg(t *testing.T, decls string) (*types.Package, []*types.TypeParam) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", "package p\n"+decls, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var list []*types.TypeParam
	for p := range pkg.Scope().Lookup("F").(*types.Func).Signature().TypeParams().TypeParams() {
		list = append(list, p)
	}
	return pkg, list
}

// An instance has other types wherever a type parameter is; what mentions none is the same type.
func TestInstance(t *testing.T) {
	pkg, params := genericPkg(t, `
type Pair[A, B any] struct { a A; b B }

func F[T any, S ~[]T](
	a T, b []T, c *[3]T, d map[string]T, e chan T, f struct{ X T; n int }, g func(T, ...S) T,
	h Pair[int, Pair[T, S]], i struct{ n int },
) {}`)
	args := map[*types.TypeParam]types.Type{params[0]: types.Typ[types.Float32]}
	sig := pkg.Scope().Lookup("F").(*types.Func).Signature()
	for i, want := range []string{
		"float32", "[]float32", "*[3]float32", "map[string]float32", "chan float32", "struct{X float32; n int}",
		"func(float32, ...S) float32", "Pair[int, Pair[float32, S]]", "struct{n int}",
	} {
		before := sig.Params().At(i).Type()
		got := Instance(before, args)
		if text := types.TypeString(got, types.RelativeTo(pkg)); text != want {
			t.Errorf("parameter %d: got %s, want %s", i, text, want)
		}
		if len(TypeParamsIn(before)) == 0 && got != before {
			t.Errorf("parameter %d: %s mentions no type parameter, and is not the same type any more", i, before)
		}
	}
	if got := Instance(params[1].Constraint(), args).String(); got != "~[]float32" {
		t.Errorf("the constraint of S: got %s", got)
	}
}

// A type parameter is one of floats or of slices if all types that it may stand for are.
func TestConstraints(t *testing.T) {
	_, params := genericPkg(t, `
type Float interface{ ~float32 | ~float64 }
type Single interface{ comparable; Float; ~float32 | ~int }
type Vec []float64

func F[
	A Float, B Single, C ~int | ~float64, D comparable,
	E ~[]A, G []A | ~[]int, H interface{ ~[]A; Len() int }, I interface{ []float64 | Vec },
]() {}`)
	for i, want := range []struct{ float, slice bool }{
		{float: true}, {float: true}, {}, {},
		{slice: true}, {}, {}, {slice: true},
	} {
		p := params[i]
		_, slice := Under(p).(*types.Slice)
		if IsFloat(p) != want.float || slice != want.slice {
			t.Errorf("%s: floats %t, slices %t; want %+v", p, IsFloat(p), slice, want)
		}
		if IsReference(p) != want.slice || LeadsToFloat(p) != want.slice {
			t.Errorf("%s: it is a reference: %t, and leads to floats: %t", p, IsReference(p), LeadsToFloat(p))
		}
	}
}

// A division by what may be an integer may panic; constants that all types of
// floats have are converted, and only those.
func TestGenericOperations(t *testing.T) {
	_, params := genericPkg(t, `func F[T ~float32 | ~float64, N ~int | ~float64]() {}`)
	f, b := newTestFunc("f", []types.Type{params[0], params[0], params[0]}, params[0], params[1], float)
	x, n := f.Params[0], f.Params[1]
	if CanPanic(b.Binary(Div, x, x).Op) || !CanPanic(b.Binary(Div, n, n).Op) {
		t.Error("only the division of integers panics")
	}
	b.Return(b.Convert(params[0], b.Float(0.5, float)), b.Convert(params[0], b.Float(0.1, float)),
		b.Convert(params[0], b.Convert(float, x)))
	Simplify(f)
	end := f.Body.End()
	if v := end.Args[0]; v.Op == nil || v.Op.Code != Const {
		t.Errorf("a half is the same number in all types: %v", v.Op)
	}
	if v := end.Args[1]; v.Op == nil || v.Op.Code != Convert {
		t.Errorf("a tenth isn't: %v", v.Op)
	}
	if end.Args[2] != x {
		t.Errorf("float64 holds all values of T: %v", end.Args[2].Op)
	}
}

// A slice under another name of its type is the same memory: it is read and
// written by the name that it had first.
func TestNamedSlice(t *testing.T) {
	pkg, _ := genericPkg(t, "type Vec []float64\nfunc F() {}")
	f, b := newTestFunc("f", []types.Type{float, integer}, pkg.Scope().Lookup("Vec").Type())
	s := b.Convert(floats, f.Params[0])
	b.Store(b.Load(s, index1, b.Int(1)), s, index1, b.Int(0))
	b.Return(b.Load(s, index1, b.Int(2)), b.Len(s))
	Simplify(f)
	if err := Check(f); err != nil {
		t.Fatal(err)
	}
	for op := range f.Body.All() {
		if op.Code == Convert {
			t.Errorf("there is a conversion left:\n%s", f)
		}
	}
}
