package main

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// Gonum's own differences agree with both gradients, to what differences can tell.
func TestGradients(t *testing.T) {
	for name, p := range map[string]optimize.Problem{
		"Rosenbrock": Problem(Rosenbrock, RosenbrockGrad),
		"logistic":   logistic(),
	} {
		for _, x := range [][]float64{{0, 0}, {-1.2, 1}, {2, 0.5}} {
			got := slices.Repeat([]float64{math.NaN()}, len(x)) // what stood there does not matter
			p.Grad(got, x)
			want := fd.Gradient(nil, p.Func, x, &fd.Settings{Formula: fd.Central})
			if !floats.EqualApprox(got, want, 1e-6*(1+floats.Norm(want, 2))) {
				t.Errorf("%s: the gradient at %v is %v, differences give %v", name, x, got, want)
			}
		}
	}
}

// A value and a gradient that belong together lead to the known minima, with all
// of gonum's methods that want a gradient.
func TestMinima(t *testing.T) {
	for name, method := range map[string]optimize.Method{
		"BFGS": &optimize.BFGS{}, "LBFGS": &optimize.LBFGS{}, "CG": &optimize.CG{},
	} {
		valley, err := optimize.Minimize(Problem(Rosenbrock, RosenbrockGrad), []float64{-1.2, 1}, nil, method)
		if err != nil {
			t.Fatal(name, err)
		}
		if !floats.EqualApprox(valley.X, []float64{1, 1}, 1e-4) {
			t.Errorf("%s ends at %v, want (1, 1)", name, valley.X)
		}
		odds, err := optimize.Minimize(logistic(), []float64{0, 0}, nil, method)
		if err != nil {
			t.Fatal(name, err)
		}
		if !floats.EqualApprox(odds.X, []float64{-4.0777, 1.5046}, 1e-3) {
			t.Errorf("%s ends at %v, want the published (−4.0777, 1.5046)", name, odds.X)
		}
	}
}

// What the program prints.
func Example() {
	main()
	// Output:
	// Rosenbrock: GradientThreshold at [1.0000 1.0000 1.0000 1.0000], f = 0.0000
	// logistic: GradientThreshold at [-4.0777 1.5046], f = 8.0299
}
