package emit_test

import (
	"fmt"
	"math"
	"strings"
)

type Point struct {
	X float64
	A [3]float64
	N int
}

var trace strings.Builder

func Touch(s []float64, x float64) float64 {
	fmt.Fprintf(&trace, " touch%d,%s", len(s), number(x))
	for i := range s {
		s[i] += x
	}
	return float64(len(s))
}

func Note(x float64) { fmt.Fprintf(&trace, " note%s", number(x)) }

func Move(p *Point) (float64, int) {
	p.N++
	p.X, p.A[0] = p.A[0], p.X
	fmt.Fprintf(&trace, " move%d", p.N)
	return p.X, p.N
}

func number(x float64) string {
	if x != x {
		return "NaN"
	}
	return fmt.Sprintf("%x", math.Float64bits(x))
}

func show(v any) string {
	switch v := v.(type) {
	case float64:
		return number(v)
	case []float64:
		out := "["
		for _, x := range v {
			out += number(x) + " "
		}
		return out + "]"
	case Point:
		return fmt.Sprint(show(v.X), show(v.A[:]), v.N)
	case *Point:
		return show(*v)
	}
	return fmt.Sprint(v)
}

type program = func(x, y float64, n int, u, v []float64, p, q *Point, d []float64) []any

// run calls f on the k-th input and says all that can be seen of it.
func run(f program, k int) (seen string) {
	u := []float64{1.5, -2, 0.25, 3, 5}[:5-k%3]
	v := []float64{0.5, 7, -1, 2}
	if k%2 == 1 {
		v = u[1:]
	}
	p, q := &Point{2, [3]float64{1, 2, 3}, 1}, &Point{-1, [3]float64{4, 5, 6}, 3}
	if k%4 == 3 {
		q = p
	}
	d := []float64{10, 20, 30, 40}
	trace.Reset()
	defer func() {
		seen = fmt.Sprint(seen, " memory ", show(u), show(v), show(p), show(q), show(d), " trace", trace.String())
	}()
	defer func() {
		if r := recover(); r != nil {
			seen = fmt.Sprint("panic ", r)
		}
	}()
	for _, r := range f(0.5+float64(k), -1.25, k-1, u, v, p, q, d) {
		seen += show(r) + ";"
	}
	return seen
}
