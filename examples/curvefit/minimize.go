package main

import (
	"errors"
	"math"
)

// minimize looks for the smallest value of f near p by the method of Broyden,
// Fletcher, Goldfarb and Shanno (1970), in which h comes to be the inverse of
// the second derivatives. f returns its value and its gradient. Each step is reported.
func minimize(f func(Curve) (float64, Curve), p Curve, report func(step int, value, slope float64)) (Curve, error) {
	value, g := f(p)
	first := 1 / max(norm(g), 1) // so that the first step is no longer than 1
	h := [3]Curve{{first, 0, 0}, {0, first, 0}, {0, 0, first}}
	little := 1e-14 * value
	for step := range 200 {
		report(step, value, norm(g))
		d := Curve{-dot(h[0], g), -dot(h[1], g), -dot(h[2], g)}
		if -dot(g, d) <= little { // what a step promises
			return p, nil
		}
		next, ok := search(f, p, value, g, d)
		if !ok {
			return p, errors.New("no step makes the loss smaller")
		}
		v, after := f(next)
		update(&h, plus(next, -1, p), plus(after, -1, g))
		p, value, g = next, v, after
	}
	return p, errors.New("200 steps were not enough: perhaps no curve of this form fits best")
}

// search halves the step d until f falls by a part of what its slope promises
// (Armijo, 1966), and returns where that is.
func search(f func(Curve) (float64, Curve), p Curve, value float64, g, d Curve) (next Curve, ok bool) {
	for t := 1.0; t > 1e-15; t /= 2 {
		next = plus(p, t, d)
		if v, _ := f(next); v <= value+1e-4*t*dot(g, d) {
			return next, true
		}
	}
	return p, false
}

// update makes h map y, the change of the gradient, to the step s:
// h ← (I − s·yᵀ/ρ) h (I − y·sᵀ/ρ) + s·sᵀ/ρ, with ρ = sᵀy.
func update(h *[3]Curve, s, y Curve) {
	rho := dot(s, y)
	if rho <= 0 {
		return // h would no longer point downhill
	}
	hy := Curve{dot(h[0], y), dot(h[1], y), dot(h[2], y)}
	scale := (1 + dot(y, hy)/rho) / rho
	for i := range h {
		for j := range h[i] {
			h[i][j] += scale*s[i]*s[j] - (hy[i]*s[j]+s[i]*hy[j])/rho
		}
	}
}

func dot(a, b Curve) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

func norm(a Curve) float64 { return math.Sqrt(dot(a, a)) }

// plus returns a + t·b.
func plus(a Curve, t float64, b Curve) Curve {
	return Curve{a[0] + t*b[0], a[1] + t*b[1], a[2] + t*b[2]}
}
