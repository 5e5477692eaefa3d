package parse_test

import (
	"errors"
	"fmt"
	"math"
)

// The second part of the corpus: memory, types with methods, calls.

type celsius float64

type Vec struct{ X, Y float64 }

func (v Vec) dot(w Vec) float64       { return v.X*w.X + v.Y*w.Y }
func (v *Vec) scale(s float64) *Vec   { v.X *= s; v.Y *= s; return v }
func (c celsius) fahrenheit() float64 { return float64(c)*9/5 + 32 }

type triangle [3]float64

func (t *triangle) longest() (i int) {
	for j := range t {
		if t[j] > t[i] {
			i = j
		}
	}
	return
}

type body struct {
	Vec
	*Anchor
	Mass  float64
	Trail []Vec
}

type Anchor struct{ Depth float64 }

func (a *Anchor) sink(d float64) { a.Depth += d }

func arrays(x float64, i int) float64 {
	i &= 3
	a := [4]float64{x, 1, 2: x * x}
	b := a
	b[i] += 5
	var grid [2][4]float64
	grid[i/2] = b
	grid[1-i/2][i] = a[3-i]
	q := [...]float64{3: x}
	same := 0.0
	if a == b {
		same = 1
	}
	return grid[0][1] + 2*grid[1][2] + a[i] + q[3] + same + float64(len(q))
}

func windows(s []float64, n int) float64 {
	t := s[1:]
	u := s[:2:3]
	t[0] *= 2
	u[1] += t[0]
	a := [4]float64{1, 2, 3, 4}
	v := a[n&1 : 3]
	v[0] = 10
	w := make([]float64, 2, 5)
	w = w[:4]
	w[3] = s[0]
	grid := [][]float64{{1}, {2, 3}, 4: nil}
	return s[1] + u[1] + a[0]*a[1] + w[3] + float64(len(u)+cap(u)+len(w)+cap(w)+len(grid)) + grid[1][1]
}

func structs(v Vec, p *Vec) float64 {
	w := v
	w.X++
	*p = Vec{Y: w.X, X: v.Y}
	q := &Vec{1, 2}
	q.Y += p.X
	r := []Vec{v, {3, 4}}
	r[1].X = q.Y
	ptrs := []*Vec{q, {5, 6}}
	ptrs[1].scale(2)
	equal := 0.0
	if v == *p {
		equal = 1
	}
	anon := struct{ A, B float64 }{v.X, 2}
	return w.dot(*p) + r[1].X + ptrs[1].Y + equal + anon.A*anon.B
}

func pointers(x float64, p *float64) float64 {
	y := x
	q := &y
	*q += *p
	*p = y * 2
	r := &q
	**r += 1
	a := [2]float64{1, 2}
	e := &a[1]
	*e *= y
	n := new(float64)
	*n = *e
	z := new(3.5)
	if q != p && n != nil {
		*n += *z
	}
	return y + a[1] + *n
}

func embedded(b body) float64 {
	b.X *= 2
	b.Anchor.Depth += b.Y
	b.sink(0.5)
	b.scale(b.Mass)
	b.Trail[0].X = b.dot(Vec{1, 2})
	b.Vec.Y--
	return b.X + b.Y + b.Depth + b.Trail[0].X
}

func methods(v Vec, c celsius, t triangle) float64 {
	f := v.scale(2).scale(0.5).dot(v)
	f += (&v).dot(v)
	f += Vec.dot(v, Vec{1, 1})
	(*Vec).scale(&v, 3)
	return f + v.X + c.fahrenheit() + float64(t.longest())
}

func variadic(xs ...float64) float64 {
	t := float64(len(xs))
	for i, x := range xs {
		xs[i] = -x
		t += x
	}
	return t
}

func variadicCalls(x float64, s []float64) float64 {
	return variadic() + variadic(x, 2*x) + variadic(s...) + s[0]
}

func number[T ~float32 | ~float64](x, y T) T { return x*y + T(len("abc")) }

