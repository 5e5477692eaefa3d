package parse_test

import (
	"errors"
	"math"
)

// Each function shows one form of Go. It is compiled with the tests, and read by them
// as text: what is lowered from the text must compute what the compiled function computes.

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
