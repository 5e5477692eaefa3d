package adjoint

import "testing"

// Programs as people write them: several constructs at once.
func TestPrograms(t *testing.T) {
	for _, test := range programs {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			for _, args := range test.points {
				p.check(t, args...)
			}
		})
	}
}

var samples = []float64{1.5, -0.5, 2, 0.75}

var programs = []struct {
	lesson, src string
	points      [][]any
}{
	{
		lesson: "variadic functions",
		src: `
func sum(w float64, xs ...float64) float64 {
	s := 0.0
	for i, x := range xs {
		s += x * x
		xs[i] = w
	}
	return s
}

//gograd:grad
func F(w float64, xs ...float64) float64 { return sum(w, xs...)*sum(2, w, w*w) + xs[0] }`,
		points: [][]any{{2.0, samples}},
	},
	{
		lesson: "methods by value and by pointer",
		src: `
type M struct {
	W [2][2]float64
	B []float64
	N int
}

func (m *M) at(i int) float64 { return m.W[i/2][i%2] * m.B[i] }
func (m M) all() float64 {
	s := 0.0
	for i := range 4 {
		s += m.at(i) * float64(m.N)
		m.W[0][0] *= 2
	}
	return s
}

//gograd:grad wrt=m
func (m *M) F(x float64) float64 { m.W[1][1] += x; return m.all() * m.all() }`,
		points: [][]any{{&struct {
			W [2][2]float64
			B []float64
			N int
		}{[2][2]float64{{1, 2}, {3, 4}}, samples, 3}, 0.5}},
	},
	{
		lesson: "a struct with arrays, by value",
		src: `
type P struct {
	A, B float64
	C    [3]float64
	S    string
}

//gograd:grad
func F(p P, i int) float64 { p.C[i] *= p.A; q := p; q.C[0] += p.C[i]; return q.C[0] * p.C[i] * q.B }`,
		points: [][]any{{struct {
			A, B float64
			C    [3]float64
			S    string
		}{1.5, 2, [3]float64{1, 2, 3}, "a"}, 2}},
	},
	{
		lesson: "arrays by value",
		src: `
//gograd:grad
func F(a [3]float64, b [3]float64) float64 {
	for i := range a {
		a[i], b[2-i] = b[i]*a[i], a[2-i]
	}
	return a[0]*b[1] + a[2]*b[0]*b[2]
}`,
		points: [][]any{{[3]float64{1.5, 2, 3}, [3]float64{0.5, 0.25, 2}}},
	},
	{
		lesson: "particles",
		src: `
type P struct{ X, V float64 }

//gograd:grad
func F(ps []P, dt float64) float64 {
	for range 3 {
		for i := range ps {
			p := &ps[i]
			p.V -= dt * p.X
			p.X += dt * p.V
		}
		ps[0], ps[1] = ps[1], ps[0]
	}
	e := 0.0
	for _, p := range ps {
		e += p.X*p.X + p.V*p.V*p.X
	}
	return e
}`,
		points: [][]any{{[]struct{ X, V float64 }{{1, 2}, {0.5, 0.25}, {2, 1}}, 0.1}},
	},
	{
		lesson: "errors passed on",
		src: `
type P struct{ X, V float64 }

func (p *P) step(dt float64) (float64, error) {
	if p.X > 10 {
		return 0, fmt.Errorf("x %v", p.X)
	}
	p.X *= 1 + dt
	return p.X * p.V, nil
}

//gograd:grad
func F(p *P, dt float64) (float64, error) {
	a, err := p.step(dt)
	if err != nil {
		return 0, err
	}
	b, err := p.step(2 * dt)
	if err != nil {
		return a, err
	}
	return a * b, nil
}`,
		points: [][]any{{&struct{ X, V float64 }{9, 2}, 0.2}, {&struct{ X, V float64 }{2, 2}, 0.2}},
	},
	{
		lesson: "rows that become each other",
		src: `
//gograd:grad
func F(x [][]float64) float64 {
	for i := 1; i < len(x); i++ {
		for j := range x[i] {
			x[i][j] += x[i-1][j] * x[i][0]
		}
	}
	x[0] = x[1]
	return x[0][1] * x[2][1] * x[1][0]
}`,
		points: [][]any{{[][]float64{{1, 2}, {3, 4}, {0.5, 0.25}}}},
	},
	{
		lesson: "windows into a local array",
		src: `
//gograd:grad
func F(x []float64) float64 {
	var buf [8]float64
	for i, v := range x {
		buf[i] = v * v
		w := buf[max(0, i-2) : i+1]
		for k := range w {
			w[k] += buf[0] * v
		}
	}
	s := 0.0
	for _, b := range buf {
		s += b * b
	}
	return s
}`,
		points: [][]any{{samples}},
	},
	{
		lesson: "pointers to variables of an iteration",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s := 1.0
	for _, v := range x {
		p := &v
		*p *= s
		q := &s
		*q += *p * v
	}
	return s * s
}`,
		points: [][]any{{samples}},
	},
	{
		lesson: "one struct of two",
		src: `
type L struct{ W, B []float64 }

//gograd:grad
func F(a, b L, n int) float64 {
	l := a
	if n > 2 {
		l = b
	}
	for i := range l.W {
		l.W[i] *= l.B[i]
		a.B[i] += b.B[i] * l.W[i]
	}
	return a.W[0]*b.W[1]*a.B[1] + l.B[0]
}`,
		points: [][]any{{struct{ W, B []float64 }{[]float64{1, 2}, []float64{3, 4}}, struct{ W, B []float64 }{[]float64{1.5, 2.5}, []float64{0.3, 0.4}}, 3}},
	},
	{
		lesson: "a maximum and where it is",
		src: `
//gograd:grad
func F(x []float64, k int) float64 {
	m := x[0]
	at := 0
	for i, v := range x {
		if v > m {
			m, at = v, i
		}
		if i > 100 {
			panic("no")
		}
	}
	x[at] = m * m
	return x[at] * x[k] * m
}`,
		points: [][]any{{samples, 2}},
	},
	{
		lesson: "a triangular system",
		src: `
//gograd:grad
func F(a [][]float64, b []float64) float64 {
	n := len(b)
	for i := 0; i < n; i++ {
		s := b[i]
		for j := 0; j < i; j++ {
			s -= a[i][j] * b[j]
		}
		b[i] = s / a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			b[i] -= a[j][i] * b[j]
		}
		b[i] /= a[i][i]
	}
	return b[0]*b[0] + b[n-1]
}`,
		points: [][]any{{[][]float64{{2, 0, 0}, {1, 3, 0}, {0.5, 0.25, 1.5}}, []float64{1, 2, 3}}},
	},
	{
		lesson: "a switch in a loop",
		src: `
//gograd:grad
func F(x []float64) float64 {
	s, t := 0.0, 1.0
	for i, v := range x {
		switch i % 3 {
		case 0:
			s += v * t
		case 1:
			t *= v
		default:
			s, t = t, s
		}
	}
	return s * t
}`,
		points: [][]any{{samples}},
	},
	{
		lesson: "structs that change places",
		src: `
type P struct {
	X float64
	C [2]float64
}

//gograd:grad
func F(ps []P, i, j int) float64 {
	t := ps[i]
	ps[i] = ps[j]
	ps[j] = t
	ps[i].C = ps[j].C
	ps[j].C[0] = ps[i].X
	return ps[i].C[0] * ps[j].C[0] * ps[j].C[1] * ps[1].X
}`,
		points: [][]any{{[]struct {
			X float64
			C [2]float64
		}{{1, [2]float64{2, 3}}, {4, [2]float64{5, 6}}}, 0, 1}, {[]struct {
			X float64
			C [2]float64
		}{{1, [2]float64{2, 3}}, {4, [2]float64{5, 6}}}, 1, 1}},
	},
}
