package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// A loop whose iterations share only a sum is differentiated in one loop: the
// sum's adjoint is known before the sum is.
func TestSumsAreFused(t *testing.T) {
	for _, test := range sums {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			if n := p.count(ir.Loop); n != test.loops {
				t.Errorf("%d loops, want %d:\n%s", n, test.loops, p.gradient)
			}
			p.check(t, []float64{1, 2, -3, 0.25})
			p.check(t, []float64{1})
		})
	}
}

var sums = []struct {
	lesson, src string
	loops       int
}{
	{
		lesson: "a sum of squares, scaled",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v * v
	}
	return s / float64(len(x))
}`,
		loops: 1,
	},
	{
		lesson: "two sums that are added up",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s, c := 0.0, 0.0
	for _, v := range x {
		s -= math.Sin(v)
		c += math.Cos(v)
	}
	return 2*s - c
}`,
		loops: 1,
	},
	{
		lesson: "a nest of loops",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for i := range x {
		for j := range i {
			s += x[i] * x[j]
		}
	}
	return s
}`,
		loops: 2,
	},
	{
		lesson: "a sum that only some iterations add to",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		if v > 0 {
			s += v * v
		}
	}
	return s
}`,
		loops: 1,
	},
	{
		lesson: "a product of sums: their adjoints are not known beforehand",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s, c := 0.0, 0.0
	for _, v := range x {
		s += math.Sin(v)
		c += math.Cos(v)
	}
	return s * c
}`,
		loops: 2,
	},
	{
		lesson: "a sum that is also multiplied is no sum",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 1.0
	for _, v := range x {
		s += s * v
	}
	return s
}`,
		loops: 2,
	},
}

// The sum may not be fused where an error can still be returned: then nothing may be added.
func TestSumsBeforeErrorsAreNotFused(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) (float64, error) {
	s := 0.0
	for _, v := range x {
		s += v * v
	}
	if s > 10 {
		return 0, errors.New("too long")
	}
	return s, nil
}`)
	if n := p.count(ir.Loop); n != 2 {
		t.Errorf("%d loops, want two:\n%s", n, p.gradient)
	}
	p.check(t, []float64{1, 2})
	p.check(t, []float64{3, 4})
}

// Independent iterations are done again, one by one, in the reverse sweep:
// nothing is kept, however long they are.
func TestIndependentIterations(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64) float64 {
	s := 1.0
	for _, v := range x {
		a := math.Sin(v)
		b := math.Exp(a * v)
		s += a * b * math.Cos(b)
	}
	return s * s
}`)
	if n := p.count(ir.Tape, ir.Push); n != 0 {
		t.Errorf("%d tapes and pushes:\n%s", n, p.gradient)
	}
	p.check(t, []float64{1, 2, -0.5})
}

// Iterations with variables of their own are independent, too.
func TestIndependentIterationsWithMemory(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x []float64, k int) float64 {
	s := 1.0
	for _, v := range x {
		var row [3]float64
		for j := range row {
			row[j] = v * float64(j+1)
		}
		s += row[k] * row[0]
	}
	return s * s
}`)
	p.check(t, []float64{1, 2, -0.5}, 2)
}

// What an iteration hands on to the next is reversed in the opposite order,
// whatever way the loop runs, whatever its step.
func TestBackwardLoops(t *testing.T) {
	for _, test := range backwardLoops {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			p.check(t, []float64{1.5, 0.5, -0.75, 2, 1.25}, 5)
			p.check(t, []float64{1.5, 0.5, -0.75, 2, 1.25}, 4)
			p.check(t, []float64{1.5, 0.5}, 1)
		})
	}
}

var backwardLoops = []struct{ lesson, src string }{
	{"up", `
//gograd:grad
func F(x []float64, n int) float64 {
	y := 1.0
	for i := 0; i < n; i++ {
		y = y*x[i] + x[0]
	}
	return y
}`},
	{"down", `
//gograd:grad
func F(x []float64, n int) float64 {
	y := 1.0
	for i := n - 1; i >= 0; i-- {
		y = y*x[i] + x[0]
	}
	return y
}`},
	{"by steps", `
//gograd:grad
func F(x []float64, n int) float64 {
	y := 1.0
	for i := 1; i < n; i += 3 {
		y = y*x[i] + x[0]
	}
	return y
}`},
	{"two values that change places", `
//gograd:grad
func F(x []float64, n int) float64 {
	a, b := x[0], x[1]
	for i := range n {
		a, b = b, a*b+x[i]
	}
	return a + 2*b
}`},
	{"a nest", `
//gograd:grad
func F(x []float64, n int) float64 {
	y := 1.0
	for i := range n {
		z := x[i]
		for j := range i {
			z = math.Sin(z * x[j])
		}
		y *= 1 + z
	}
	return y
}`},
	{"memory that every iteration overwrites", `
//gograd:grad
func F(x []float64, n int) float64 {
	for i := 1; i < n; i++ {
		x[i] = x[i] * x[i-1]
	}
	return x[n-1] + x[0]
}`},
	{"a value that the last iteration leaves", `
//gograd:grad
func F(x []float64, n int) float64 {
	last := 0.0
	for i := range n {
		last = x[i] * x[i]
	}
	return last * x[0]
}`},
}
