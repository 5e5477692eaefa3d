package parse_test

import "math"

// Functions as values: literals, methods and named functions that are known where they are called.

func capturesByReference(x float64) (float64, float64) {
	sum := 0.0
	add := func(v float64) { sum += v }
	add(x)
	x *= 2 // the closure sees it, if it uses x
	scale := func(v float64) float64 { x++; return v * x }
	add(scale(3))
	add(scale(4))
	return sum, x
}

func calledWhereItStands(x float64, n int) float64 {
	y := func() float64 {
		if n > 0 {
			return x * 2
		}
		return -x
	}()
	func() { y += x }()
	func(by float64) { y *= by }(1.5)
	return y + func(a, b float64) float64 { return a - b }(x, y)
}

func severalResults(x, y float64) (float64, float64, string) {
	divmod := func(a, b float64) (q, r float64) {
		q = math.Floor(a / b)
		r = a - q*b
		return
	}
	named := func(a float64) (s string, v float64) {
		v = a
		if a < 0 {
			s = "negative"
			return
		}
		v *= 2
		return "positive", v + 1
	}
	q, r := divmod(x, y)
	s, v := named(r)
	return q, v, s
}

func closuresShadow(x float64) float64 {
	f := func(x float64) float64 {
		x *= 2
		{
			x := x + 1
			x *= x
			_ = x
		}
		return x
	}
	y := f(x)
	{
		x := 10.0
		g := func() float64 { return x }
		x = 20
		y += g()
	}
	f2 := func() float64 { x := x; x++; return x }
	return y + f2()*f2() + x
}

func closuresInLoops(s []float64) float64 {
	total := 0.0
	for i, v := range s {
		weight := float64(i)
		f := func(u float64) float64 { weight++; return u * weight }
		total += f(v) + f(1)
	}
	for i := 0; i < len(s); i++ {
		at := func() float64 { return s[i] }
		s[i] = at() + 1
		total -= at()
	}
	for i := 0; i < len(s); i++ {
		skip := func() { i++ }
		if s[i] > 1 {
			skip()
		}
		total += float64(i)
	}
	return total
}

func leavesTheClosureOnly(s []float64, limit float64) float64 {
	total := 0.0
	find := func(least float64) int {
		for i, v := range s {
			if v < least {
				continue
			}
			if v > least+1 {
				return i
			}
			for j := range i {
				if s[j] == v {
					return j
				}
			}
		}
		return -1
	}
	for k := range 3 {
		at := find(limit - float64(k))
		if at < 0 {
			continue
		}
		total += s[at] * float64(k+1)
		if total > 5 {
			return total
		}
	}
	return -total
}

func breaksInClosures(s []float64, n int) (float64, int) {
	steps := 0
	run := func(from int) (sum float64) {
	outer:
		for i := from; ; i++ {
			switch {
			case i >= len(s):
				break outer
			case s[i] < 0:
				continue outer
			}
			for j := range n {
				steps++
				if j > i {
					break
				}
				sum += s[i]
			}
		}
		return sum
	}
	a := 0.0
	for i := range s {
		a += run(i)
		if a > 8 {
			break
		}
	}
	return a, steps
}

func nestedClosures(x float64) float64 {
	n := 0.0
	outer := func(a float64) float64 {
		k := a + x
		inner := func(b float64) float64 {
			n++
			k += b
			return k * n
		}
		return inner(1) + inner(inner(2))
	}
	return outer(x) - outer(outer(1)) + n
}

func closuresWrite(s []float64, p *point, n int) (point, [3]float64, float64) {
	var a [3]float64
	q := point{1, 2}
	set := func(i int, v float64) {
		a[i%3] = v
		if i < len(s) {
			s[i] += v
		}
		q.X += v
		if p != nil {
			p.Y -= v
		}
	}
	for i := range 4 {
		set(i, float64(i)+0.5)
	}
	swap := func() { q.X, q.Y = q.Y, q.X }
	swap()
	keep := q
	swap()
	return keep, a, q.X
}

func rangesAndClosures(a [3]float64, n int) (float64, [3]float64) {
	change := func(i int) { a[(i+1)%3] += 10 }
	sum := 0.0
	for i, v := range a { // over a copy
		change(i)
		sum = sum*2 + v
	}
	i := 0
	twice := func() { i++ }
	for ; i < 9; i++ {
		twice()
		sum += float64(i)
	}
	m := 6
	less := func() int { m--; return m }
	for j := 0; j < less(); j++ {
		sum += float64(j) / 8
	}
	for j := 0; j < m; j++ {
		less()
		sum++
	}
	return sum + float64(i), a
}

func boundLater(x float64, n int) float64 {
	var f, g func(float64) float64
	y := x
	f = func(v float64) float64 { y++; return v + y }
	if n > 2 {
		return f(x)
	}
	g = func(v float64) float64 { return f(f(v)) * 2 }
	var h = func(v float64) float64 { return g(v) - 1 }
	return h(y)
}

