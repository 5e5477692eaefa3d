// Gonum hands gradients that gograd has written to gonum's optimize package.
//
// The folder is a module of its own, so that nobody who uses gograd depends on gonum:
//
//	cd examples/gonum && go run .
package main

import (
	"fmt"
	"os"

	"gonum.org/v1/gonum/optimize"
)

// Problem is f and its gradient as optimize.Minimize takes them. Gonum wants the
// gradient written to its place, gograd adds to what is there.
func Problem(f func(x []float64) float64, grad func(x, dx []float64) float64) optimize.Problem {
	return optimize.Problem{
		Func: f,
		Grad: func(dx, x []float64) {
			clear(dx)
			grad(x, dx)
		},
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gonum:", err)
		os.Exit(1)
	}
}

func run() error {
	valley := Problem(Rosenbrock, RosenbrockGrad)
	if err := minimize("Rosenbrock", valley, []float64{-1.2, 1, -1.2, 1}); err != nil {
		return err
	}
	return minimize("logistic", logistic(), []float64{0, 0})
}

// logistic asks who passes an exam after so many hours of work. A constant
// feature gives the model its offset.
func logistic() optimize.Problem {
	hours := []float64{0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5}
	passed := []float64{0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1}
	x := make([][]float64, len(hours))
	for i, h := range hours {
		x[i] = []float64{1, h}
	}
	return Problem(
		func(w []float64) float64 { return Surprise(w, x, passed) },
		func(w, dw []float64) float64 { return SurpriseGrad(w, x, passed, dw) })
}

// minimize runs the method of Broyden, Fletcher, Goldfarb and Shanno from start
// and prints what it has found.
func minimize(name string, p optimize.Problem, start []float64) error {
	result, err := optimize.Minimize(p, start, nil, &optimize.BFGS{})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %v at %.4f, f = %.4f\n", name, result.Status, result.X, result.F)
	return nil
}
