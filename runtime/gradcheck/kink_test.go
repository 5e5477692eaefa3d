package gradcheck_test

import (
	"math"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// verdict tests the derivative g of f at x.
func verdict(t *testing.T, f func(x float64) float64, x, g float64) gradcheck.Verdict {
	t.Helper()
	r, err := gradcheck.Examine(
		func(x *float64) float64 { return f(*x) },
		func(x, dx *float64) float64 { *dx += g; return f(*x) },
		&x)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Broken) > 0 {
		t.Errorf("the contract holds, but: %v", r.Broken)
	}
	return r.Components[0].Verdict
}

func relu(x float64) float64 { return max(x, 0) }

func TestVerdicts(t *testing.T) {
	const (
		right      = gradcheck.Right
		kink       = gradcheck.Kink
		unresolved = gradcheck.Unresolved
		wrong      = gradcheck.Wrong
	)
	curved := func(x float64) float64 { return relu(x) + math.Sin(5*x) }
	near := func(x float64) float64 { return 1 + relu(x-1e-9) }
	jump := func(x float64) float64 { return math.Floor(x) }
	cancel := func(x float64) float64 { return relu(x) - relu(-x) }
	for _, test := range []struct {
		name string
		f    func(x float64) float64
		x, g float64
		want gradcheck.Verdict
	}{
		// At a kink the slopes to both sides and all between them are accepted …
		{"|x|", math.Abs, 0, 0, kink},
		{"|x|", math.Abs, 0, 1, kink},
		{"|x|", math.Abs, 0, -0.3, kink},
		{"relu", relu, 0, 0, kink},
		{"relu", relu, 0, 0.5, kink},
		{"relu + sin 5x", curved, 0, 5, kink},
		{"relu + sin 5x", curved, 0, 6, kink},
		{"max(x, 1)", func(x float64) float64 { return max(x, 1) }, 1, 0, kink},
		{"1e8·relu", func(x float64) float64 { return 1e8 * relu(x) }, 0, 3e7, kink},
		// … but nothing else.
		{"|x|", math.Abs, 0, 1.001, wrong},
		{"|x|", math.Abs, 0, -2, wrong},
		{"relu", relu, 0, -0.001, wrong},
		{"relu + sin 5x", curved, 0, 4.99, wrong},
		{"relu + sin 5x", curved, 0, 6.01, wrong},
		// Beside a kink there is one derivative, however near the kink is.
		{"relu", relu, 1e-8, 1, right},
		{"relu", relu, 1e-8, 0.5, wrong},
		{"relu", relu, -1e-8, 0, right},
		{"1 + relu(x − 1e-9)", near, 0, 0, right},
		{"1 + relu(x − 1e-9)", near, 0, 0.5, wrong},
		{"1 + relu(x − 1e-9)", near, 2e-9, 1, right},
		// A kink in the parts only is none: where masks share one surface no
		// fixed choice at 0 is right.
		{"relu(x) − relu(−x)", cancel, 0, 0, wrong},
		{"relu(x) − relu(−x)", cancel, 0, 1, right},
		// Jumps and infinite slopes give differences that do not settle.
		{"floor", jump, 2, 0, unresolved},
		{"floor", jump, 2.5, 0, right},
		{"cbrt", math.Cbrt, 0, 0, unresolved},
		{"sqrt", math.Sqrt, 0, 0, unresolved},
		// Where f ends, the slope to the inside is what counts.
		{"x·sqrt(x) + x", func(x float64) float64 { return x*x*math.Sqrt(x) + x }, 0, 1, right},
		{"x·sqrt(x) + x", func(x float64) float64 { return x*x*math.Sqrt(x) + x }, 0, 2, wrong},
		{"asin(x)² at 1", func(x float64) float64 { return math.Sqrt(1-x*x) * math.Sqrt(1-x*x) }, 1, -2, right},
	} {
		if got := verdict(t, test.f, test.x, test.g); got != test.want {
			t.Errorf("%s at x = %g, derivative %g: %v, want %v", test.name, test.x, test.g, got, test.want)
		}
	}
}

// Where several values are equal, each share of max is between its slopes.
func TestSharesOfAMaximum(t *testing.T) {
	f := func(x []float64) float64 { return max(x[0], x[1], x[2]) }
	grad := func(x, dx []float64) float64 {
		for i := range x {
			dx[i] += 1.0 / 3
		}
		return f(x)
	}
	gradcheck.At(t, f, grad, []float64{2, 2, 2})
}

// A kink of one component does not hide a mistake in another.
func TestKinkHidesNoMistakeElsewhere(t *testing.T) {
	f := func(x []float64) float64 { return math.Abs(x[0]) + x[1]*x[1] }
	grad := func(x, dx []float64) float64 {
		dx[1] += 2.002 * x[1]
		return f(x)
	}
	if gradcheck.Check(f, grad, []float64{0, 3}) == nil {
		t.Error("the mistake in x[1] passes")
	}
}

// Along a direction through several kinks slopes do not add up: there the gradient
// (0, 0) of relu(x) − relu(y) at 0 is not the slope, and that proves nothing.
func TestDirectionThroughSeveralKinks(t *testing.T) {
	f := func(x []float64) float64 { return relu(x[0]) - relu(x[1]) + relu(x[2]) - relu(x[3]) }
	grad := func(x, dx []float64) float64 { return f(x) }
	for seed := range uint64(20) {
		gradcheck.At(t, f, grad, make([]float64, 4), gradcheck.Seed(seed))
	}
}
