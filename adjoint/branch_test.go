package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// Where the adjoint of what a branch gives is known beforehand, value and
// gradient of the branch are written together: one if, not two.
func TestBranchesAreFused(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x, y float64) float64 {
	z := x * y
	if x > y {
		z = math.Sin(x) * y
	}
	return 3 * z
}`)
	if n := p.count(ir.If); n != 1 {
		t.Errorf("%d ifs, want one:\n%s", n, p.gradient)
	}
	p.check(t, 1.5, 0.5)
	p.check(t, 0.5, 1.5)
}

// Otherwise the branch that was taken is reversed, decided by the same condition.
func TestBranchesAreReversed(t *testing.T) {
	for _, test := range branches {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			p.check(t, 1.5, 0.5)
			p.check(t, 0.75, 2.5)
			p.check(t, -3.5, 2.25)
			p.check(t, 2.25, 1.125)
		})
	}
}

var branches = []struct{ lesson, src string }{
	{"a value that is used nonlinearly", `
//gograd:grad
func F(x, y float64) float64 {
	z := x
	if x > y {
		z = x * x * y
	} else if x < -y {
		z = y
	}
	return z * z
}`},
	{"a branch that writes", `
//gograd:grad
func F(x, y float64) float64 {
	var a [2]float64
	i := int(y) & 1
	a[i] = x
	if x > y {
		a[1-i] = x * y
		a[i] *= a[1-i]
	}
	return a[0]*a[0] + a[1]
}`},
	{"a switch", `
//gograd:grad
func F(x, y float64) float64 {
	switch {
	case x > y:
		x *= y
	case x > -y:
		x += y
	default:
		y = -x
	}
	return x * y
}`},
	{"an early return", `
//gograd:grad
func F(x, y float64) float64 {
	z := x * y
	if z > 1 {
		return z * z
	}
	w := math.Exp(z)
	if w < x {
		return w
	}
	return z / (1 + w)
}`},
	{"a branch without a derivative", `
//gograd:grad
func F(x, y float64) float64 {
	if x > y {
		return 1
	}
	return x * y
}`},
}

// A branch that panics panics with the same value, before anything is added.
func TestBranchesThatPanic(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		if v < 0 {
			panic("negative")
		}
		s += v * v
	}
	return s * s
}`)
	p.check(t, []float64{1, 2})
	_, err := p.run([]any{[]float64{1, -2}}, 0)
	if p, ok := err.(*ir.PanicError); !ok || p.Value != "negative" {
		t.Errorf("got %v, want the primal's panic", err)
	}
}