type unary func(float64) float64

func (f unary) at(x float64) float64 { return f(x) }

func namedFunctions(x float64) float64 {
	f := math.Sqrt
	g := half
	h := unary(half)
	var k unary = func(v float64) float64 { return v * v }
	q, r := divide, half
	a, b := q(x, 3)
	_ = f
	return f(x*x) + g(x) + h(x)*k(x) + a*r(b) + k.at(x)
}

func half(x float64) float64 { return x / 2 }

type quadratic struct {
	A, B, C float64
	Calls   int
}

func (q quadratic) eval(x float64) float64 { return (q.A*x+q.B)*x + q.C }

func (q *quadratic) count(x float64) float64 { q.Calls++; q.C += 1; return q.eval(x) }

type offset struct {
	quadratic
	by float64
}

func methodValues(x float64, q quadratic, p *quadratic) (float64, quadratic) {
	if p == nil {
		p = &quadratic{A: 1}
	}
	f, g := q.eval, p.eval // copies
	h := q.count           // no copy
	q.A, p.B = 7, 9
	y := f(x) + g(x) + h(x) + h(x)
	o := offset{q, x}
	i := o.eval
	o.A = 100
	j := o.count
	return y + i(1) + j(2) + j(x) + o.C, q
}

func methodExpressions(x float64, q quadratic) (float64, int) {
	f := quadratic.eval
	g := (*quadratic).count
	h := (*quadratic).eval
	y := f(q, x) + g(&q, x) + h(&q, 1) + quadratic.eval(q, 2) + (*quadratic).eval(&q, 3)
	o := offset{q, x}
	e := offset.eval
	c := (*offset).count
	return y + e(o, x) + c(&o, x) + offset.eval(o, 1) + (*offset).count(&o, 2), q.Calls + o.Calls
}

func integrate(f func(float64) float64, a, b float64, n int) float64 {
	h := (b - a) / float64(n)
	sum := (f(a) + f(b)) / 2
	for i := 1; i < n; i++ {
		sum += f(a + float64(i)*h)
	}
	return sum * h
}

func higherOrder(x float64, q quadratic) float64 {
	calls := 0.0
	y := integrate(func(t float64) float64 { calls++; return t * x }, 0, 2, 4)
	y += integrate(math.Abs, -1, x, 3) + integrate(half, 0, 1, 2) + integrate(q.eval, 0, x, 2)
	k := func(t float64) float64 { return t + calls }
	y -= integrate(k, 0, 1, 2)
	return y + integrate(unary(k), 1, 2, 1)
}

func doubleIntegral(x float64) float64 {
	return integrate(func(s float64) float64 {
		return integrate(func(t float64) float64 { return s*t + x }, 0, s, 3)
	}, 0, 1, 2)
}

func repeat(n int, f func(i int) bool) (done int) {
	for i := range n {
		if !f(i) {
			return i
		}
	}
	return n
}

func earlyEnds(s []float64, limit float64) (float64, int, int) {
	sum := 0.0
	a := repeat(len(s), func(i int) bool {
		sum += s[i]
		return sum < limit
	})
	b := repeat(3, func(i int) bool {
		for j := range s {
			if s[j] > float64(i) {
				s[j] -= 1
				return true
			}
		}
		return false
	})
	return sum, a, b
}

func passedOn(x float64) float64 {
	return atPoints(func(v float64) float64 { return v*v - x }, x)
}

func atPoints(f func(float64) float64, x float64) float64 {
	g := f
	return integrate(g, 0, x, 2) + apply(f, apply(g, 1))
}

func apply(f func(float64) float64, x float64) float64 {
	y := f(x) + f(2*x)
	return y
}

func appliesInside(x float64) float64 {
	return apply(func(y float64) float64 { return apply(half, y) + y }, x)
}

