package adjoint

import "testing"

const dotOfVectors = `
func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

//gograd:adjoint y = dot(a, b)
func dotAdjoint(a, b []float64, dy float64, da, db []float64) {
	for i := range a {
		da[i] += dy * b[i]
		db[i] += dy * a[i]
	}
}
`

// What a rule reads in the reverse sweep is memory as it was at the call: it is
// copied where it is overwritten later.
func TestRulesReadMemoryAsItWas(t *testing.T) {
	a, b := []float64{1.5, 2, -0.5}, []float64{0.25, 3, 1.25}
	for _, test := range []struct{ lesson, src string }{
		{"not overwritten", `
//gograd:grad
func F(a, b []float64) float64 { return dot(a, b) * dot(b, b) }`},
		{"overwritten behind the call", `
//gograd:grad
func F(a, b []float64) float64 {
	y := dot(a, b)
	a[0] = 0
	return y * y * a[1]
}`},
		{"overwritten before it", `
//gograd:grad
func F(a, b []float64) float64 {
	a[0] *= b[1]
	return dot(a, b)
}`},
		{"between two calls", `
//gograd:grad
func F(a, b []float64) float64 {
	y := dot(a, b)
	b[1] *= y
	return y + dot(a, b)
}`},
		{"in each iteration", `
//gograd:grad
func F(a, b []float64) float64 {
	y := 1.0
	for i := range a {
		y += dot(a, b) * y
		a[i] *= 0.5 * b[i]
	}
	return y
}`},
		{"in a branch", `
//gograd:grad
func F(a, b []float64) float64 {
	y := dot(a, a)
	if a[0] > 0 {
		y *= dot(a, b)
		b[2] = a[1] * b[0]
	}
	return y + b[2]*dot(b, b)
}`},
		{"by another name", `
//gograd:grad
func F(a, b []float64) float64 {
	c := a[1:]
	y := dot(c, b[:2])
	a[2] = y
	return dot(c, c)
}`},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, dotOfVectors+test.src)
			p.check(t, a, b)
			p.check(t, []float64{-1, 0.5, 3}, b)
		})
	}
}
