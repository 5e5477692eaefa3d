package fuse

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
)

// The package of functions that the tests call, on vectors. Its path is that of which package ir knows that results
// are memory of their own.
var vectors = types.NewPackage("github.com/gograd/gograd/runtime/tensor", "tensor")

var (
	floats = types.NewSlice(types.Typ[types.Float64])

	double    = function("Double", 1, floats)
	product   = function("Product", 2, floats)
	twice     = function("DoubleProduct", 2, floats)
	addVector = function("AddVector", 2, nil)
	addDouble = function("AddDouble", 2, nil)
	first     = function("First", 1, types.Typ[types.Float64])
)

func function(name string, params int, result types.Type) *types.Func {
	var in, out []*types.Var
	for i := range params {
		in = append(in, types.NewVar(token.NoPos, vectors, fmt.Sprint("x", i), floats))
	}
	if result != nil {
		out = append(out, types.NewVar(token.NoPos, vectors, "", result))
	}
	return types.NewFunc(token.NoPos, vectors, name, types.NewSignatureType(nil, nil, nil, types.NewTuple(in...), types.NewTuple(out...), false))
}

// same says what the functions are the same as.
type same struct{}

func (same) Same(pkg *types.Package) []*Same {
	if pkg != vectors {
		return nil
	}
	x0, x1 := &Expr{Param: 0}, &Expr{Param: 1}
	return []*Same{
		{Func: twice, Expr: &Expr{Func: double, Args: []*Expr{{Func: product, Args: []*Expr{x0, x1}}}}},
		{Func: addVector, Adds: true, Expr: x1},
		{Func: addDouble, Adds: true, Expr: &Expr{Func: double, Args: []*Expr{x1}}},
	}
}

// programs are the functions in Go.
func programs(fn *types.Func) any {
	each := func(dst []float64, f func(i int) float64) []float64 {
		for i := range dst {
			dst[i] = f(i)
		}
		return dst
	}
	like := func(x []float64) []float64 { return make([]float64, len(x)) }
	return map[string]any{
		"Double":        func(x []float64) []float64 { return each(like(x), func(i int) float64 { return 2 * x[i] }) },
		"Product":       func(x, y []float64) []float64 { return each(like(x), func(i int) float64 { return x[i] * y[i] }) },
		"DoubleProduct": func(x, y []float64) []float64 { return each(like(x), func(i int) float64 { return 2 * (x[i] * y[i]) }) },
		"AddVector":     func(dst, x []float64) { each(dst, func(i int) float64 { return dst[i] + x[i] }) },
		"AddDouble":     func(dst, x []float64) { each(dst, func(i int) float64 { return dst[i] + 2*x[i] }) },
		"First":         func(x []float64) float64 { return x[0] },
	}[fn.Name()]
}

// A writer writes a program on the vectors x and y, which are its inputs.
type writer struct {
	*ir.Builder
	x, y *ir.Value
}

func (w *writer) call(fn *types.Func, args ...*ir.Value) *ir.Value {
	op := &ir.Op{Code: ir.Call, Func: fn, Args: args}
	if fn.Signature().Results().Len() == 0 {
		w.Emit(op)
		return nil
	}
	return w.Emit(op, fn.Signature().Results().At(0).Type()).Result()
}

// zeros is memory for a vector like x.
func (w *writer) zeros() *ir.Value {
	return w.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{w.Len(w.x)}}, floats).Result()
}

// set writes to the first element of v.
func (w *writer) set(v *ir.Value) {
	w.Store(w.Float(5, types.Typ[types.Float64]), v, []ir.Step{{Index: true}}, w.Int(0))
}

// in is a writer for a block.
func (w *writer) in(b *ir.Block) *writer { return &writer{w.At(b), w.x, w.y} }

