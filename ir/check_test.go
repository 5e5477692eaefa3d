package ir

import (
	"go/types"
	"strings"
	"testing"
)

// checkErrors are ways to break a program, and the message that each gets.
var checkErrors = []struct {
	want   string
	damage func(f *Func, b *Builder, x, n, s *Value)
}{
	{"f: v6 = neg v5: v5 isn't visible here", func(f *Func, b *Builder, x, n, s *Value) {
		b.Unary(Neg, f.NewValue("", float))
		b.Return()
	}},
	{"isn't visible here", func(f *Func, b *Builder, x, n, s *Value) { // it is defined in a branch
		op := b.If(b.Compare(Lt, n, n))
		inside := b.At(op.Blocks[0]).Unary(Neg, x)
		b.At(op.Blocks[0]).Yield()
		b.At(op.Blocks[1]).Yield()
		b.Unary(Neg, inside)
		b.Return()
	}},
	{"y is defined twice", func(f *Func, b *Builder, x, n, s *Value) {
		y := b.Unary(Neg, x)
		y.Name = "y"
		b.Block.Ops = append(b.Block.Ops, y.Op)
		b.Return()
	}},
	{"its second operand is a int, not a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Binary(Add, x, n)
		b.Return()
	}},
	{"it needs 2 operands, not 1", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Add, Args: []*Value{x}}, float)
		b.Return()
	}},
	{"a block must end in a yield, return or panic", func(f *Func, b *Builder, x, n, s *Value) { b.Unary(Neg, x) }},
	{"and has these nowhere else", func(f *Func, b *Builder, x, n, s *Value) {
		b.Return()
		b.Return()
	}},
	{"a block is empty", func(f *Func, b *Builder, x, n, s *Value) {}},
	{"a function's body must end in return or panic", func(f *Func, b *Builder, x, n, s *Value) { b.Yield() }},
	{"only a function's body can end in return", func(f *Func, b *Builder, x, n, s *Value) {
		op := b.If(b.Compare(Lt, n, n))
		b.At(op.Blocks[0]).Return()
		b.At(op.Blocks[1]).Yield()
		b.Return()
	}},
	{"it has 1 values for 0 results", func(f *Func, b *Builder, x, n, s *Value) { b.Return(x) }},
	{"it has 0 values for 1 results", func(f *Func, b *Builder, x, n, s *Value) {
		loop := b.Loop(n, n, "i")
		b.Carry(loop, x, "y")
		b.At(loop.Blocks[0]).Yield()
		b.Return()
	}},
	{"x is a float64, the result a int", func(f *Func, b *Builder, x, n, s *Value) {
		loop := b.Loop(n, n, "i")
		b.Carry(loop, n, "k")
		b.At(loop.Blocks[0]).Yield(x)
		b.Return()
	}},
	{"its step is 0", func(f *Func, b *Builder, x, n, s *Value) {
		loop := b.Loop(n, n, "i")
		loop.Step = 0
		b.At(loop.Blocks[0]).Yield()
		b.Return()
	}},
	{"a bound is a float64, not a int", func(f *Func, b *Builder, x, n, s *Value) {
		loop := b.Loop(n, x, "i")
		b.At(loop.Blocks[0]).Yield()
		b.Return()
	}},
	{"its condition is no boolean", func(f *Func, b *Builder, x, n, s *Value) {
		op := b.If(x)
		b.At(op.Blocks[0]).Yield()
		b.At(op.Blocks[1]).Yield()
		b.Return()
	}},
	{"a block of it says that it has another owner", func(f *Func, b *Builder, x, n, s *Value) {
		op := b.If(b.Compare(Lt, n, n))
		b.At(op.Blocks[0]).Yield()
		b.At(op.Blocks[1]).Yield()
		op.Blocks[0].Owner = nil
		b.Return()
	}},
	{"step 0 of its path leads nowhere in a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Field, Args: []*Value{x}, Path: fieldX}, float)
		b.Return()
	}},
	{"its base must be a pointer, or a slice that is indexed", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Load, Args: []*Value{s}}, floats)
		b.Return()
	}},
	{"it has 2 indexes for a path with 1", func(f *Func, b *Builder, x, n, s *Value) {
		b.Load(s, index1, n, n)
		b.Return()
	}},
	{"what it stores is a int, not a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Store(n, s, index1, n)
		b.Return()
	}},
	{"it needs a tape", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Push, Args: []*Value{s, x}})
		b.Return()
	}},
	{"a example.com/p.Point has 4 parts, not 1", func(f *Func, b *Builder, x, n, s *Value) {
		b.Build(pointType, x)
		b.Return()
	}},
	{"argument 0 is a int, not a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Call(sinFunc, n)
		b.Return()
	}},
	{"what it appends is a int, not a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{s, x, n}}, floats)
		b.Return()
	}},
	{"one slice if it is spread", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{s, s, s}, Spread: true}, floats)
		b.Return()
	}},
	{"it takes elements from a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Call, Builtin: "copy", Args: []*Value{s, x}}, types.Typ[types.Int])
		b.Return()
	}},
	{"an element is a uint8, not a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Call, Builtin: "copy", Args: []*Value{s, b.Zero(types.Typ[types.String])}}, types.Typ[types.Int])
		b.Return()
	}},
	{"it clears one thing and gives nothing", func(f *Func, b *Builder, x, n, s *Value) {
		b.Emit(&Op{Code: Call, Builtin: "clear", Args: []*Value{s, s}})
		b.Return()
	}},
	{"a []float64 can't become a [2]float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Convert(types.NewArray(float, 2), s)
		b.Return()
	}},
	{"a []float64 can't become a float64", func(f *Func, b *Builder, x, n, s *Value) {
		b.Convert(float, s)
		b.Return()
	}},
}

// Each way to break a program has its message, which names the operation.
func TestCheckErrors(t *testing.T) {
	for _, test := range checkErrors {
		f, b := newTestFunc("f", nil, float, integer, floats)
		f.Params[0].Name, f.Params[1].Name, f.Params[2].Name = "x", "n", "s"
		f.NewValue("", types.Typ[types.Int]) // IDs need not be without gaps
		test.damage(f, b, f.Params[0], f.Params[1], f.Params[2])
		if err := Check(f); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
