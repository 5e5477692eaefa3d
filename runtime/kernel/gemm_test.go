package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// scalars are the (alpha, beta) every product is tried with.
var scalars = [][2]float64{{1, 0}, {1, 1}, {-0.5, 2}}

// Every form agrees with the textbook's triple loop for all shapes from 0 to 12,
// dense and strided.
func TestGemmSmallShapes(t *testing.T) {
	t.Run("float32", testGemmSmallShapes[float32])
	t.Run("float64", testGemmSmallShapes[float64])
}

func testGemmSmallShapes[T Float](t *testing.T) {
	const most = 12
	for _, p := range products[T]() {
		for shape := range (most + 1) * (most + 1) * (most + 1) {
			m, k, n := shape%(most+1), shape/(most+1)%(most+1), shape/(most+1)/(most+1)
			checkProductOfShape(t, p, m, k, n, 0)
			checkProductOfShape(t, p, m, k, n, 3)
		}
	}
}

// Shapes beyond the blocks' sizes leave no seam.
func TestGemmBlocks(t *testing.T) {
	t.Run("float32", testGemmBlocks[float32])
	t.Run("float64", testGemmBlocks[float64])
}

func testGemmBlocks[T Float](t *testing.T) {
	shapes := [][3]int{{1, 600, 70}, {2, 130, 601}, {33, 65, 31}, {67, 515, 66}, {40, 1, 300}, {300, 2, 3}}
	for _, p := range products[T]() {
		for _, s := range shapes {
			checkProductOfShape(t, p, s[0], s[1], s[2], 5)
		}
	}
}

func checkProductOfShape[T Float](t *testing.T, p product[T], m, k, n, pad int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(m), uint64(k*100+n)))
	a, b := operand[T](rng, m, k, pad, p.transA), operand[T](rng, k, n, pad, p.transB)
	for _, s := range scalars {
		got := operand[T](rng, m, n, pad, false)
		want := got.clone()
		p.run(got, T(s[0]), a, b, T(s[1]))
		naive(want, T(s[0]), a, b, T(s[1]), p.transA, p.transB)
		if !same(got.Data, want.Data) {
			t.Fatalf("%s %d×%d×%d, pad %d, alpha %v, beta %v:\ngot  %v\nwant %v", p.name, m, k, n, pad, s[0], s[1], got, want)
		}
	}
}

// For beta = 0 the destination is overwritten unread: NaN in it is forgotten.
func TestGemmForgetsOldDestination(t *testing.T) {
	for _, p := range products[float64]() {
		one := Matrix[float64]{1, 1, 1, []float64{3}}
		c := Matrix[float64]{1, 1, 1, []float64{math.NaN()}}
		p.run(c, 1, one, one, 0)
		if c.Data[0] != 9 {
			t.Errorf("%s: got %v, want 9", p.name, c.Data[0])
		}
	}
}

// NaN and Inf in an operand reach the results that the naive sum takes them to,
// also when their factor is 0 or alpha is.
func TestGemmPassesNonFinite(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, p := range products[float64]() {
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			for at := range 30 {
				a, b := operand[float64](rng, 5, 6, 0, p.transA), operand[float64](rng, 6, 7, 0, p.transB)
				clear(b.Data[:14])
				a.Data[at] = v
				got, want := operand[float64](rng, 5, 7, 0, false), operand[float64](rng, 5, 7, 0, false)
				alpha := float64(at % 2)
				p.run(got, alpha, a, b, 0)
				naive(want, alpha, a, b, 0, p.transA, p.transB)
				if !same(got.Data, want.Data) {
					t.Fatalf("%s with %v at %d:\ngot  %v\nwant %v", p.name, v, at, got.Data, want.Data)
				}
			}
		}
	}
}

// The last block of a product may end where the memory ends: a view into a
// larger matrix has no padding behind its last row.
func TestGemmOnViews(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, p := range products[float32]() {
		whole := operand[float32](rng, 9, 9, 0, false)
		a, b := whole.block(1, 6, 2, 7), whole.block(4, 9, 4, 9)
		got := Matrix[float32]{5, 5, 5, make([]float32, 25)}
		want := got.clone()
		p.run(got, 2, a, b, 0)
		naive(want, 2, a, b, 0, p.transA, p.transB)
		if !same(got.Data, want.Data) {
			t.Errorf("%s:\ngot  %v\nwant %v", p.name, got.Data, want.Data)
		}
	}
}
