package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// A loop whose iterations share only a sum is differentiated in one loop: the
// sum's adjoint is known before the sum is.
func TestSumsAreFused(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v * v
	}
	return s / 2
}`)
	if n := p.count(ir.Loop); n != 1 {
		t.Errorf("%d loops, want one:\n%s", n, p.gradient)
	}
	p.check(t, []float64{1, 2, 3})
	p.check(t, []float64{})
}

// What one iteration hands on to the next, and a product needs, is kept.
func TestRecurrencesAreKept(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x float64, n int) float64 {
	y := 1.0
	for i := 0; i < n; i++ {
		y *= x
	}
	return y
}`)
	if n := p.count(ir.Tape); n != 1 {
		t.Errorf("%d tapes, want one:\n%s", n, p.gradient)
	}
	p.check(t, 1.5, 4)
	p.check(t, 1.5, 0)
}
