package ir

import (
	"errors"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"runtime"
	"slices"
	"testing"
)

func TestEvalPower(t *testing.T) {
	results, err := Eval(power(), nil, 1.5, 3)
	if err != nil || results[0] != 3.375 {
		t.Errorf("1.5³ = %v, %v", results, err)
	}
}

// A loop with step 3 takes 0, 3, 6 below 8; downwards the same values the other way
// round. At the end of its type the index doesn't wrap.
func TestEvalLoops(t *testing.T) {
	small := types.Typ[types.Int8]
	for _, test := range []struct {
		lo, hi, step int64
		down         bool
		want         []int8
	}{
		{0, 8, 3, false, []int8{0, 3, 6}},
		{0, 8, 3, true, []int8{6, 3, 0}},
		{0, 0, 1, false, nil},
		{5, 2, 1, true, nil},
		{120, 127, 5, false, []int8{120, 125}},
		{-128, 127, 100, false, []int8{-128, -28, 72}},
	} {
		slice := types.NewSlice(small)
		f, b := newTestFunc("f", []types.Type{slice})
		lo, hi := b.Const(constant.MakeInt64(test.lo), small), b.Const(constant.MakeInt64(test.hi), small)
		none := b.Zero(slice)
		loop := b.Loop(lo, hi, "i")
		loop.Step, loop.Down = test.step, test.down
		in, out := b.Carry(loop, none, "s")
		body := b.At(loop.Blocks[0])
		more := body.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{in, loop.Index()}}, slice)
		body.Yield(more.Result())
		b.Return(out)
		results, err := Eval(f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := results[0].([]int8); !slices.Equal(got, test.want) {
			t.Errorf("%+v gives %v", test, got)
		}
	}
}

// Panics are Go's own, with Go's own words.
func TestEvalPanics(t *testing.T) {
	for _, test := range []struct {
		want  string
		write body
	}{
		{"runtime error: integer divide by zero", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Binary(Div, n, b.Binary(Sub, n, n))}
		}},
		{"runtime error: index out of range [7] with length 2", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Load(s, index1, b.Int(7))}
		}},
		{"runtime error: invalid memory address or nil pointer dereference", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Load(b.Zero(p.Type), fieldX)}
		}},
		{"runtime error: slice bounds out of range [:9] with capacity 2", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Emit(&Op{Code: Slice, Args: []*Value{s, n, b.Int(9)}}, floats).Result()}
		}},
		{"runtime error: negative shift amount", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Binary(Shl, n, b.Binary(Sub, b.Int(0), b.Int(1)))}
		}},
		{"runtime error: cannot convert slice with length 2 to array or pointer to array with length 3", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Convert(types.NewPointer(types.NewArray(float, 3)), s)}
		}},
		{"runtime error: makeslice: len out of range", func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			minus := b.Binary(Sub, b.Int(0), b.Int(1))
			return []*Value{b.Emit(&Op{Code: Make, Args: []*Value{minus}}, floats).Result()}
		}},
	} {
		_, err := Eval(newExample(test.write), nil, 1.0, 2.0, 0, []float64{1, 2}, nil, &point{})
		var failed *PanicError
		if !errors.As(err, &failed) {
			t.Errorf("got %v, want %s", err, test.want)
			continue
		}
		if e, ok := failed.Value.(runtime.Error); !ok || e.Error() != test.want {
			t.Errorf("got %v, want %s", failed.Value, test.want)
		}
	}
}

// Arguments are the caller's own memory, named types and pointers to themselves included.
func TestEvalWritesToArguments(t *testing.T) {
	nodeType := types.NewNamed(types.NewTypeName(0, testPkg, "Node", nil), nil, nil)
	nodePtr := types.NewPointer(nodeType)
	nodeType.SetUnderlying(types.NewStruct([]*types.Var{
		types.NewField(0, testPkg, "Value", float, false), types.NewField(0, testPkg, "Next", nodePtr, false),
	}, nil))
	f, b := newTestFunc("f", []types.Type{nodePtr}, nodePtr)
	next := b.Load(f.Params[0], []Step{{Field: 1}})
	b.Store(b.Float(7, float), next, []Step{{Field: 0}})
	b.Store(f.Params[0], next, []Step{{Field: 1}})
	b.Return(next)
	if err := Check(f); err != nil {
		t.Fatal(err)
	}
	type node struct {
		Value float64
		Next  *node
	}
	a := &node{Next: &node{}}
	results, err := Eval(f, nil, a)
	if err != nil || results[0] != a.Next || a.Next.Value != 7 || a.Next.Next != a {
		t.Errorf("got %v, %v, %v", results, err, a)
	}
	if _, err := Eval(f, nil, (*node)(nil)); err == nil {
		t.Error("a nil pointer was followed")
	}
}

