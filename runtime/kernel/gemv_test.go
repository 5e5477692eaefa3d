package kernel

import (
	"math/rand/v2"
	"testing"
)

// GemvN, GemvT and Ger are the products with a matrix of one column or one row.
func TestGemvAndGer(t *testing.T) {
	everyPath(t, testGemvAndGer[float32])
	everyPath(t, testGemvAndGer[float64])
}

func testGemvAndGer[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for shape := range 41 * 41 {
		checkGemv[T](t, rng, shape/41, shape%41)
	}
	checkGemv[T](t, rng, 150, 700)
	checkGemv[T](t, rng, 700, 150)
}

func checkGemv[T Float](t *testing.T, rng *rand.Rand, m, n int) {
	t.Helper()
	a := operand[T](rng, m, n, 2, false)
	x, y := vector[T](rng, n), vector[T](rng, m)
	for _, s := range scalars {
		alpha, beta := T(s[0]), T(s[1])
		want := column(y).clone()
		naive(want, alpha, a, column(x), beta, false, false)
		got := column(y).clone()
		if GemvN(got.Data, alpha, &a, x, beta); !same(got.Data, want.Data) {
			t.Fatalf("GemvN %d×%d: got %v, want %v", m, n, got.Data, want.Data)
		}
		want, got = column(x).clone(), column(x).clone()
		naive(want, alpha, a, column(y), beta, true, false)
		if GemvT(got.Data, alpha, &a, y, beta); !same(got.Data, want.Data) {
			t.Fatalf("GemvT %d×%d: got %v, want %v", m, n, got.Data, want.Data)
		}
		want, got = a.clone(), a.clone()
		naive(want, alpha, column(y), column(x), 1, false, true)
		if Ger(&got, alpha, y, x); !same(got.Data, want.Data) {
			t.Fatalf("Ger %d×%d: got %v, want %v", m, n, got.Data, want.Data)
		}
	}
}

func column[T Float](x []T) Matrix[T] {
	return Matrix[T]{len(x), 1, 1, x}
}
