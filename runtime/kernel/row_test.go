package kernel

import (
	"math/rand/v2"
	"testing"
)

// A product of one row has the same bits whether it goes through the layers or to the
// micro-kernels at once.
func TestRowsAtOnceAreThoseOfTheLayers(t *testing.T) {
	everyPath(t, testRowsAtOnce[float32])
	everyPath(t, testRowsAtOnce[float64])
}

func testRowsAtOnce[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	if active == isaNEON {
		t.Skip("sums are dot products of vectors there")
	}
	for trial := range 400 {
		n, k, transB := 1+rng.IntN(300), 1+rng.IntN(70), trial%2 == 0
		b := operand[T](rng, k, n, trial%3, transB)
		x, y, bias, mask := vector[T](rng, k), vector[T](rng, n), vector[T](rng, n), vector[T](rng, n)
		for _, v := range [][]T{b.Data, x, y, bias} {
			magnitudes(rng, v)
		}
		e := &Epilogue[T]{Bias: bias, ReLU: trial%5 == 0, Mask: mask}
		alpha, beta := T(1+trial%2), T(trial%4)
		got, want := column(y).clone().Data, column(y).clone().Data
		rowTimes(got, alpha, x, &b, transB, beta, e)
		rowByLayers(want, alpha, x, &b, transB, beta, e)
		if !same(got, want) {
			t.Fatalf("%d×%d, transposed: %v:\ngot  %v\nwant %v", k, n, transB, got, want)
		}
	}
}

// The steps of an epilogue take the result of a product with a vector for a row.
func TestFusedGemv(t *testing.T) {
	everyPath(t, testFusedGemv[float32])
	everyPath(t, testFusedGemv[float64])
}

func testFusedGemv[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	for shape := range 41 * 41 {
		m, n := shape/41, shape%41
		a := operand[T](rng, m, n, 1, false)
		x, y := vector[T](rng, n), vector[T](rng, m)
		checkFused(t, rng, "N", y, &a, x, FusedGemvN[T], GemvN[T])
		checkFused(t, rng, "T", x, &a, y, FusedGemvT[T], GemvT[T])
	}
}

func checkFused[T Float](t *testing.T, rng *rand.Rand, name string, y []T, a *Matrix[T], x []T,
	fused func(y []T, alpha T, a *Matrix[T], x []T, beta T, e *Epilogue[T]),
	plain func(y []T, alpha T, a *Matrix[T], x []T, beta T)) {
	t.Helper()
	e := &Epilogue[T]{Bias: vector[T](rng, len(y)), ReLU: rng.IntN(2) == 0, Mask: vector[T](rng, len(y))}
	got, want := rowMatrix(column(y).clone().Data), rowMatrix(column(y).clone().Data)
	fused(got.Data, -1, a, x, 2, e)
	plain(want.Data, -1, a, x, 2)
	if len(y) > 0 {
		e.apply(&want)
	}
	if !same(got.Data, want.Data) {
		t.Fatalf("FusedGemv%s with %s: got %v, want %v", name, a.shape(), got.Data, want.Data)
	}
}

// A product of a column and a row touches nothing outside of its operands, in short rows
// that lie close together as in others.
func TestGerOnGuardedMemory(t *testing.T) {
	everyPath(t, testGuardedGer[float32])
	everyPath(t, testGuardedGer[float64])
}

func testGuardedGer[T Float](t *testing.T) {
	w := newWorkbench[T](t, 40)
	for shape := range 41 * 41 {
		m, n := shape/41, shape%41
		s := trial{pad: shape % 3 / 2, front: shape%5 == 0}
		c := w.fill(w.c, m, n, s, false, 30)
		x, y := w.fill(w.a, 1, m, s, false, 10), w.fill(w.b, 1, n, s, false, 20)
		want := Matrix[T]{m, n, n, w.want[:m*n]}
		copy(want.Data, w.numbers[30:])
		naive(want, -2, x, y, 1, true, false)
		if Ger(&c, -2, x.Data, y.Data); !holds(c, want) {
			t.Fatalf("%d×%d, %+v:\ngot  %v\nwant %v", m, n, s, c, want)
		}
	}
}
