package adjoint

import (
	"go/token"
	"go/types"
	"math"
	"slices"
	"testing"

	"github.com/gograd/gograd/ir"
)

// A halved is a function in two halves. Any function can be halved, not only one that calls itself.
type halved struct {
	split            *Split
	forward, reverse *ir.Func
}

// halve writes the function of src, which has a directive and gives one float, in two halves, for calls of a kind. The
// floats behind what it is given are results as well.
func halve(t *testing.T, src string, of PairFor, shadowed ...bool) *halved {
	t.Helper()
	p := lowered(t, src)
	pkg := p.f.Pkg
	frame := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "frame", nil), types.NewStruct(nil, nil), nil)
	frames := types.NewPointer(types.NewNamed(types.NewTypeName(token.NoPos, pkg, "frames", nil), types.NewStruct(nil, nil), nil))
	p.sig.Fused = &Fused{Values: []string{"y"}, Seeds: []string{"dy"}}
	p.sig.Split = &Split{
		Forward: "forward", Reverse: "reverse", Frame: frame, Frames: frames, For: of,
		Next: function(pkg, "next", []types.Type{frames}, types.NewPointer(frame)),
		Piece: func(to types.Type) *types.Func {
			return function(pkg, "piece", []types.Type{frames, types.Typ[types.Int]}, to)
		},
		Shadowed: append(shadowed, make([]bool, len(p.sig.Inputs)-len(shadowed))...),
	}
	outputs := make([]bool, len(p.sig.Inputs))
	for i := range outputs {
		outputs[i] = p.sig.Inputs[i].Flow == ByReference
	}
	active := ActivityOf(p.f, p.wrt, outputs, workbench)
	plan, problems := Match(p.f, active, workbench)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	forward, reverse, problems := Halves(p.f, p.sig, active, plan)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, f := range []*ir.Func{forward, reverse} {
		if f == nil {
			continue
		}
		if err := ir.Check(f); err != nil {
			t.Fatalf("%v\n%s", err, f)
		}
	}
	return &halved{p.sig.Split, forward, reverse}
}

func function(pkg *types.Package, name string, params []types.Type, result types.Type) *types.Func {
	var list []*types.Var
	for _, p := range params {
		list = append(list, types.NewParam(token.NoPos, pkg, "", p))
	}
	results := types.NewTuple(types.NewParam(token.NoPos, pkg, "", result))
	return types.NewFunc(token.NoPos, pkg, name, types.NewSignatureType(nil, nil, nil, types.NewTuple(list...), results, false))
}

// fields are the names of what the frame of h holds.
func (h *halved) fields() (names []string) {
	s := h.split.Frame.Underlying().(*types.Struct)
	for i := range s.NumFields() {
		names = append(names, s.Field(i).Name())
	}
	return names
}

// The frame holds what the reverse sweep reads, in fields that are named for what is in them.
func TestFramesHoldWhatTheReverseSweepReads(t *testing.T) {
	for _, test := range []struct {
		lesson, body string
		fields       []string
	}{
		{"nothing is kept of what is linear", "return 3*x - 1", nil},
		{"an input", "return x * x", []string{"x"}},
		{"what a function gives", "return 2 * math.Exp(x)", []string{"exp"}},
		{"a variable, which comes out of both branches", "y := 1.0\n\tif n > 0 {\n\t\ty = math.Cos(x)\n\t}\n\treturn y * y", []string{"x", "cond", "y"}},
		{"a product", "return math.Sin(x * c)", []string{"c", "product"}},
		{"a condition that is not computed again", "y := math.Sin(x)\n\tif y > 0 {\n\t\ty *= 2\n\t}\n\treturn y", []string{"x", "cond"}},
		{"what iterations keep, on a stack", "y := x\n\tfor range n {\n\t\ty *= y\n\t}\n\treturn y", []string{"n", "ys"}},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			h := halve(t, "//gograd:grad wrt=x\nfunc F(x, c float64, n int) float64 {\n\t"+test.body+"\n}", PairFor{})
			fields := h.fields()
			slices.Sort(fields)
			slices.Sort(test.fields)
			if !slices.Equal(fields, test.fields) {
				t.Errorf("the frame has the fields %q, want %q\n%s\n%s", fields, test.fields, h.forward, h.reverse)
			}
		})
	}
}

// The halves, one after the other, give the value and the gradient.
func TestHalvesTogetherAreTheGradient(t *testing.T) {
	h := halve(t, `
//gograd:grad
func F(x float64, n int) float64 {
	y := x
	for i := range n {
		if y > 1 {
			y = math.Log(y) * float64(i+1)
		} else {
			y = math.Exp(y)
		}
	}
	return y
}`, PairFor{})
	f := func(x float64) float64 {
		y := x
		for i := range 5 {
			if y > 1 {
				y = math.Log(y) * float64(i+1)
			} else {
				y = math.Exp(y)
			}
		}
		return y
	}
	const x, step = 0.3, 1e-6
	y, dx := h.run(t, x, 5, 2)
	if want := f(x); y != want {
		t.Errorf("the value is %v, want %v", y, want)
	}
	if want := 2 * (f(x+step) - f(x-step)) / (2 * step); math.Abs(dx-want) > 1e-6*math.Abs(want) {
		t.Errorf("the gradient is %v, differences say %v", dx, want)
	}
}

