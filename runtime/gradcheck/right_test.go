package gradcheck_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// smooth is a function of one number with its derivative, where it is defined.
type smooth struct {
	name    string
	f, df   func(x float64) float64
	defined func(x float64) bool
}

func everywhere(float64) bool     { return true }
func positive(x float64) bool     { return x > 0 }
func step(x float64) float64      { return max(0, math.Copysign(1, x)) }
func logistic(x float64) float64  { return 1 / (1 + math.Exp(-x)) }
func softplus(x float64) float64  { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
func zero(float64) float64        { return 0 }
func shifted(x float64) float64   { return 1 + x*x }
func twice(x float64) float64     { return 2 * x }
func hinge(x float64) float64     { return max(x, 0) }
func negSin(x float64) float64    { return -math.Sin(x) }
func halfRoot(x float64) float64  { return 0.5 / math.Sqrt(x) }
func negSquare(x float64) float64 { return -1 / x / x }

var functions = []smooth{
	{"4", func(float64) float64 { return 4 }, zero, everywhere},
	{"3x−7", func(x float64) float64 { return 3*x - 7 }, func(float64) float64 { return 3 }, everywhere},
	{"1+x²", shifted, twice, everywhere},
	{"x³", func(x float64) float64 { return x * x * x }, func(x float64) float64 { return 3 * x * x }, everywhere},
	{"1/x", func(x float64) float64 { return 1 / x }, negSquare, func(x float64) bool { return x != 0 }},
	{"sin", math.Sin, math.Cos, everywhere},
	{"cos", math.Cos, negSin, everywhere},
	{"exp", math.Exp, math.Exp, func(x float64) bool { return x < 80 }},
	{"log", math.Log, func(x float64) float64 { return 1 / x }, positive},
	{"sqrt", math.Sqrt, halfRoot, positive},
	{"softplus", softplus, logistic, everywhere},
	{"relu off 0", hinge, step, func(x float64) bool { return x != 0 }},
	{"1+relu off 0", func(x float64) float64 { return 1 + hinge(x) }, step, func(x float64) bool { return x != 0 }},
}

var scales = []float64{1e-8, 1e-5, 1e-2, 1, 1e2, 1e5, 1e8}

// Of a right gradient nothing is ever called wrong: for arguments and values from
// 10⁻⁸ to 10⁸, where f varies over a length far from 1, near a kink, and where
// its arithmetic hardly resolves it.
func TestRightGradientIsNeverWrong(t *testing.T) {
	t.Run("float64", right[float64])
	t.Run("float32", right[float32])
}

func right[T float32 | float64](t *testing.T) {
	for _, s := range functions {
		for _, length := range scales {
			for _, size := range []float64{1e-8, 1, 1e8} {
				for _, at := range []float64{0, 1e-8, 0.3, -0.3, 1, -1, 2.7, 10, -10, 123.456, 1e8} {
					x := T(at * length)
					if !s.defined(float64(x) / length) {
						continue
					}
					f, grad := scaled[T](s, length, size, 1)
					if err := gradcheck.Check(f, grad, []T{x}); err != nil {
						t.Errorf("%g·%s(x/%g) at x = %g: %v", size, s.name, length, x, err)
					}
				}
			}
		}
	}
}

// scaled returns size·f(x/length) and its derivative, times factor.
func scaled[T float32 | float64](s smooth, length, size, factor float64) (f func(x []T) T, grad func(x, dx []T) T) {
	f = func(x []T) T { return T(size * s.f(float64(x[0])/length)) }
	grad = func(x, dx []T) T {
		dx[0] += T(factor * size / length * s.df(float64(x[0])/length))
		return f(x)
	}
	return f, grad
}

// A derivative off by a thousandth is found at every scale, in float64 and in
// float32, as long as f does change by more than its own rounding.
func TestThousandthIsFoundAtEveryScale(t *testing.T) {
	t.Run("float64", thousandth[float64])
	t.Run("float32", thousandth[float32])
}

func thousandth[T float32 | float64](t *testing.T) {
	for _, s := range functions {
		for _, length := range scales {
			for _, size := range scales {
				for _, at := range []float64{1, 1.9, 2.7} {
					x := T(at * length)
					g := s.df(float64(x) / length)
					if math.Abs(g) < 0.01 || length > 1 && s.name != "log" && s.name != "sqrt" && math.Abs(g) < 0.1*math.Abs(s.f(at)) {
						continue
					}
					f, grad := scaled[T](s, length, size, 1.001)
					if gradcheck.Check(f, grad, []T{x}) == nil {
						t.Errorf("%g·%s(x/%g) at x = %g: a derivative of 1.001·%g passes", size, s.name, length, x, g)
					}
				}
			}
		}
	}
}

// A sum of many terms in float32 has more noise than its last place: it is measured.
func TestNoiseOfALongSumIsNotTakenForAMistake(t *testing.T) {
	for n := 10; n <= 100_000; n *= 10 {
		f := func(x []float32) (sum float32) {
			for i := range n {
				r := x[0]*float32(i%7) - x[1] + float32(i%5)
				sum += r * r / float32(n)
			}
			return sum
		}
		grad := func(x, dx []float32) (sum float32) {
			for i := range n {
				r := x[0]*float32(i%7) - x[1] + float32(i%5)
				sum += r * r / float32(n)
				dx[0] += 2 * r * float32(i%7) / float32(n)
				dx[1] -= 2 * r / float32(n)
			}
			return sum
		}
		t.Run(fmt.Sprint(n, " terms"), func(t *testing.T) {
			gradcheck.At(t, f, grad, []float32{1.7, -0.3})
			gradcheck.At(t, f, grad, []float32{0, 0})
		})
	}
}
