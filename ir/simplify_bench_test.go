package ir

import (
	"fmt"
	"go/types"
	"testing"
)

// long is a program of about n operations in a row: sums of neighbours in a slice,
// stored in another, with a branch here and there.
func long(n int) *Func {
	f, b := newTestFunc("f", []types.Type{float}, floats, floats)
	sum := b.Float(0, float)
	for i := range n / 10 {
		x := b.Load(f.Params[0], index1, b.Int(int64(i)))
		y := b.Load(f.Params[0], index1, b.Int(int64(i+1)))
		sum = b.Binary(Add, sum, b.Binary(Mul, x, y))
		b.Store(sum, f.Params[1], index1, b.Int(int64(i)))
		if i%10 == 0 {
			op := b.If(b.Compare(Lt, x, y))
			b.At(op.Blocks[0]).Yield(b.At(op.Blocks[0]).Unary(Neg, sum))
			b.At(op.Blocks[1]).Yield(sum)
			sum = b.AddResult(op, "", float)
		}
	}
	b.Return(sum)
	return f
}

func BenchmarkSimplify(b *testing.B) {
	for _, n := range []int{1000, 10000, 40000} {
		f := long(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Simplify(Clone(f))
			}
		})
	}
}