// run calls both halves of a function of x and n.
func (h *halved) run(t *testing.T, x float64, n int, dy float64) (y, dx float64) {
	t.Helper()
	pkg := h.forward.Pkg
	float, frame := types.Typ[types.Float64], types.NewPointer(h.split.Frame)
	both := &ir.Func{Name: "both", Pkg: pkg, Body: &ir.Block{}, Results: []ir.Result{{Type: float}, {Type: float}}}
	for _, typ := range []types.Type{float, types.Typ[types.Int], float} {
		both.Params = append(both.Params, both.NewValue("", typ))
	}
	forward, reverse := function(pkg, "forward", nil, float), function(pkg, "reverse", nil, float)
	b := &ir.Builder{Func: both, Block: both.Body}
	frames := b.Alloc(h.split.Frames.(*types.Pointer).Elem())
	first := b.Emit(&ir.Op{Code: ir.Call, Func: forward, Args: []*ir.Value{both.Params[0], both.Params[1], frames}}, float, frame)
	second := b.Emit(&ir.Op{Code: ir.Call, Func: reverse, Args: []*ir.Value{first.Results[1], both.Params[2]}}, float)
	b.Return(first.Results[0], second.Result())

	next := &ir.Func{Name: "next", Pkg: pkg, Body: &ir.Block{}, Results: []ir.Result{{Type: frame}}}
	next.Params = []*ir.Value{next.NewValue("", h.split.Frames)}
	nb := &ir.Builder{Func: next, Block: next.Body}
	nb.Return(nb.Alloc(h.split.Frame))
	results, err := ir.Eval(both, func(fn *types.Func) any {
		switch fn.Name() {
		case "forward":
			return h.forward
		case "reverse":
			return h.reverse
		case "next":
			return next
		}
		return workbench.body(fn)
	}, x, n, dy)
	if err != nil {
		t.Fatal(err)
	}
	return results[0].(float64), results[1].(float64)
}

const product = `
//gograd:grad
func F(x []float64) float64 {
	s := 1.0
	for _, v := range x {
		s *= v
	}
	return s
}`

// What is in memory is read again in the second half, unless it may be written in between.
func TestFramesHoldMemoryOnlyIfItIsVolatile(t *testing.T) {
	for _, volatile := range []bool{false, true} {
		fields := halve(t, product, PairFor{Volatile: volatile}).fields()
		if hasSlice, hasElements := slices.Contains(fields, "x"), slices.Contains(fields, "vs"); hasSlice == volatile || hasElements != volatile {
			t.Errorf("volatile is %v, and the frame has the fields %q", volatile, fields)
		}
	}
}

const multiplied = `
//gograd:grad
func F(x []float64) float64 {
	x[0] *= x[1]
	return x[0] + x[1]
}`

// Where an element is overwritten, the second half takes its adjoint, and leaves 0 for what was there before.
// If the shadow held a sum before, the first half has set that aside, for which it needs the shadow: it says so.
func TestSumsAreSetAsideInTheFirstHalf(t *testing.T) {
	plain := halve(t, multiplied, PairFor{Volatile: true})
	if fields := plain.fields(); slices.Contains(fields, "old") {
		t.Errorf("the frame holds what the shadow held: %q", fields)
	}
	sums := PairFor{Volatile: true, Sums: true}
	first := halve(t, multiplied, sums)
	if first.forward != nil || !first.split.Shadowed[0] {
		t.Fatalf("the first half is written without a shadow:\n%s", first.forward)
	}
	again := halve(t, multiplied, sums, first.split.Shadowed...)
	if fields := again.fields(); !slices.Contains(fields, "old") {
		t.Errorf("the frame doesn't hold what the shadow held: %q\n%s", fields, again.forward)
	}
	if params := len(again.forward.Params); params != 3 { // x, dx, frames
		t.Errorf("the first half has %d parameters, want 3", params)
	}
}

// The memory in which the halves compute is in the frame: no call makes any.
func TestHalvesComputeInTheirFrame(t *testing.T) {
	h := halve(t, `
//gograd:grad
func F(x []float64) float64 {
	w := make([]float64, len(x))
	for i, v := range x {
		w[len(w)-1-i] = math.Sin(v)
	}
	s := 1.0
	for _, v := range w {
		s *= v
	}
	return s
}`, PairFor{})
	for _, f := range []*ir.Func{h.forward, h.reverse} {
		for op := range f.Body.All() {
			if op.Code == ir.Make || op.Code == ir.Scratch && ir.MemoryOf(op) == nil {
				t.Errorf("%s is not in the frame:\n%s", op, f)
			}
		}
	}
}
