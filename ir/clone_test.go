package ir

import (
	"go/types"
	"testing"
)

// power is the example of the package comment.
func power() *Func {
	f := &Func{Name: "Power", Pkg: testPkg, Body: &Block{}, Results: []Result{{Type: float}}}
	x, n := f.NewValue("x", float), f.NewValue("n", integer)
	f.Params = []*Value{x, n}
	b := &Builder{Func: f, Block: f.Body}
	one, lo := b.Float(1, float), b.Int(0)
	loop := b.Loop(lo, n, "i")
	in, out := b.Carry(loop, one, "y")
	body := b.At(loop.Blocks[0])
	body.Yield(body.Binary(Mul, in, x))
	b.Return(out)
	return f
}

// A clone prints the same and shares nothing: simplifying it leaves the original alone.
func TestCloneSharesNothing(t *testing.T) {
	for seed := range uint64(100) {
		f := randomFunc(seed)
		before := f.String()
		g := Clone(f)
		if g.String() != before {
			t.Fatalf("the clone of\n%s\nis\n%s", before, g)
		}
		Simplify(g)
		if f.String() != before {
			t.Fatalf("seed %d: simplifying the clone changed the original", seed)
		}
	}
}

// Inlining a callee computes what the call does.
func TestInline(t *testing.T) {
	f, b := newTestFunc("f", []types.Type{float}, float)
	three := b.Int(3)
	y := Inline(b, power(), []*Value{f.Params[0], three}, nil)
	z := Inline(b, power(), []*Value{y[0], three}, nil)
	b.Return(z...)
	if err := Check(f); err != nil {
		t.Fatal(err)
	}
	results, err := Eval(f, nil, 2.0)
	if err != nil || results[0] != 512.0 {
		t.Errorf("(2³)³ = %v, %v", results, err)
	}
}

// The types of a generic callee are replaced by the caller's.
func TestInlineReplacesTypes(t *testing.T) {
	f, b := newTestFunc("f", []types.Type{float32t}, float32t, integer)
	y := Inline(b, power(), f.Params, func(t types.Type) types.Type {
		if t == float {
			return float32t
		}
		return t
	})
	b.Return(y...)
	if err := Check(f); err != nil {
		t.Fatalf("%v\n%s", err, f)
	}
}

// A callee that always panics leaves a caller that goes on, for whoever reads on.
func TestInlinePanic(t *testing.T) {
	g, gb := newTestFunc("g", []types.Type{float}, float)
	gb.Emit(&Op{Code: Panic, Args: g.Params})
	f, b := newTestFunc("f", []types.Type{float}, float)
	b.Return(Inline(b, g, f.Params, nil)...)
	if err := Check(f); err != nil {
		t.Fatal(err)
	}
	if _, err := Eval(f, nil, 2.5); err == nil || err.Error() != "panic: 2.5" {
		t.Errorf("got %v", err)
	}
	Simplify(f)
	if got := printed(f); got != "panic a" {
		t.Errorf("simplified:\n%s", got)
	}
}

// A value is visible behind its definition, in its own block and those inside.
func TestTree(t *testing.T) {
	f := power()
	tree, ops := NewTree(f), f.Body.Ops
	loop := ops[2]
	mul, yield := loop.Blocks[0].Ops[0], loop.Blocks[0].Ops[1]
	for _, test := range []struct {
		v    *Value
		at   *Op
		want bool
	}{
		{f.Params[0], mul, true}, {ops[0].Result(), loop, true}, {ops[1].Result(), ops[0], false},
		{loop.Index(), mul, true}, {loop.Index(), ops[3], false}, {mul.Result(), yield, true},
		{mul.Result(), mul, false}, {mul.Result(), ops[3], false}, {loop.Result(), ops[3], true},
		{loop.Result(), mul, false},
	} {
		if got := tree.Visible(test.v, test.at); got != test.want {
			t.Errorf("%s visible at %s: %v", test.v.Name, test.at, got)
		}
	}
	if loops := tree.Loops(mul); len(loops) != 1 || loops[0] != loop || tree.Owner(mul) != loop {
		t.Error("the multiplication is in the loop")
	}
	if uses := Uses(f)[f.Params[0]]; len(uses) != 1 || uses[0] != mul {
		t.Error("x is used by the multiplication alone")
	}
}
