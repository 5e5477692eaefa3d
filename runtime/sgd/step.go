package sgd

import "math"

// StepSize gives the step size α_k of step k = 0, 1, 2, … of a run. It must be
// positive and finite; any function will do.
type StepSize func(k int) float64

// Constant returns α_k = c.
//
// For a convex f whose subgradients are at most G long, started at distance R
// from a minimiser, K steps with c = R/(G√K) bring the averaged iterate to
// f(w̄_K) − f* ≤ R·G/√K (Nemirovski and Yudin, 1983).
func Constant(c float64) StepSize {
	return func(int) float64 { return c }
}

// InvSqrt returns α_k = c/√(k+1), which needs no number of steps beforehand and
// reaches the rate of Constant up to a factor log K.
func InvSqrt(c float64) StepSize {
	return func(k int) float64 { return c / math.Sqrt(float64(k)+1) }
}

// Inverse returns α_k = c/(k+1): the steps of Robbins and Monro (1951), whose sum
// diverges while the sum of their squares does not.
func Inverse(c float64) StepSize {
	return func(k int) float64 { return c / (float64(k) + 1) }
}
