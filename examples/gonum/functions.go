package main

import "math"

//go:generate go tool gograd

// Rosenbrock is a curved valley with its lowest point at (1, …, 1), where it is 0.
//
//gograd:grad
func Rosenbrock(x []float64) float64 {
	var f float64
	for i := 0; i+1 < len(x); i++ {
		a := 1 - x[i]
		b := x[i+1] - x[i]*x[i]
		f += a*a + 100*b*b
	}
	return f
}

// Surprise is the negative log-likelihood of the logistic model, in which an
// event with the features x[i] happens with the probability
// 1/(1 + exp(−⟨w, x[i]⟩)), and has happened where y[i] is 1.
//
//gograd:grad wrt=w
func Surprise(w []float64, x [][]float64, y []float64) float64 {
	var f float64
	for i := range x {
		var z float64
		for j := range w {
			z += w[j] * x[i][j]
		}
		f += softplus(z) - y[i]*z
	}
	return f
}

// softplus returns log(1 + eᶻ), without overflow.
func softplus(z float64) float64 {
	if z > 0 {
		return z + math.Log1p(math.Exp(-z))
	}
	return math.Log1p(math.Exp(z))
}
