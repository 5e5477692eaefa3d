package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The numbers in these tests are small integers, so that products and sums are
// exact and every order of summation gives the same bits: results are compared
// with ==.

// form is one form of the matrix product: which operands enter transposed.
type form[T Float] struct {
	name           string
	transA, transB bool
	run            func(c *Matrix[T], alpha T, a, b *Matrix[T], beta T)
	fused          func(c *Matrix[T], alpha T, a, b *Matrix[T], beta T, e *Epilogue[T])
}

func forms[T Float]() []form[T] {
	return []form[T]{
		{"NN", false, false, GemmNN[T], FusedNN[T]},
		{"NT", false, true, GemmNT[T], FusedNT[T]},
		{"TN", true, false, GemmTN[T], FusedTN[T]},
		{"TT", true, true, GemmTT[T], FusedTT[T]},
	}
}

// operand returns a rows×cols matrix (cols×rows if it will enter transposed).
// Its rows are pad elements apart, and the gaps are full of NaN.
func operand[T Float](rng *rand.Rand, rows, cols, pad int, trans bool) Matrix[T] {
	if trans {
		rows, cols = cols, rows
	}
	m := Matrix[T]{rows, cols, cols + pad, make([]T, rows*(cols+pad))}
	for i := range m.Data {
		m.Data[i] = T(math.NaN())
	}
	for i := range rows {
		copy(m.row(i), vector[T](rng, cols))
	}
	return m
}

func vector[T Float](rng *rand.Rand, n int) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(rng.IntN(19) - 9)
	}
	return x
}

func (m Matrix[T]) clone() Matrix[T] {
	return Matrix[T]{m.Rows, m.Cols, m.Stride, append([]T(nil), m.Data...)}
}

// naive is the product as it stands in the textbook.
func naive[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T, transA, transB bool) {
	aRow, aDepth, depth := a.Stride, 1, a.Cols
	if transA {
		aRow, aDepth, depth = 1, a.Stride, a.Rows
	}
	bDepth, bCol := b.Stride, 1
	if transB {
		bDepth, bCol = 1, b.Stride
	}
	for i := range c.Rows {
		for j, old := range c.row(i) {
			var s T
			for k := range depth {
				s += a.Data[i*aRow+k*aDepth] * b.Data[k*bDepth+j*bCol]
			}
			c.row(i)[j] = alpha * s
			if beta != 0 {
				c.row(i)[j] += beta * old
			}
		}
	}
}

// same reports whether x and y hold the same numbers, NaN being equal to NaN.
func same[T Float](x, y []T) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && (x[i] == x[i] || y[i] == y[i]) {
			return false
		}
	}
	return true
}

// mustPanic checks that f panics with this message.
func mustPanic(t *testing.T, want string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := recover(); got != want {
			t.Errorf("panic: %v\nwant:  %v", got, want)
		}
	}()
	f()
}
