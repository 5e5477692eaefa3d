// Package sizes has a function for each way in which gradients keep values.
package sizes

import (
	"math"

	"github.com/gograd/gograd/runtime/tensor"
)

// Line keeps nothing: what its derivative reads is at hand.
//
//gograd:grad
func Line(x, y float64) float64 { return math.Sin(x)*y + x*y*y }

// Linear keeps nothing: the derivative of what is linear reads nothing.
//
//gograd:grad
func Linear(a float64, x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += 3*v - a
	}
	return s
}

// Recurrence keeps a value for each iteration.
//
//gograd:grad
func Recurrence(x []float64) float64 {
	p := 1.5
	for _, v := range x {
		p = p*p*v + 1
	}
	return p
}

// Single keeps values of half the size.
//
//gograd:grad
func Single(x []float32) float32 {
	p := float32(1.5)
	for _, v := range x[1:] {
		p = p*p*v + 1
	}
	return p
}

// Nested has a loop in a loop.
//
//gograd:grad
func Nested(x []float64, n int) float64 {
	p := 1.5
	for range n {
		for _, v := range x {
			p = math.Sin(p)*v + 1
		}
		p = p*p + 1
	}
	return p
}

// Passes begins anew with each n: what one pass keeps is given up when it ends.
//
//gograd:grad wrt=x
func Passes(x, y []float64) float64 {
	s := 0.0
	for _, w := range y {
		p := w
		for _, v := range x {
			p = p*p*v + 1
		}
		s += p
	}
	return s
}

// Triangle has an inner loop that is longer each time.
//
//gograd:grad
func Triangle(x []float64) float64 {
	p := 1.5
	for i := range x {
		for j := 0; j < i; j++ {
			p = p*p*x[j] + 1
		}
	}
	return p
}

// Above has an inner loop that is shorter each time.
//
//gograd:grad
func Above(x []float64, n int) float64 {
	p := 1.5
	for i := 0; i < n; i++ {
		for j := i + 1; j < n; j++ {
			p = p*p*x[j] + 1
		}
	}
	return p
}

// Below begins an inner loop behind the first element: there is none for i = 0.
//
//gograd:grad
func Below(x []float64) float64 {
	p := 1.5
	for i := range x {
		for j := 1; j < i; j++ {
			p = p*p*x[j] + 1
		}
	}
	return p
}

// Pyramid has a loop in a triangle.
//
//gograd:grad
func Pyramid(x []float64) float64 {
	p := 1.5
	for i := range x {
		for j := 0; j < i; j++ {
			for k := 0; k < j; k++ {
				p = p*p*x[k] + 1
			}
		}
	}
	return p
}

// Widening gives up what a pass has kept, and the last is the longest.
//
//gograd:grad
func Widening(x []float64) float64 {
	s := 0.0
	for i := range x {
		p := 1.5
		for j := 0; j < i; j++ {
			p = p*p*x[j] + 1
		}
		s += p
	}
	return s
}

// Steps takes each third element.
//
//gograd:grad
func Steps(x []float64) float64 {
	p := 1.5
	for i := 0; i < len(x); i += 3 {
		p = p*p*x[i] + 1
	}
	return p
}

// Backwards comes down to the second element.
//
//gograd:grad
func Backwards(x []float64) float64 {
	p := 1.5
	for i := len(x) - 1; i > 0; i-- {
		p = p*p*x[i] + 1
	}
	return p
}

// Rows are not all of one length.
//
//gograd:grad
func Rows(x [][]float64) float64 {
	p := 1.5
	for _, row := range x {
		for _, v := range row {
			p = p*p*v + 1
		}
	}
	return p
}

// Longest gives up what a row has kept.
//
//gograd:grad
func Longest(x [][]float64) float64 {
	s := 0.0
	for _, row := range x {
		p := 1.5
		for _, v := range row {
			p = p*p*v + 1
		}
		s += p
	}
	return s
}

// Matrix has its rows one behind the other.
//
//gograd:grad wrt=a,x
func Matrix(a []float64, x []float64, rows int) float64 {
	p := 1.5
	for i := 0; i < rows; i++ {
		s := 0.0
		for j := range x {
			s += a[i*len(x)+j] * x[j]
		}
		p = p*s + 1
	}
	return p
}

// While ends on data.
//
//gograd:grad
func While(x float64) float64 {
	for x > 1 {
		x = x*x/2 - 0.1
	}
	return x
}

