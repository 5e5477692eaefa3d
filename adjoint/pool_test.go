package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// made are functions with memory of their own, each with a tape for math.Exp's sake.
var made = []struct {
	lesson, src string
	left        int // of the calls of make
}{
	{"memory that dies with the call is pooled", `
//gograd:grad
func F(x []float64) float64 {
	t := make([]float64, len(x))
	s := 1.0
	for i, v := range x {
		t[i] = math.Exp(s * v)
		s += t[i]
	}
	return s * t[0]
}`, 0},
	{"or with an iteration", `
//gograd:grad
func F(x []float64) float64 {
	s := 1.0
	for k := range 2 {
		t := make([]float64, len(x))
		for i, v := range x {
			t[i] = math.Exp(s * v)
			s += t[i]
		}
		s += t[k]
	}
	return s
}`, 0},
	{"what the next iteration reads is not", `
//gograd:grad wrt=x
func F(x []float64, n int) float64 {
	s, t := 1.0, x
	for range n {
		u := make([]float64, len(x))
		for i, v := range t {
			u[i] = math.Exp(s * v)
			s += u[0]
		}
		t = u
	}
	return s + t[1]
}`, 1},
	{"nor what others get", `
//gograd:grad wrt=x
func F(x []float64, keep [][]float64) float64 {
	t := make([]float64, len(x))
	s := 1.0
	for i, v := range x {
		t[i] = math.Exp(s * v)
		s += t[i]
	}
	keep[0] = t
	return s * t[0]
}`, 1},
	{"nor what is perhaps sliced beyond its length: that must panic", `
//gograd:grad wrt=x
func F(x []float64, n int) float64 {
	t := make([]float64, len(x))
	s := 1.0
	for i, v := range x {
		t[i] = math.Exp(s * v)
		s += t[i]
	}
	return s * t[:n][0]
}`, 1},
	{"nor memory of a function without a pool", `
//gograd:grad
func F(x []float64) float64 {
	t := make([]float64, len(x)) // as an argument of a call
	t[0] = 1
	return math.Exp(x[0]) * t[len(x)/2]
}`, 1},
}

// Memory that a function makes for itself is pooled, with what its gradient takes.
func TestPool(t *testing.T) {
	for _, test := range made {
		p := differentiate(t, test.src)
		Pool(p.gradient)
		if n := p.count(ir.Make); n != test.left {
			t.Errorf("%s: %d calls of make are left, want %d:\n%s", test.lesson, n, test.left, p.gradient)
		}
	}
}
