package emit_test

import (
	"go/constant"
	"go/token"
	"go/types"
	"path"
	"strings"
	"testing"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/ir"
	"github.com/google/go-cmp/cmp"
)

var (
	tInt     = types.Typ[types.Int]
	tBool    = types.Typ[types.Bool]
	tFloat64 = types.Typ[types.Float64]
	tFloat32 = types.Typ[types.Float32]
	tString  = types.Typ[types.String]
	tFloats  = types.NewSlice(tFloat64)
	tError   = types.Universe.Lookup("error").Type()
	tAny     = types.Universe.Lookup("any").Type()
)

func constantInt(n int64) constant.Value     { return constant.MakeInt64(n) }
func constantBool(b bool) constant.Value     { return constant.MakeBool(b) }
func constantString(s string) constant.Value { return constant.MakeString(s) }

// element is the path of s[i].
var element = []ir.Step{{Index: true}}

// A build is a function under construction.
type build struct {
	ir.Builder
}

var home = types.NewPackage("example.com/ideal", "ideal")

// newFunc begins a function. Parameters are given as name, type, name, type, …
func newFunc(name string, params ...any) (*build, []*ir.Value) {
	f := &ir.Func{Name: name, Pkg: home, Body: &ir.Block{}}
	for i := 0; i < len(params); i += 2 {
		f.Params = append(f.Params, f.NewValue(params[i].(string), params[i+1].(types.Type)))
	}
	return &build{ir.Builder{Func: f, Block: f.Body}}, f.Params
}

// results declares the results, as name, type, name, type, …
func (b *build) results(results ...any) {
	for i := 0; i < len(results); i += 2 {
		b.Func.Results = append(b.Func.Results, ir.Result{Name: results[i].(string), Type: results[i+1].(types.Type)})
	}
}

// in is a builder for one of op's blocks.
func (b *build) in(op *ir.Op, block int) *build {
	return &build{*b.At(op.Blocks[block])}
}

func named(name string, v *ir.Value) *ir.Value {
	v.Name = name
	return v
}

func (b *build) add(x, y *ir.Value) *ir.Value { return b.Binary(ir.Add, x, y) }
func (b *build) sub(x, y *ir.Value) *ir.Value { return b.Binary(ir.Sub, x, y) }
func (b *build) mul(x, y *ir.Value) *ir.Value { return b.Binary(ir.Mul, x, y) }
func (b *build) div(x, y *ir.Value) *ir.Value { return b.Binary(ir.Div, x, y) }
func (b *build) num(x float64) *ir.Value      { return b.Float(x, tFloat64) }

func (b *build) at(s, i *ir.Value) *ir.Value { return b.Load(s, element, i) }
func (b *build) put(x, s, i *ir.Value)       { b.Store(x, s, element, i) }
func (b *build) addTo(s, i, x *ir.Value)     { b.put(b.add(b.at(s, i), x), s, i) }

// std makes a function of the standard library: in and out are its types.
func std(importPath, name string, in, out []types.Type, variadic bool) *types.Func {
	pkg := types.NewPackage(importPath, path.Base(importPath))
	vars := func(list []types.Type) *types.Tuple {
		var vs []*types.Var
		for _, t := range list {
			vs = append(vs, types.NewParam(token.NoPos, pkg, "", t))
		}
		return types.NewTuple(vs...)
	}
	sig := types.NewSignatureType(nil, nil, nil, vars(in), vars(out), variadic)
	return types.NewFunc(token.NoPos, pkg, name, sig)
}

var (
	mathAbs   = std("math", "Abs", []types.Type{tFloat64}, []types.Type{tFloat64}, false)
	mathLog   = std("math", "Log", []types.Type{tFloat64}, []types.Type{tFloat64}, false)
	errorsNew = std("errors", "New", []types.Type{tString}, []types.Type{tError}, false)
	sprintf   = std("fmt", "Sprintf", []types.Type{tString, types.NewSlice(tAny)}, []types.Type{tString}, true)
)

// print prints funcs without the head of the file.
func print(t *testing.T, funcs ...*ir.Func) string {
	t.Helper()
	for _, f := range funcs {
		if err := ir.Check(f); err != nil {
			t.Fatalf("%v\n%s", err, f)
		}
	}
	src, err := emit.File(emit.Input{Pkg: home, Source: "scalar.go", Funcs: funcs})
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	if i := strings.Index(text, "\n//"); i >= 0 && !strings.HasPrefix(text[i:], "\n// Code") {
		return text[i+1:]
	}
	return text[strings.Index(text, "\nfunc")+1:]
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
		t.Errorf("(-want +got)\n%s\n%s", diff, got)
	}
}