// WhileWithin ends on data, for each element.
//
//gograd:grad
func WhileWithin(x []float64) float64 {
	p := 1.0
	for _, v := range x {
		p += v
		for p > 1 {
			p = p * p / 2.5
		}
	}
	return p
}

// WhileAround has a counted loop in one that ends on data.
//
//gograd:grad
func WhileAround(x []float64) float64 {
	p := 3.0
	for p > 1 {
		for _, v := range x {
			p = p * p * v
		}
	}
	return p
}

// Left may end before it has seen all.
//
//gograd:grad
func Left(x []float64) float64 {
	p := 1.5
	for _, v := range x {
		if v < 0 {
			break
		}
		p = p*p*v + 1
	}
	return p
}

// Branch keeps which way it went.
//
//gograd:grad
func Branch(x []float64) float64 {
	p := 1.5
	for _, v := range x {
		if p > 2 {
			p = math.Sin(p) * v
		} else {
			p = p * p * v
		}
	}
	return p
}

// Choice is a switch in a loop.
//
//gograd:grad wrt=x
func Choice(x []float64, kind []int) float64 {
	p := 1.5
	for i, v := range x {
		switch kind[i] {
		case 0:
			p = p * p * v
		case 1:
			p = math.Exp(-p) + v
		default:
			p += v
		}
	}
	return p
}

// Sometimes has a loop in a branch: there may be nothing to keep.
//
//gograd:grad wrt=x
func Sometimes(x []float64, yes bool) float64 {
	p := x[0]
	if yes {
		for _, v := range x {
			p = p*p*v + 1
		}
	}
	return p * p
}

// InPlace keeps old values, and what the caller's shadow held.
//
//gograd:grad wrt=x
func InPlace(x []float64, n int) float64 {
	for k := 0; k < n; k++ {
		for i := 1; i < len(x); i++ {
			x[i] = x[i] * x[i-1]
		}
	}
	return x[len(x)-1]
}

// A Point has two floats.
type Point struct{ X, Y float64 }

// Points makes memory of its own.
//
//gograd:grad
func Points(x []float64) float64 {
	ps := make([]Point, len(x)+2)
	for i, v := range x {
		ps[i].X = v * v
		ps[i].Y = ps[i].X * v
	}
	s := 0.0
	for i := range ps {
		s += ps[i].X * ps[i].Y
	}
	return s
}

// Carried carries a struct.
//
//gograd:grad
func Carried(x []float64) float64 {
	p := Point{1, 2}
	for _, v := range x {
		p = Point{p.X*p.Y + v, p.X}
	}
	return p.X
}

// Layers makes a slice in each iteration, of which all are in use in the end.
//
//gograd:grad
func Layers(x []float64, n int) float64 {
	h := x
	for range n {
		next := make([]float64, len(x))
		for i := range x {
			next[i] = h[i] * x[i]
		}
		h = next
	}
	return h[0]
}

// Generic is of one size or another.
//
//gograd:grad
func Generic[T float32 | float64](x []T) T {
	p := T(1.5)
	for _, v := range x {
		p = p*p*v + 1
	}
	return p
}

// A Model has what it is asked for behind fields.
type Model struct {
	Rows  [][]float64
	Count int
}

// Fields has sizes behind fields.
//
//gograd:grad wrt=m
func (m *Model) Fields() float64 {
	p := 1.5
	for range m.Count {
		for _, v := range m.Rows[0] {
			p = p*p*v + 1
		}
	}
	return p
}

// Counted has a number that is computed on the way.
//
//gograd:grad wrt=x
func Counted(x []float64, half float64) float64 {
	p := 1.5
	n := int(math.Ceil(half * 2))
	for i := 0; i < n; i++ {
		p = p*p*x[0] + 1
	}
	return p
}

// Twice calls what keeps something two times.
//
//gograd:grad
func Twice(x, y []float64) float64 { return Recurrence(x) * Recurrence(y) }

// Layer computes results in memory that is kept for the next call.
//
//gograd:grad wrt=w
func Layer(w tensor.Matrix[float64], x []float64) float64 {
	return tensor.SquaredNorm(tensor.ReLU(tensor.MatVec(w, x)))
}

// Powers calls itself.
//
//gograd:grad
func Powers(x float64, n int) float64 {
	if n == 0 {
		return 1
	}
	return x * Powers(math.Sin(x), n-1)
}
