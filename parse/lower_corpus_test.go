package parse_test

import (
	"errors"
	"fmt"
	"math"
)

// Each function shows one form of Go. It is compiled with the tests, and read by them
// as text: what is lowered from the text must compute what the compiled function computes.

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

const gravity = 9.81

func declarations(x float64) float64 {
	var a, b = x, 2 * x
	var c float64
	var d, e float32 = 1.5, float32(x)
	const k = 3
	type_ := a - b
	_ = type_
	return a*b + c + float64(d*e) + k
}

func assignments(x, y float64, n int) (float64, int) {
	x += y
	x -= 1
	x *= y
	x /= 3
	n++
	n += 2
	n *= 3
	n -= 1
	n /= 2
	n %= 7
	n <<= 2
	n >>= 1
	n |= 8
	n &= 29
	n ^= 5
	n &^= 4
	n--
	return x, n
}

func tuples(x, y float64, s []float64) float64 {
	x, y = y, x+y
	i := 0
	i, s[i] = 1, x // the index is taken before i changes
	s[i], s[0] = s[0], s[i]
	_, z := divide(x, y)
	a, b := x, z
	a, c := b, a
	return a + 2*b + 3*c + s[0]
}

func divide(x, y float64) (q, r float64) {
	q = math.Floor(x / y)
	return q, x - q*y
}

func operators(x, y float64, n, m int) float64 {
	if m == 0 {
		m = 1
	}
	i := n + m - n*m/m%3 + n&m | n ^ m&^n
	j := ^i + -n + +m
	return (x+y)*(x-y)/(1+x*x) - -y + float64(i<<1>>2) + float64(j)
}

func narrow(a uint8, b int32) (uint8, int32, int8) {
	a += 200
	a *= 3
	b <<= 20
	return a, b * b, int8(a) - int8(b)
}

func floats(x float32, c celsius) (float32, celsius, float64) {
	y := x*x + 0.1
	c += celsius(y) * 1.5
	return y / 3, c - 2, c.fahrenheit()
}

func conversions(x float64, n int, f float32) (int, float32, uint8, celsius, float64) {
	return int(x), float32(n) + f, uint8(n), celsius(x) / 2, float64(float32(x))
}

func comparisons(x, y float64, n int, s string) int {
	k := 0
	if x < y == (n > 0) {
		k += 1
	}
	if x <= y || n != 2 && s == "a" {
		k += 2
	}
	if !(x > y) && (x == y || s < "m") {
		k += 4
	}
	b := x >= y
	if b != (n%2 == 0) {
		k += 8
	}
	return k
}

func shortCircuits(s []float64, i int) bool {
	return i >= 0 && i < len(s) && s[i] > 0 || len(s) > 2 && s[2] < 0
}

func branches(x float64, n int) float64 {
	if y := x * x; y > 1 {
		x = y
	} else if y > 0.5 {
		x = -y
	} else {
		n++
	}
	if n > 2 {
		return x * float64(n)
	}
	if n > 1 {
		if x > 0 {
			return x
		}
		x--
	} else {
		return -x
	}
	return 2 * x
}

func switches(x float64, n int, s string) float64 {
	switch y := n * 2; y {
	case 0, 2:
		x = 1
	case 4:
		if s == "a" {
			return x
		}
		x *= 2
	//lint:ignore ST1015 a default in the middle is tried last all the same
	default:
		x += 0.5
	case 6:
		x = -x
	}
	switch {
	case x > 2:
		return x
	case x > 0:
		x *= x
	}
	switch s {
	case "a", "b":
		x++
	}
	return x
}

func countedLoops(x float64, n int) float64 {
	s := 0.0
	for i := 0; i < n; i++ {
		s += x * float64(i)
	}
	for i := n; i >= 0; i-- {
		s = s*0.5 + float64(i)
	}
	for i := 1; i <= n; i += 2 {
		s -= float64(i)
	}
	for i := n; i > -3; i -= 3 {
		s += x / float64(i+10)
	}
	for i := 0; i+1 < n; i++ {
		s *= 1.5
	}
	for i := 0; n > i; i = i + 1 {
		s += 0.25
	}
	return s
}

func countersThatStay(n int) (int, int, int, int) {
	var i, j, k, l int
	for i = 0; i < n; i++ {
	}
	for j = n; j >= 0; j -= 2 {
	}
	for k = 1; k <= n; k += 4 {
	}
	for l = n; l > 1; l-- {
	}
	return i, j, k, l
}

func loopsDefineMore(s []float64) float64 {
	t := 0.0
	for i, n, w := 0, len(s), 0.5; i < n; i++ {
		t += s[i] * w
		w *= t
	}
	return t
}

func loopVariables(n int) float64 {
	var sum float64
	ps := make([]*int, 8)
	for i := 0; i < n; i++ {
		ps[i] = &[]int{i}[0]
	}
	for i := range n {
		sum += float64(*ps[i])
	}
	return sum
}

func ranges(s []float64, a [3]float64, p *[2]float64, n int) float64 {
	t := 0.0
	for i, v := range s {
		t += v * float64(i)
		s[len(s)-1] = 2 // seen by the last iteration: a slice is no copy
	}
	for i, v := range a {
		a[2] = 7 // not seen: the range is over a copy
		t += v * float64(i)
	}
	for i, v := range p {
		p[1] = 3 // seen
		t -= v * float64(i)
	}
	for i := range a {
		t += float64(i)
	}
	for range n {
		t /= 2
	}
	for i := range n {
		t += float64(i)
	}
	for range s {
		t++
	}
	var k int
	for k = range 3 {
	}
	var i8 int8
	for i8 = range 5 {
	}
	return t + float64(k) + float64(i8)
}

func namedResults(x float64) (y float64, err error) {
	y = x * 2
	if x < 0 {
		err = errors.New("negative")
		return
	}
	if x > 1 {
		return y * y, nil
	}
	y++
	return
}

func shadowing(x float64) float64 {
	y := x
	if x := x * 2; x > 1 {
		y := x
		x = y * y
		_ = x
	} else {
		y = x
	}
	{
		x := y
		y = x + 1
	}
	return x + y
}

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
