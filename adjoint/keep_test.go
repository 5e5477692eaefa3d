package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// What the reverse sweep reads is still there, computed again, handed out of a
// branch, or kept on a tape: in this order.
func TestKeepAsLittleAsPossible(t *testing.T) {
	for _, test := range keeps {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			if n := p.kept(); n != test.tapes {
				t.Errorf("%d values are kept, want %d:\n%s", n, test.tapes, p.gradient)
			}
			for _, args := range test.points {
				p.check(t, args...)
			}
		})
	}
}

var keeps = []struct {
	lesson, src string
	tapes       int
	points      [][]any
}{
	{
		lesson: "a sum keeps nothing: its derivative reads nothing",
		src: `
//gograd:grad
func F(x float64, n int) float64 {
	y := x
	for range n {
		y = 2*y - x
	}
	return y
}`,
		points: [][]any{{1.5, 3}, {1.5, 0}},
	},
	{
		lesson: "what is loaded from memory that nobody writes is loaded again",
		src: `
//gograd:grad
func F(x float64, w []float64) float64 {
	y := x
	for i := range w {
		y = w[i]*y + 1
	}
	return y
}`,
		tapes:  1, // y, for w's sake
		points: [][]any{{1.5, []float64{2, 3}}},
	},
	{
		lesson: "sums and products of what is kept are computed again",
		src: `
//gograd:grad
func F(r, x float64, n int) float64 {
	for range n {
		x = r * x * (1 - x)
	}
	return x
}`,
		tapes:  1, // x, for r*x and 1-x too
		points: [][]any{{1.5, 0.3, 4}, {1.5, 0.3, 0}},
	},
	{
		lesson: "of those that other iterations keep, too, but no functions that take long",
		src: `
//gograd:grad
func F(x float64, n int) float64 {
	var sum float64
	for range n {
		x = math.Sin(x)
		y := x
		for range n {
			y = y * y * x
		}
		sum += y
	}
	return sum
}`,
		tapes:  3, // cos x and x, y
		points: [][]any{{0.9, 3}},
	},
	{
		lesson: "a call that has the same arguments each time is done once, before the loop",
		src: `
//gograd:grad
func F(x, k float64, n int) float64 {
	for range n {
		x = math.Sin(x) * math.Exp(k*k)
	}
	return x
}`,
		tapes:  2, // x and sin x
		points: [][]any{{0.9, 0.5, 3}, {0.9, 0.5, 0}},
	},
	{
		lesson: "of nested loops, before those that don't change it",
		src: `
//gograd:grad
func F(x, k float64, n int) float64 {
	s := 0.0
	for i := range n {
		x = math.Sin(x)
		for range n {
			s += x * s * math.Exp(k*float64(i))
		}
	}
	return s
}`,
		tapes:  4, // x, the exponential, s and s times x
		points: [][]any{{0.9, 0.5, 3}},
	},
	{
		lesson: "without w in wrt not even that",
		src: `
//gograd:grad wrt=x
func F(x float64, w []float64) float64 {
	y := x
	for i := range w {
		y = w[i]*y + 1
	}
	return y
}`,
		points: [][]any{{1.5, []float64{2, 3}}},
	},
	{
		lesson: "a few operations on what is there are done again",
		src: `
//gograd:grad
func F(x float64, n int) float64 {
	y := x
	for i := range n {
		c := float64(i*i+1) / 2
		y = c*y + 1
	}
	return y
}`,
		points: [][]any{{1.5, 3}},
	},
	{
		lesson: "memory that is overwritten is kept where it is loaded",
		src: `
//gograd:grad
func F(x []float64, n int) float64 {
	for range n {
		x[0] = x[0] * x[1]
	}
	return x[0]
}`,
		tapes:  2, // x[0], and what its shadow held, which is the caller's: x[1] stays
		points: [][]any{{[]float64{2, 3}, 3}, {[]float64{2, 3}, 0}},
	},
	{
		lesson: "two loops, one inside the other, keep on one tape",
		src: `
//gograd:grad
func F(x float64, n int) float64 {
	y := x
	for i := range n {
		for range i {
			y = math.Sin(y)
		}
	}
	return y
}`,
		tapes:  1,
		points: [][]any{{1.5, 4}},
	},
}

// A value of a branch that the reverse sweep reads becomes a result of the if,
// not a tape: the branch runs once.
func TestKeepHandsOutOfBranches(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x, y float64) float64 {
	z := x
	if y > 0 {
		a := math.Exp(x * y)
		z = a * a * y
	}
	return z * z
}`)
	if n := p.count(ir.Tape); n != 0 {
		t.Errorf("%d tapes:\n%s", n, p.gradient)
	}
	p.check(t, 0.5, 0.75)
	p.check(t, 0.5, -0.75)
}

// In a loop a branch keeps only what it needs when it is taken.
func TestKeepInTheBranchTaken(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	y := 1.0
	for i := range x {
		if x[i] > 0 {
			y = y * y * x[i]
		} else {
			y += x[i]
		}
	}
	return y
}`)
	p.check(t, []float64{2, -3, 0.5, -1})
	p.check(t, []float64{-2, -3})
	p.check(t, []float64{})
}

// A condition on what has been overwritten decides in the reverse sweep as it
// decided in the forward sweep.
func TestKeepConditions(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	for i := 1; i < len(x); i++ {
		if x[i] > x[i-1] {
			x[i] *= x[i-1]
		} else {
			x[i] -= x[i-1] * x[i-1]
		}
	}
	return x[len(x)-1]
}`)
	p.check(t, []float64{1, 2, 0.5, 3, 2.5})
}
