package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// scalars are the (alpha, beta) that products are tried with.
var scalars = [][2]float64{{1, 0}, {1, 1}, {-0.5, 2}}

// Every form agrees with the textbook's triple loop for all shapes from 0 to 40, on
// every path, strided or not, with and without an epilogue. Nothing outside of the
// operands is touched.
func TestGemmSmallShapes(t *testing.T) {
	t.Run("float32", testGemmSmallShapes[float32])
	t.Run("float64", testGemmSmallShapes[float64])
}

func testGemmSmallShapes[T Float](t *testing.T) {
	most := 40
	if testing.Short() {
		most = 18
	}
	w := newWorkbench[T](t, most)
	for m := range most + 1 {
		for k := range most + 1 {
			for n := range most + 1 {
				w.tryShape(t, m, k, n, trialOf(m, k, n))
			}
		}
	}
}

// Shapes beyond the blocks' sizes leave no seam.
func TestGemmBlocks(t *testing.T) {
	t.Run("float32", testGemmBlocks[float32])
	t.Run("float64", testGemmBlocks[float64])
}

func testGemmBlocks[T Float](t *testing.T) {
	w := newWorkbench[T](t, 620)
	for _, s := range [][3]int{
		{1, 600, 270}, {2, 130, 601}, {33, 65, 31}, {67, 515, 66}, {40, 1, 300}, {300, 2, 3}, {1100, 3, 5}, {130, 1000, 70}, {1100, 3, 1}, {120, 531, 211}, {3, 600, 3},
		{16, 300, 96}, {32, 260, 288}, {64, 300, 256}, {8, 200, 120}, // b is turned, or else a and c are
	} {
		w.tryShape(t, s[0], s[1], s[2], trialOf(s[0], s[1], s[2]))
		w.tryShape(t, s[0], s[1], s[2], trial{pad: 3, alpha: -0.5, beta: 2, epilogue: 3})
		w.tryShape(t, s[0], s[1], s[2], trial{pad: 1, alpha: -0.5, beta: 0, epilogue: 7})
	}
	rng := rand.New(rand.NewPCG(11, 12))
	for range 20 {
		m, k, n := 1+rng.IntN(150), 1+rng.IntN(150), 1+rng.IntN(150)
		w.tryShape(t, m, k, n, trialOf(m, k, n))
	}
}

// No part of a sum is longer than there is room for packed, and it is cut into no more
// parts than needed.
func TestSumsAreCutEvenly(t *testing.T) {
	for n := 1; n < 5000; n++ {
		for _, most := range []int{64, 128, 256, 1024} {
			depth := evenly(n, most)
			if depth > most || (n-1)/depth > (n-1)/most {
				t.Fatalf("%d by at most %d: %d", n, most, depth)
			}
		}
	}
}

// FuzzGemm tries shapes, strides and steps that somebody else thought of.
func FuzzGemm(f *testing.F) {
	f.Add(uint8(14), uint8(3), uint8(33), uint8(1), uint8(7), true)
	f.Add(uint8(200), uint8(255), uint8(17), uint8(0), uint8(2), false)
	f.Fuzz(func(t *testing.T, m, k, n, pad, epilogue uint8, front bool) {
		s := trial{int(pad % 9), -0.5, float64(pad % 3), int(epilogue % 8), front}
		newWorkbench[float32](t, 256).tryShape(t, int(m), int(k), int(n), s)
		newWorkbench[float64](t, 256).tryShape(t, int(m), int(k), int(n), s)
	})
}

// For beta = 0 the destination is overwritten unread: NaN in it is forgotten.
func TestGemmForgetsOldDestination(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		for _, p := range forms[float64]() {
			one := Matrix[float64]{1, 1, 1, []float64{3}}
			c := Matrix[float64]{1, 1, 1, []float64{math.NaN()}}
			p.run(&c, 1, &one, &one, 0)
			if c.Data[0] != 9 {
				t.Errorf("%s: got %v, want 9", p.name, c.Data[0])
			}
		}
	})
}