func bisect(f func(float64) float64, lo, hi float64) (float64, bool) {
	if f(lo) > 0 || f(hi) < 0 {
		return lo, false
	}
	for hi-lo > 0.01 {
		mid := (lo + hi) / 2
		if v := f(mid); v == 0 {
			return mid, true
		} else if v < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo, true
}

func roots(x, y float64) (float64, bool) {
	r, ok := bisect(func(t float64) float64 { return t*t*t - x }, y-3, y+3)
	if !ok {
		return -1, ok
	}
	s, ok := bisect(func(t float64) float64 { return t - r }, -4, 4)
	return s * r, ok
}

func scaler(k float64) func(float64) float64 {
	k *= 2
	return func(x float64) float64 { k++; return k * x }
}

func compose(f, g func(float64) float64) func(float64) float64 {
	return func(x float64) float64 { return f(g(x)) }
}

func returnedFunctions(x float64, n int) float64 {
	f, g := scaler(2), scaler(x)
	y := f(x) + f(x) + g(1) + scaler(x)(y0(n))
	h := compose(compose(f, half), g)
	adder := func(by float64) func() float64 {
		sum := 0.0
		return func() float64 { sum += by; return sum }
	}
	a, b := adder(1), adder(x)
	y += a() + a() + b() + a() + b()
	return y + h(x) + compose(half, math.Abs)(x)
}

func y0(n int) float64 { return float64(n) }

func maybe(f func(float64) float64, x float64) float64 {
	if f == nil {
		return x
	}
	if nil != f && x > 0 {
		return f(x)
	}
	return f(-x)
}

func traced(trace func(float64) float64, x float64) float64 {
	for i := range 3 {
		x *= 1.5
		if trace != nil && i > 1 {
			x = trace(x)
		}
	}
	return x
}

func comparedWithNil(x float64) float64 {
	return maybe(half, x) + maybe(func(v float64) float64 { return v * x }, x) + maybe(nil, x) + traced(nil, x)
}

func variadicClosures(s []float64, x float64) float64 {
	sum := func(first float64, rest ...float64) float64 {
		for _, v := range rest {
			first = first/2 + v
		}
		if len(rest) > 0 {
			rest[0] = -1
		}
		return first
	}
	y := sum(x) + sum(x, 1, 2)
	y += sum(1, s...)
	pair := func() (float64, float64) { return x, y }
	swap := func(a, b float64) float64 { return a - 2*b }
	return y + swap(pair()) + sum(pair())
}

func orderOfCalls(x float64) float64 {
	n := x
	next := func() float64 { n = n*2 + 1; return n }
	sub := func(a, b float64) float64 { return a - b }
	s := []float64{0, 1, 2}
	i := 0
	at := func() int { i++; return i - 1 }
	s[at()] = s[at()] + next()
	y := n + next()*sub(next(), n) - next()
	if next() > 3 && next() < 40 || next() == 7 {
		y += n
	}
	a, b := next(), n
	return y + a*b + s[0]*100 + s[1]
}

func closuresAtExits(s []float64, limit float64) (float64, string) {
	for i, v := range s {
		scale := float64(i + 1)
		f := func(x float64) float64 { scale += 1; return x * scale * v }
		for _, w := range s {
			if f(w) > limit {
				return f(w), "inner"
			}
		}
		if scale > 4 {
			return f(1), "scale"
		}
		if v > 1.5 {
			return func() float64 { scale *= 2; return scale + v }(), "literal"
		}
	}
	return 0, ""
}

func ownLoopVariables(s []float64) float64 {
	sum := 0.0
	for i, n := 0, len(s); i < n; i++ {
		p := &i
		add := func() { sum += float64(*p) * s[i] }
		add()
		if s[i] < 0 {
			*p++
		}
	}
	for i := 0; i < 6; i++ {
		jump := func(k int) { i += k }
		jump(1)
		sum += float64(i)
	}
	return sum
}

func panicsInClosures(x float64, n int) float64 {
	check := func(k int) int {
		if k > 2 {
			panic("too much")
		}
		return k
	}
	fail := func() float64 { panic("always") }
	y := x * float64(check(n))
	if y < 0 {
		return 1 + fail()
	}
	return y
}

type grid struct{ w, h int }

func (g grid) each(f func(x, y int)) {
	for y := range g.h {
		for x := range g.w {
			f(x, y)
		}
	}
}

func methodsTakeFunctions(n int, s []float64) float64 {
	sum := 0.0
	g := grid{n%3 + 1, 2}
	g.each(func(x, y int) {
		if x > 1 {
			return
		}
		sum += float64(x*10 + y)
	})
	each := g.each
	each(func(x, _ int) { sum *= 1.5 })
	grid.each(g, func(_, y int) { sum -= float64(y) })
	return sum
}

func foldl[T, A any](xs []T, start A, f func(A, T) A) A {
	for _, x := range xs {
		start = f(start, x)
	}
	return start
}

func mapped[T ~float32 | ~float64](xs []T, f func(T) T) []T {
	ys := make([]T, len(xs))
	for i, x := range xs {
		ys[i] = f(x) + T(i)
	}
	return ys
}

func genericHigherOrder(s []float64, x float64) (float64, int, []float64) {
	norm := foldl(s, 0.0, func(a, v float64) float64 { return a + v*v })
	count := foldl(s, 0, func(n int, v float64) int {
		if v > x {
			return n + 1
		}
		return n
	})
	f := mapped[float64]
	return norm, count, f(mapped(s, func(v float64) float64 { return v * x }), half)
}

func aliasedCaptures(x float64) float64 {
	y := x
	p := &y
	f := func() float64 { *p += 1; return y }
	a := f()
	y *= 2
	return a + f()*y
}

func blankAndUnnamed(x float64) float64 {
	f := func(float64, ...int) float64 { return x }
	g := func(_ float64) (_ float64, _ bool) { return x, true }
	y, _ := g(1)
	_, ok := g(f(1, 2, 3))
	if ok {
		y++
	}
	return y + f(0)
}