// What is fused, and what isn't.
func TestCalls(t *testing.T) {
	for _, test := range []struct {
		lesson string
		write  func(w *writer) *ir.Value // its first element is returned
		want   string
	}{
		{"a call of a call", func(w *writer) *ir.Value {
			return w.call(double, w.call(product, w.x, w.y))
		}, "DoubleProduct First"},
		{"whose result is used again", func(w *writer) *ir.Value {
			p := w.call(product, w.x, w.y)
			return w.call(product, p, w.call(double, p))
		}, "Product Double Product First"},
		{"with what it reads written in between", func(w *writer) *ir.Value {
			p := w.call(product, w.x, w.y)
			w.set(w.x)
			return w.call(double, p)
		}, "Product Double First"},
		{"with other memory written in between", func(w *writer) *ir.Value {
			p, z := w.call(product, w.x, w.y), w.call(double, w.y)
			w.call(addVector, z, w.x)
			return w.call(product, w.call(double, p), z)
		}, "Double AddVector DoubleProduct Product First"},
		{"with a panic in between", func(w *writer) *ir.Value {
			p := w.call(product, w.x, w.y)
			w.PanicIf(w.Compare(ir.Gt, w.Len(w.y), w.Int(5)), "too long")
			return w.call(double, p)
		}, "Product Double First"},
		{"in a loop, from before it", func(w *writer) *ir.Value {
			p, sum := w.call(product, w.x, w.y), w.call(double, w.x)
			loop := w.Loop(w.Int(0), w.Int(2), "i")
			inner := w.in(loop.Blocks[0])
			inner.call(addVector, sum, inner.call(double, p))
			inner.Yield()
			return sum
		}, "Product Double AddDouble First"},
		{"zeros to which something is added first", func(w *writer) *ir.Value {
			d := w.zeros()
			w.call(addDouble, d, w.x)
			return d
		}, "Double First"},
		{"and then more", func(w *writer) *ir.Value {
			d := w.zeros()
			w.call(addDouble, d, w.x)
			w.call(addVector, d, w.y)
			return d
		}, "Double AddVector First"},
		{"after it has been written to", func(w *writer) *ir.Value {
			d := w.zeros()
			w.set(d)
			w.call(addDouble, d, w.x)
			return d
		}, "AddDouble First"},
		{"to themselves", func(w *writer) *ir.Value {
			d := w.zeros()
			w.call(addDouble, d, d)
			return d
		}, "AddDouble First"},
		{"in a loop, each time", func(w *writer) *ir.Value {
			d := w.zeros()
			loop := w.Loop(w.Int(0), w.Int(2), "i")
			inner := w.in(loop.Blocks[0])
			inner.call(addDouble, d, w.x)
			inner.Yield()
			return d
		}, "AddDouble First"},
		{"a copy of what is not used again", func(w *writer) *ir.Value {
			d := w.zeros()
			w.call(addVector, d, w.call(product, w.x, w.y))
			w.set(d)
			return d
		}, "Product First"},
		{"a copy of what is, where neither is written", func(w *writer) *ir.Value {
			d, p := w.zeros(), w.call(product, w.x, w.y)
			w.call(addVector, d, p)
			return w.call(product, d, p)
		}, "Product Product First"},
		{"a copy that is written, while the other is used", func(w *writer) *ir.Value {
			d, p := w.zeros(), w.call(product, w.x, w.y)
			w.call(addVector, d, p)
			w.set(d)
			return w.call(product, d, p)
		}, "Product AddVector Product First"},
		{"a copy of what others know", func(w *writer) *ir.Value {
			d := w.zeros()
			w.call(addVector, d, w.x)
			return d
		}, "AddVector First"},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			f := &ir.Func{Name: "F", Pkg: vectors, Results: []ir.Result{{Type: types.Typ[types.Float64]}}, Body: &ir.Block{}}
			w := &writer{Builder: &ir.Builder{Func: f, Block: f.Body}, x: f.NewValue("x", floats), y: f.NewValue("y", floats)}
			f.Params = []*ir.Value{w.x, w.y}
			w.Return(w.call(first, test.write(w)))
			fused := ir.Clone(f)
			Calls(fused, same{})
			if got := calls(fused); got != test.want {
				t.Errorf("%s are left, want %s, of\n%s\nin\n%s", got, test.want, f, fused)
			}
			equal(t, f, fused)
		})
	}
}

// calls are the functions that f calls, but for what says why it panics.
func calls(f *ir.Func) string {
	var names []string
	for op := range f.Body.All() {
		if op.Code == ir.Call && op.Func != nil && op.Func.Pkg() == vectors {
			names = append(names, op.Func.Name())
		}
	}
	return strings.Join(names, " ")
}

// equal tests that fused passes ir.Check, and does what f does.
func equal(t *testing.T, f, fused *ir.Func) {
	t.Helper()
	if err := ir.Check(fused); err != nil {
		t.Fatalf("%v\n%s", err, fused)
	}
	args := func() []any { return []any{[]float64{0.5, -3}, []float64{2, 1.25}} }
	in, fusedIn := args(), args()
	want, err := ir.Eval(f, programs, in...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ir.Eval(fused, programs, fusedIn...)
	if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(in, fusedIn) {
		t.Errorf("%v becomes %v, and in memory %v becomes %v (%v)", want, got, in, fusedIn, err)
	}
}
