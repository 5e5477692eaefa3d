package main

import (
	"fmt"
	"io"
	"math"
)

// fit returns the curve of the smallest loss, and writes its way there to out.
func fit(t *table, delta float64, out io.Writer) (Curve, error) {
	// In units of its mean, x is of the size of 1, and so is b.
	unit := mean(t.x)
	x := make([]float64, len(t.x))
	for i, v := range t.x {
		x[i] = v / unit
	}
	f := func(p Curve) (float64, Curve) { return LossGrad(p, x, t.y, delta) }
	start := regression(1, x, t.y)
	if rising := regression(-1, x, t.y); Loss(rising, x, t.y, delta) < Loss(start, x, t.y, delta) {
		start = rising
	}
	p, err := minimize(f, start, func(step int, value, slope float64) {
		fmt.Fprintf(out, "step %2d  loss %-8.6g  slope %.1e\n", step, value, slope)
	})
	return Curve{p[0], p[1] / unit, p[2]}, err
}

// regression returns the curve of least squares among those with this b.
func regression(b float64, x, y []float64) Curve {
	u := make([]float64, len(x))
	for i, v := range x {
		u[i] = math.Exp(-b * v)
	}
	mu, my := mean(u), mean(y)
	var uu, uy float64
	for i := range u {
		uu += (u[i] - mu) * (u[i] - mu)
		uy += (u[i] - mu) * (y[i] - my)
	}
	a := uy / uu
	return Curve{a, b, my - a*mu}
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
