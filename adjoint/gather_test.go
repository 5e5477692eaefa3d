package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// What a loop adds to one place of a shadow it adds up first, unless something else in the
// loop touches the place.
func TestGather(t *testing.T) {
	for _, test := range gathers {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			if n := p.gathered(); n != test.sums {
				t.Errorf("%d sums, want %d:\n%s", n, test.sums, p.gradient)
			}
			for _, args := range test.points {
				p.check(t, args...)
			}
		})
	}
}

// gathered counts the sums that loops of the gradient carry for places of shadows.
func (p *program) gathered() (n int) {
	for op := range p.gradient.Body.All() {
		if op.Code != ir.Loop {
			continue
		}
		for _, v := range op.Carried() {
			if v.Name == "sum" {
				n++
			}
		}
	}
	return n
}

var gathers = []struct {
	lesson, src string
	sums        int
	points      [][]any
}{
	{
		lesson: "the loop adds to dx[i] alone, and dy[2] is not touched if it never runs",
		src: `
//gograd:grad
func F(x, y []float64) float64 {
	s := 1.0
	for _, v := range x {
		s += v * y[2]
	}
	return s
}`,
		sums:   1,
		points: [][]any{{[]float64{1, 2}, []float64{3, 4, 5}}, {[]float64{}, []float64{}}},
	},
	{
		lesson: "an outer loop that runs says nothing about an inner one",
		src: `
//gograd:grad
func F(x, y []float64, n int) float64 {
	s := 1.0
	for range n {
		for _, v := range x {
			s += v * y[2]
		}
	}
	return s
}`,
		sums:   1,
		points: [][]any{{[]float64{1, 2}, []float64{3, 4, 5}, 2}, {[]float64{}, []float64{}, 2}},
	},
	{
		lesson: "what is added to may be the same place as what is added up",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v * x[0]
	}
	return s
}`,
		sums:   1,
		points: [][]any{{[]float64{1, 2, 3}}, {[]float64{1}}},
	},
	{
		lesson: "what the loop overwrites stays where it is",
		src: `
//gograd:grad
func F(x []float64) float64 {
	for i, v := range x {
		x[i] = v * x[0]
	}
	return x[0] + x[len(x)-1]
}`,
		sums:   0,
		points: [][]any{{[]float64{1, 2, 3}}, {[]float64{2}}},
	},
	{
		lesson: "what only some iterations add to stays",
		src: `
//gograd:grad
func F(x, y []float64) float64 {
	s := 0.0
	for _, v := range x {
		if v > 0 {
			s += v * y[0]
		}
	}
	return s
}`,
		sums:   0,
		points: [][]any{{[]float64{1, -2, 3}, []float64{2}}, {[]float64{-1}, []float64{}}},
	},
	{
		lesson: "sums of the function itself keep their order",
		src: `
//gograd:grad
func F(x, y []float64) float64 {
	for _, v := range x {
		y[0] += v
	}
	return y[0] * y[0]
}`,
		sums:   0,
		points: [][]any{{[]float64{1, -2, 3}, []float64{2}}},
	},
}
