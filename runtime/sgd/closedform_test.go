package sgd_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// line is the model a + b·x.
type line struct{ A, B float64 }

// squares returns ½ Σ (a + b·x_i − y_i)²/n and its gradient.
func squares(x, y []float64) sgd.Objective[line, float64] {
	return sgd.Samples(len(x), func(i int, w, dw *line) float64 {
		r := w.A + w.B*x[i] - y[i]
		dw.A += r
		dw.B += r * x[i]
		return r * r / 2
	})
}

// On f(w) = ½(w − a)² gradient descent is w_k = a + (1 − α)^k (w_0 − a).
func TestGradientDescentFollowsItsClosedForm(t *testing.T) {
	const a, w0, alpha, steps = 3.0, -5.0, 0.25, 40
	w := w0
	f := sgd.Samples(1, func(_ int, w, dw *float64) float64 {
		*dw += *w - a
		return (*w - a) * (*w - a) / 2
	})
	run, err := sgd.Minimize(t.Context(), &w, f, sgd.Options[float64]{Epochs: steps, Step: sgd.Constant(alpha)})
	if err != nil {
		t.Fatal(err)
	}
	for k, e := range run.History {
		gap := math.Pow(1-alpha, float64(k)) * (w0 - a)
		// An iterate is off by some units in the last place of a, 4·10⁻¹⁶ each.
		if want := gap * gap / 2; math.Abs(e.Loss-want) > 1e-14*math.Abs(gap) {
			t.Errorf("loss of step %d is %v, want %v", k, e.Loss, want)
		}
	}
	if want := a + math.Pow(1-alpha, steps)*(w0-a); math.Abs(w-want) > 1e-14 {
		t.Errorf("w = %v, want %v", w, want)
	}
}

// Where one w fits every sample, constant steps find it, however samples are drawn.
func TestConsistentLeastSquaresIsSolvedExactly(t *testing.T) {
	x, y := make([]float64, 50), make([]float64, 50)
	for i := range x {
		x[i] = float64(i)/25 - 1
		y[i] = 2 - 7*x[i]
	}
	for _, order := range []sgd.Order{sgd.Shuffled, sgd.WithReplacement, sgd.InOrder} {
		for _, batch := range []int{1, 7, 50} {
			var w line
			o := sgd.Options[line]{Batch: batch, Epochs: 600, Order: order, Step: sgd.Constant(0.5)}
			if _, err := sgd.Minimize(t.Context(), &w, squares(x, y), o); err != nil {
				t.Fatal(err)
			}
			if math.Abs(w.A-2) > 1e-12 || math.Abs(w.B+7) > 1e-12 {
				t.Errorf("order %d, batch %d: line %v, want {2 -7}", order, batch, w)
			}
		}
	}
}

// Where none fits all, decreasing steps approach the solution of the normal equations.
func TestNoisyLeastSquaresTendsToTheNormalEquations(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x, y := make([]float64, 200), make([]float64, 200)
	var n, sx, sy, sxx, sxy float64
	for i := range x {
		x[i] = rng.Float64()*2 - 1
		y[i] = 1 + 3*x[i] + rng.NormFloat64()
		n, sx, sy = n+1, sx+x[i], sy+y[i]
		sxx, sxy = sxx+x[i]*x[i], sxy+x[i]*y[i]
	}
	b := (n*sxy - sx*sy) / (n*sxx - sx*sx)
	a := (sy - b*sx) / n

	var w line
	o := sgd.Options[line]{Batch: 10, Epochs: 2000, Step: sgd.Inverse(6)}
	if _, err := sgd.Minimize(t.Context(), &w, squares(x, y), o); err != nil {
		t.Fatal(err)
	}
	if math.Abs(w.A-a) > 1e-3 || math.Abs(w.B-b) > 1e-3 {
		t.Errorf("line %v, want {%v %v}", w, a, b)
	}
}

// distances is f(w) = 1/n Σ |w − a_i|, least at the median of a, with the
// subgradient sign(w − a_i).
func distances(a []float64) sgd.Objective[float64, float64] {
	return sgd.Samples(len(a), func(i int, w, dw *float64) float64 {
		switch {
		case *w > a[i]:
			*dw++
		case *w < a[i]:
			*dw--
		}
		return math.Abs(*w - a[i])
	})
}

func meanDistance(a []float64, w float64) float64 {
	var f float64
	for _, x := range a {
		f += math.Abs(w - x)
	}
	return f / float64(len(a))
}

// K steps R/(G√K) bring the averaged iterate within R·G/√K of the minimum.
func TestAveragedIterateKeepsTheSubgradientBound(t *testing.T) {
	a := []float64{-2, -1, 0.5, 3, 40}
	const start, median, G = 30.0, 0.5, 1.0
	for _, k := range []int{1, 4, 25, 100, 1000, 10000} {
		R := start - median
		w := start
		o := sgd.Options[float64]{
			Batch: len(a), Epochs: k, Average: true,
			Step: sgd.Constant(R / (G * math.Sqrt(float64(k)))),
		}
		run, err := sgd.Minimize(t.Context(), &w, distances(a), o)
		if err != nil {
			t.Fatal(err)
		}
		gap := meanDistance(a, *run.Mean) - meanDistance(a, median)
		if bound := R * G / math.Sqrt(float64(k)); gap > bound {
			t.Errorf("K = %d: f(w̄) − f* = %v is above R·G/√K = %v", k, gap, bound)
		}
	}
}

// With random samples the bound holds for the mean over runs.
func TestStochasticSubgradientKeepsTheBoundInTheMean(t *testing.T) {
	a := []float64{-2, -1, 0.5, 3, 40}
	const start, median, epochs, runs = 10.0, 0.5, 200, 40
	K := float64(epochs * len(a))
	R := start - median
	var gap float64
	for seed := range uint64(runs) {
		w := start
		o := sgd.Options[float64]{
			Epochs: epochs, Seed: seed, Order: sgd.WithReplacement, Average: true,
			Step: sgd.Constant(R / math.Sqrt(K)),
		}
		run, err := sgd.Minimize(context.Background(), &w, distances(a), o)
		if err != nil {
			t.Fatal(err)
		}
		gap += (meanDistance(a, *run.Mean) - meanDistance(a, median)) / runs
	}
	if bound := R / math.Sqrt(K); gap > bound {
		t.Errorf("mean of f(w̄) − f* = %v is above R·G/√K = %v", gap, bound)
	}
}

func TestStepSizes(t *testing.T) {
	for _, test := range []struct {
		name string
		step sgd.StepSize
		want [4]float64
	}{
		{"c", sgd.Constant(6), [4]float64{6, 6, 6, 6}},
		{"c/√(k+1)", sgd.InvSqrt(6), [4]float64{6, 6 / math.Sqrt2, 6 / math.Sqrt(3), 3}},
		{"c/(k+1)", sgd.Inverse(6), [4]float64{6, 3, 2, 1.5}},
	} {
		for k, want := range test.want {
			if got := test.step(k); got != want {
				t.Errorf("%s at k = %d is %v, want %v", test.name, k, got, want)
			}
		}
	}
}
