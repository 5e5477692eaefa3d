package kernel

import (
	"math/rand/v2"
	"testing"
)

// AddColumnSums is the product with a row of ones, however many rows there are.
func TestAddColumnSums(t *testing.T) {
	everyPath(t, testAddColumnSums[float32])
	everyPath(t, testAddColumnSums[float64])
}

func testAddColumnSums[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, shape := range [][2]int{{0, 3}, {3, 0}, {1, 1}, {32, 10}, {onesLength, 7}, {onesLength + 1, 40}, {3*onesLength - 1, 16}} {
		a := operand[T](rng, shape[0], shape[1], 2, false)
		y, one := vector[T](rng, shape[1]), make([]T, shape[0])
		for i := range one {
			one[i] = 1
		}
		want := column(y).clone()
		naive(want, -2, a, column(one), 1, true, false)
		if AddColumnSums(y, -2, &a); !same(y, want.Data) {
			t.Errorf("%v: got %v, want %v", shape, y, want.Data)
		}
	}
}