func generics(x float64, f float32, c celsius) (float64, float32, celsius) {
	return number(x, 2), number[float32](f, 0.1), number(c, c)
}

func several(x float64) (float64, float64, error) {
	if x < -1 {
		return 0, 0, fmt.Errorf("%v is too small", x)
	}
	return x, x * x, nil
}

func sumOf(x, y float64, err error) float64 {
	if err != nil {
		return -1
	}
	return x + y
}

func calls(x float64) float64 {
	a, b, err := several(x)
	if err != nil {
		return 7
	}
	return sumOf(several(a*b)) + math.Hypot(a, b) + max(a, b, 1) - min(a, b)
}

func panics(x float64, n int) float64 {
	if x < 0 {
		panic("negative")
	}
	if n == 3 {
		panic(fmt.Sprintf("n is %d", n))
	}
	switch {
	case n > 4:
		panic(errors.New("large"))
	}
	return x
}

func runtimePanics(s []float64, n int, p *Vec) float64 {
	if n == 5 {
		p = nil
	}
	return s[n+2] + float64(7/n) + p.X
}

func constants(x float64, f float32) (float64, float32, int) {
	const third = 1.0 / 3
	const big = 1 << 62 >> 60
	y := x*third + big/8 + math.Pi*gravity
	g := f*third + 16777217
	return y, g, 'a' + big | 0x10
}

func texts(s string, n int) int {
	t := s + "xyz"
	if t > "b" {
		n += int(t[n&1])
	}
	return n + len(t) + len(t[1:2])
}

func evaluationOrder(s []float64) float64 {
	i := 0
	next := &i
	s[advance(next)], s[advance(next)] = float64(advance(next)), float64(i)
	s[advance(next)-2] += float64(advance(next))
	return s[0] + 10*s[1] + 100*s[2]
}

func advance(i *int) int {
	*i = *i + 1
	return *i - 1
}

type plane [2]float64

type point struct {
	X, Y float64
}

type large [40]float64

func converted(v Vec, a [2]float64, b large, i int) (float64, plane) {
	p := plane(a)
	var q plane = a
	q[i&1]++
	w := point(v)
	w.X += p[0]
	c := [40]float64(b)
	c[2] *= 2
	a = q
	return w.X + w.Y + c[2] + b[2] + a[1], q
}

func interfaces(x float64, n int) int {
	var v any = x
	k := 0
	if v == 0.5 || v == any(n) {
		k++
	}
	if any(n) != v {
		k += 2
	}
	var err error
	if err == nil {
		k += 4
	}
	return k
}

func everyWayReturns(x float64, n int) (y float64) {
	switch {
	case n > 3:
		{
			return x
		}
	case n > 1:
		if x > 0 {
			return 2 * x
		} else if x < -1 {
			panic("small")
		} else {
			y = x
			return
		}
	default:
		return 3 * x
	}
}

func double(s []float64) float64 {
	s[0] *= 2
	return s[0]
}

func set(x *float64) float64 {
	*x += 3
	return *x
}

// In Go's compiler the calls of a statement come before the variables and elements
// that it reads.
func callsComeFirst(s []float64, x float64) (float64, float64) {
	y := s[0] * double(s)
	x += set(&x) * x
	a, b := x, set(&x)
	s[0] += double(s)
	s[1] *= double(s[1:])
	return y + a, b
}

// Behind && and ||, and in branches, a call is made only where Go comes by.
func callsInConditions(s []float64, n int) (float64, int) {
	k := 0
	if s[0] > 0 && double(s) > s[1] || set(&s[1]) > double(s) {
		k++
	}
	for i := range min(n, 2) {
		s[i] += s[0]*double(s[i:]) + set(&s[0])
	}
	t := []float64{s[0], double(s), s[0]}
	v := Vec{s[0], double(s)}
	s[int(double(t))&1] = s[0] + set(&s[1])*s[1]
	return v.X + v.Y + t[1], k
}

func resultsInOrder(s []float64) (a, b, c float64) {
	first := s[0]
	return s[0], double(s), s[0] + first
}
