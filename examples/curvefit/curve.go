package main

import "math"

//go:generate go tool gograd

// Curve is y = a·exp(−b·x) + c, as its parameters (a, b, c).
type Curve [3]float64

// At returns the value of the curve at x.
func (p Curve) At(x float64) float64 { return p[0]*math.Exp(-p[1]*x) + p[2] }

// huber returns r²/2 up to |r| = delta and goes on as a straight line (Huber,
// 1964), so that what lies far off pulls no harder than what lies a delta off.
func huber(r, delta float64) float64 {
	if a := math.Abs(r); a > delta {
		return delta * (a - delta/2)
	}
	return r * r / 2
}

// Loss returns the mean of huber(y[i] − p.At(x[i])).
//
//gograd:grad wrt=p
func Loss(p Curve, x, y []float64, delta float64) float64 {
	var sum float64
	for i := range x {
		sum += huber(y[i]-p.At(x[i]), delta)
	}
	return sum / float64(len(x))
}