// Narrow numbers round and wrap as they do in Go.
func TestEvalKeepsTypes(t *testing.T) {
	x, y := float32(16777216), float32(1)
	k, m := int8(100), int8(100)
	for _, test := range []struct {
		t    types.Type
		a, b any
		c    Code
		want any
	}{
		{float32t, x, y, Add, x + y}, {float32t, y, float32(3), Div, y / 3},
		{types.Typ[types.Int8], k, m, Add, k + m}, {types.Typ[types.Uint], uint(1), uint(2), Sub, ^uint(0)},
		{float, math.Inf(1), 1.0, Lt, false}, {types.Typ[types.String], "a", "b", Lt, true},
	} {
		result := test.t
		if test.c.IsCompare() {
			result = boolean
		}
		f, b := newTestFunc("f", []types.Type{result}, test.t, test.t)
		b.Return(b.Emit(&Op{Code: test.c, Args: f.Params}, result).Result())
		if got, err := Eval(f, nil, test.a, test.b); err != nil || got[0] != test.want {
			t.Errorf("%v %v %v = %v, %v, not %v", test.a, test.c, test.b, got, err, test.want)
		}
	}
}

// A program may call others, and Go functions, and may not call what nobody knows.
func TestEvalCalls(t *testing.T) {
	twice := newFunc(testPkg, "twice", []types.Type{float, integer}, float)
	f, b := newTestFunc("f", []types.Type{float}, float)
	b.Return(b.Call(twice, f.Params[0], b.Int(3)).Result())
	for name, fn := range map[string]any{
		"a Go function": func(x float64, n int) float64 { return math.Pow(x, float64(n)) }, "a program": power(),
	} {
		results, err := Eval(f, func(*types.Func) any { return fn }, 2.0)
		if err != nil || results[0] != 8.0 {
			t.Errorf("%s gives %v, %v", name, results, err)
		}
	}
	if _, err := Eval(f, nil, 2.0); err == nil || errors.As(err, new(*PanicError)) {
		t.Errorf("an unknown function gives %v", err)
	}
}

// A Scratch in a loop is the same memory, zeroed, each time: nobody may keep it.
func TestEvalScratch(t *testing.T) {
	f, b := newTestFunc("f", []types.Type{float})
	lo, hi, init := b.Int(0), b.Int(2), b.Emit(&Op{Code: Make, Args: []*Value{b.Int(1)}}, floats).Result()
	loop := b.Loop(lo, hi, "i")
	in, out := b.Carry(loop, init, "s")
	body := b.At(loop.Blocks[0])
	s := body.Emit(&Op{Code: Scratch, Args: []*Value{body.Int(1)}}, floats).Result()
	body.Store(body.Float(5, float), in, index1, body.Int(0))
	old := body.Load(s, index1, body.Int(0))
	body.Store(body.Binary(Add, old, body.Float(1, float)), s, index1, body.Int(0))
	body.Yield(s)
	b.Return(b.Load(out, index1, b.Int(0)))
	for _, when := range []string{"before", "after"} {
		results, err := Eval(f, nil)
		if err != nil || results[0] != 6.0 {
			t.Errorf("%s Simplify: %v, %v\n%s", when, results, err, f)
		}
		Simplify(f)
	}
}

// Constants are rounded once, from what they are exactly.
func TestEvalRoundsConstantsOnce(t *testing.T) {
	// A little more than halfway between 1 and the next float32; in float64 it is halfway.
	c := constant.BinaryOp(constant.MakeFloat64(1+math.Ldexp(1, -24)), token.ADD, constant.MakeFloat64(math.Ldexp(1, -70)))
	f, b := newTestFunc("f", []types.Type{float32t})
	b.Return(b.Const(c, float32t))
	if results, err := Eval(f, nil); err != nil || results[0] != float32(1+math.Ldexp(1, -23)) {
		t.Errorf("got %v, %v", results, err)
	}
}