// NaN and Inf in an operand reach the results that the naive sum takes them to,
// also when their factor is 0 or alpha is, and no others.
func TestGemmPassesNonFinite(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 2))
		for _, p := range forms[float64]() {
			for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				for at := range 7 * 20 {
					a, b := operand[float64](rng, 7, 20, 0, p.transA), operand[float64](rng, 20, 19, 0, p.transB)
					clear(b.Data[:57])
					a.Data[at] = v
					got, want := operand[float64](rng, 7, 19, 0, false), operand[float64](rng, 7, 19, 0, false)
					alpha := float64(at % 2)
					p.run(&got, alpha, &a, &b, 0)
					naive(want, alpha, a, b, 0, p.transA, p.transB)
					if !same(got.Data, want.Data) {
						t.Fatalf("%s with %v at %d:\ngot  %v\nwant %v", p.name, v, at, got.Data, want.Data)
					}
				}
			}
		}
	})
}

// The steps of an epilogue treat NaN, infinities and zeros of either sign as their
// formulas do: ReLU keeps NaN and gives +0, and a mask is open where it is positive.
func TestEpilogueAtTheEnds(t *testing.T) {
	inf, nan, zero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	one := Matrix[float64]{1, 1, 1, []float64{1}}
	x := Matrix[float64]{1, 7, 7, []float64{nan, inf, -inf, zero, 0, -2, 2}}
	everyPath(t, func(t *testing.T) {
		c := Matrix[float64]{1, 7, 7, make([]float64, 7)}
		FusedNN(&c, 1, &one, &x, 0, &Epilogue[float64]{ReLU: true})
		for j, want := range []float64{nan, inf, 0, 0, 0, 0, 2} {
			if !sameBits(c.Data[j], want) {
				t.Errorf("ReLU(%v) = %v, want %v", x.Data[j], c.Data[j], want)
			}
		}
		FusedNN(&c, 1, &one, &x, 0, &Epilogue[float64]{Mask: []float64{1, nan, inf, 0, -1, zero, -inf}})
		for j, want := range []float64{nan, 0, -inf, 0, 0, 0, 0} {
			if !same(c.Data[j:j+1], []float64{want}) {
				t.Errorf("masked %v = %v, want %v", x.Data[j], c.Data[j], want)
			}
		}
	})
}

func sameBits(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// The error of a product is within the bound of the naive sum, k·ε·|a|·|b|.
func TestGemmError(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(13, 14))
		const m, k, n = 21, 700, 37
		for _, f := range forms[float32]() {
			a, b := operand[float32](rng, m, k, 0, f.transA), operand[float32](rng, k, n, 0, f.transB)
			magnitudes(rng, a.Data)
			magnitudes(rng, b.Data)
			c := Matrix[float32]{m, n, n, make([]float32, m*n)}
			f.run(&c, 1, &a, &b, 0)
			exact, bound := wide(c), wide(c)
			naive(exact, 1, wide(a), wide(b), 0, f.transA, f.transB)
			naive(bound, 1, absolute(wide(a)), absolute(wide(b)), 0, f.transA, f.transB)
			for i, v := range c.Data {
				if math.Abs(float64(v)-exact.Data[i]) > bound.Data[i]*k*0x1p-24 {
					t.Fatalf("%s: element %d is %v, want %v ± %v", f.name, i, v, exact.Data[i], bound.Data[i]*k*0x1p-24)
				}
			}
		}
	})
}

// magnitudes fills x with numbers of many magnitudes.
func magnitudes[T Float](rng *rand.Rand, x []T) {
	for i := range x {
		x[i] = T(rng.NormFloat64() * math.Exp(rng.NormFloat64()))
	}
}

func wide(m Matrix[float32]) Matrix[float64] {
	w := Matrix[float64]{m.Rows, m.Cols, m.Stride, make([]float64, len(m.Data))}
	for i, v := range m.Data {
		w.Data[i] = float64(v)
	}
	return w
}

func absolute(m Matrix[float64]) Matrix[float64] {
	for i, v := range m.Data {
		m.Data[i] = math.Abs(v)
	}
	return m
}

// The last block of a product may end where the memory ends: a view into a
// larger matrix has no padding behind its last row.
func TestGemmOnViews(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 4))
		for _, p := range forms[float32]() {
			whole := operand[float32](rng, 9, 9, 0, false)
			a, b := whole.block(1, 6, 2, 7), whole.block(4, 9, 4, 9)
			got := Matrix[float32]{5, 5, 5, make([]float32, 25)}
			want := got.clone()
			p.run(&got, 2, &a, &b, 0)
			naive(want, 2, a, b, 0, p.transA, p.transB)
			if !same(got.Data, want.Data) {
				t.Errorf("%s:\ngot  %v\nwant %v", p.name, got.Data, want.Data)
			}
		}
	})
}
