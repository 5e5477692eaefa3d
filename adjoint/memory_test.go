package adjoint

import "testing"

// The caller's shadow holds old sums: a store to the caller's memory saves
// them, and its adjoint puts them back.
func TestStoreSavesOldSums(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	x[0] *= 2
	return x[0] * x[1]
}`)
	got, err := p.run([]any{[]float64{3, 5}}, 100)
	if err != nil || got.gradient[0] != 110 || got.gradient[1] != 106 {
		t.Errorf("the shadow holds %v (%v), want 110 and 106", got.gradient, err)
	}
	p.check(t, []float64{3, 5})
}

// Memory is left as the function leaves it, and its gradient is right, whatever is
// written and by whatever name.
func TestMemory(t *testing.T) {
	vec := []float64{1.5, -0.5, 2, 0.75}
	for _, test := range writes {
		t.Run(test.lesson, func(t *testing.T) { differentiate(t, test.src).check(t, vec) })
	}
}

var writes = []struct{ lesson, src string }{
	{"overwritten twice", `
//gograd:grad
func F(x []float64) float64 {
	x[0] = x[1] * x[2]
	x[0] = x[0] * x[3]
	return x[0] * x[0]
}`},
	{"overwritten with a constant", `
//gograd:grad
func F(x []float64) float64 {
	y := x[0] * x[1]
	x[0] = 2
	return y * x[0] * x[2]
}`},
	{"swapped", `
//gograd:grad
func F(x []float64) float64 {
	x[0], x[1] = x[1], x[0]
	return x[0] * x[0] * x[1] * x[2]
}`},
	{"two windows that overlap", `
//gograd:grad
func F(x []float64) float64 {
	a, b := x[:3], x[1:]
	for i := range a {
		a[i] = a[i] * b[i]
	}
	return a[0]*b[1] + b[0]
}`},
	{"a pointer to an element", `
//gograd:grad
func F(x []float64) float64 {
	p := &x[1]
	*p *= x[2]
	x[2] += *p
	return x[1] * x[2]
}`},
	{"a running sum in place", `
//gograd:grad
func F(x []float64) float64 {
	for i := 1; i < len(x); i++ {
		x[i] += x[i-1] * x[i-1]
	}
	return x[3]
}`},
	{"a local copy", `
//gograd:grad
func F(x []float64) float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[len(x)-1-i] = v
	}
	for i := range y {
		y[i] *= x[i]
	}
	return y[0] * y[1] * y[2]
}`},
	{"either of two", `
//gograd:grad
func F(x []float64) float64 {
	y := x[:2]
	if x[0] > 0 {
		y = x[2:]
	}
	y[0] *= x[1]
	return y[0] * y[1]
}`},
}

// Structs and arrays are loaded, stored and copied whole.
func TestMemoryOfStructs(t *testing.T) {
	type inner struct {
		A float64
		W [2]float64
	}
	type outer struct {
		N int
		P inner
		Q *inner
	}
	const types = `
type inner struct {
	A float64
	W [2]float64
}

type outer struct {
	N int
	P inner
	Q *inner
}
`
	point := &outer{1, inner{2, [2]float64{3, 4}}, &inner{0.5, [2]float64{1.5, 2.5}}}
	for _, test := range []struct{ lesson, src string }{
		{"fields", `
//gograd:grad
func F(o *outer) float64 { return o.P.A * o.P.W[o.N] * o.Q.A }`},
		{"a struct copied in memory", `
//gograd:grad
func F(o *outer) float64 {
	*o.Q = o.P
	o.Q.A *= 2
	return o.P.A * o.Q.A * o.Q.W[o.N]
}`},
		{"a local copy that is changed", `
//gograd:grad
func F(o *outer) float64 {
	c := *o.Q
	p := &c
	p.W[o.N] *= o.P.A
	return c.W[0]*c.W[1] + o.Q.W[1]
}`},
		{"an array ranged over by value", `
//gograd:grad
func F(o *outer) float64 {
	s := 0.0
	for i, w := range o.P.W {
		o.P.W[1] = w * float64(i+2)
		s += o.P.W[1] * w
	}
	return s
}`},
		{"a pointer to the same", `
//gograd:grad
func F(o *outer) float64 {
	q := o.Q
	q.A *= q.W[0]
	o.Q.W[0] *= q.A
	return o.Q.A * q.W[0]
}`},
	} {
		t.Run(test.lesson, func(t *testing.T) { differentiate(t, types+test.src).check(t, point) })
	}
}

// A struct that holds floats itself and leads to others has one shadow, that
// is added to through a pointer.
func TestMemoryOfBoth(t *testing.T) {
	type model struct {
		B float64
		W []float64
	}
	p := differentiate(t, `
type model struct {
	B float64
	W []float64
}

//gograd:grad
func F(m model) float64 {
	m.W[0] *= m.B
	return m.W[0] * m.W[1] * m.B
}`)
	p.check(t, model{2, []float64{3, 5}})
}
