package gradcheck_test

import (
	"math"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// waves is exp(x_0) + Σ sin(x_i)·x_{i+1}, in which the last number of x plays no part.
func waves(x []float64) float64 {
	f := math.Exp(x[0])
	for i := 0; i+2 < len(x); i++ {
		f += math.Sin(x[i]) * x[i+1]
	}
	return f
}

func wavesGrad(x, dx []float64) float64 {
	dx[0] += math.Exp(x[0])
	for i := 0; i+2 < len(x); i++ {
		dx[i] += math.Cos(x[i]) * x[i+1]
		dx[i+1] += math.Sin(x[i])
	}
	return waves(x)
}

var place = []float64{0.3, -1.2, 2.5, 0.7, -0.4, 9}

func TestRightGradientPasses(t *testing.T) {
	gradcheck.At(t, waves, wavesGrad, place)
}

func TestMistakesAreFound(t *testing.T) {
	for _, test := range []struct {
		name string
		grad func(x, dx []float64) float64
		want string
	}{
		{"a thousandth off", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[2] += 1e-3 * (math.Cos(x[2])*x[3] + math.Sin(x[1]))
			return f
		}, "x[2]"},
		{"sign", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[1] -= 2 * (math.Cos(x[1])*x[2] + math.Sin(x[0]))
			return f
		}, "x[1]"},
		{"missing term", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[0] -= math.Exp(x[0])
			return f
		}, "x[0]"},
		{"no number", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[3] = math.NaN()
			return f
		}, "x[3]"},
		{"infinite", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[3] = math.Inf(1)
			return f
		}, "x[3]"},
		{"nothing at all", func(x, dx []float64) float64 { return waves(x) }, "x[4]"},
		{"a component that f does not depend on", func(x, dx []float64) float64 {
			f := wavesGrad(x, dx)
			dx[5]++
			return f
		}, "x[5]"},
	} {
		err := gradcheck.Check(waves, test.grad, place)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "wrong") {
			t.Errorf("%s: error %v, want one that calls %s wrong", test.name, err, test.want)
		}
	}
}

// One of 5000 components is wrong. It need not be among those tested one by
// one: a direction in all of them finds it.
func TestOneWrongComponentOfThousandsIsFound(t *testing.T) {
	x := make([]float64, 5000)
	for i := range x {
		x[i] = math.Cos(float64(i))
	}
	grad := func(x, dx []float64) float64 {
		f := wavesGrad(x, dx)
		dx[3210] *= 1.001
		return f
	}
	err := gradcheck.Check(waves, grad, x, gradcheck.Components(20))
	if err == nil || !strings.Contains(err.Error(), "x[3210]") {
		t.Errorf("error %v, want one that names x[3210]", err)
	}
	if err := gradcheck.Check(waves, wavesGrad, x, gradcheck.Components(20), gradcheck.Seed(7)); err != nil {
		t.Errorf("right gradient: %v", err)
	}
}

func TestWhatCannotBeTested(t *testing.T) {
	nan := func([]float64) float64 { return math.NaN() }
	for _, test := range []struct {
		name string
		f    func([]float64) float64
		x    []float64
		want string
	}{
		{"no function", nil, place, "nil"},
		{"no numbers", waves, nil, "there are no parameters"},
		{"no value", nan, place, "the function is NaN here"},
	} {
		grad := func(x, dx []float64) float64 { return 0 }
		if test.f == nil {
			grad = nil
		}
		err := gradcheck.Check(test.f, grad, test.x)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}
