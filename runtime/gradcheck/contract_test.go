package gradcheck_test

import (
	"math"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

func cubes(x []float64) (f float64) {
	for _, x := range x {
		f += x * x * x
	}
	return f
}

func cubesGrad(x, dx []float64) float64 {
	for i, x := range x {
		dx[i] += 3 * x * x
	}
	return cubes(x)
}

// Each sentence of the contract, broken by a gradient whose numbers are right.
func TestBrokenContractIsReported(t *testing.T) {
	calls := 0.0
	for _, test := range []struct {
		name string
		grad func(x, dx []float64) float64
		want string
	}{
		{"value", func(x, dx []float64) float64 {
			return math.Nextafter(cubesGrad(x, dx), 1e9) + 1e-12
		}, "must be equal to the bit"},
		{"overwritten", func(x, dx []float64) float64 {
			clear(dx)
			return cubesGrad(x, dx)
		}, "must be added to the shadow: for x[0]"},
		{"one overwritten", func(x, dx []float64) float64 {
			dx[1] = 0
			return cubesGrad(x, dx)
		}, "must be added to the shadow: for x[1]"},
		{"shadow counted twice", func(x, dx []float64) float64 {
			dx[0] += dx[0]
			return cubesGrad(x, dx)
		}, "must be added to the shadow: for x[0]"},
		{"input", func(x, dx []float64) float64 {
			f := cubesGrad(x, dx)
			x[1] = 0
			return f
		}, "leaves 0 in x[1]"},
		{"memory", func(x, dx []float64) float64 {
			f := cubesGrad(x, dx)
			calls++
			dx[0] += 1e-14 * calls
			return f
		}, "called twice"},
	} {
		err := gradcheck.Check(cubes, test.grad, []float64{1.5, -2, 0.25})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// double works in place: x[0] *= 2; return x[0]·x[1].
func double(x []float64) float64 {
	x[0] *= 2
	return x[0] * x[1]
}

// A function may write to its input, if its gradient leaves the same there and
// keeps what the shadow held of what is overwritten.
func TestFunctionThatWritesToItsInput(t *testing.T) {
	careful := func(x, dx []float64) float64 {
		f := double(x)
		dx[1] += x[0]
		dx[0] += 2 * x[1]
		return f
	}
	gradcheck.At(t, double, careful, []float64{3, 5})

	careless := func(x, dx []float64) float64 {
		f := double(x)
		dx[1] += x[0]
		dx[0] = 2 * (dx[0] + x[1])
		return f
	}
	if gradcheck.Check(double, careless, []float64{3, 5}) == nil {
		t.Error("a gradient that doubles what the shadow held passes")
	}
}
