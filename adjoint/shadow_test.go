package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// A parameter that is not in wrt, but that derivatives pass through, gets a
// zero shadow of its own that nobody sees.
func TestShadowOfScratch(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x
func F(x, buf []float64) float64 {
	for i, v := range x {
		buf[i] = v * v
	}
	s := 0.0
	for i := range x {
		s += buf[i] * buf[0]
	}
	return s
}`)
	if n := p.count(ir.Scratch); n != 1 {
		t.Errorf("%d pooled slices, want one:\n%s", n, p.gradient)
	}
	p.check(t, []float64{1, 2, 3}, []float64{7, 7, 7, 7})
}

// A scratch structure has a zero shadow of its shape: nested slices, structs behind pointers, nil
// where it has nil.
func TestShadowOfScratchStructures(t *testing.T) {
	type work struct {
		Rows [][]float64
		Sum  *[2]float64
		Next *[]float64
		Seed int
		Last float64
	}
	p := differentiate(t, `
type work struct {
	Rows [][]float64
	Sum  *[2]float64
	Next *[]float64
	Seed int
	Last float64
}

//gograd:grad wrt=x
func F(x []float64, w *work) float64 {
	for i, row := range w.Rows {
		for j := range row {
			row[j] = x[i] * x[j]
			w.Sum[w.Seed] += row[j] * row[0]
		}
	}
	if w.Next != nil {
		(*w.Next)[0] = w.Sum[w.Seed] * x[0]
		w.Last = (*w.Next)[0]
	}
	return w.Last + w.Sum[w.Seed]*w.Sum[0]
}`)
	rows := [][]float64{{1, 2}, {3, 4}}
	p.check(t, []float64{1.5, 0.5}, &work{rows, &[2]float64{1, 2}, &[]float64{3}, 1, 7})
	p.check(t, []float64{1.5, 0.5}, &work{rows, &[2]float64{1, 2}, nil, 0, 7})
}

// Local memory that doesn't leave the function has a pooled shadow; memory that does, say into
// a struct that is read elsewhere, has one that lives as long.
func TestShadowOfLocals(t *testing.T) {
	for _, test := range localShadows {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			p.check(t, []float64{1.5, 0.5})
			p.check(t, []float64{-0.5, 1.25, 0.75})
		})
	}
}

var localShadows = []struct{ lesson, src string }{
	{"made here", `
//gograd:grad
func F(x []float64) float64 {
	y := make([]float64, len(x))
	for i := range y {
		y[i] = x[i] * x[0]
	}
	return y[0] * y[1]
}`},
	{"made in a branch, used behind it", `
//gograd:grad
func F(x []float64) float64 {
	y := x
	if x[0] > 0 {
		y = make([]float64, 2)
		y[0], y[1] = x[1]*x[1], x[0]
	}
	return y[0] * y[1] * x[1]
}`},
	{"made in each iteration, one kept", `
//gograd:grad
func F(x []float64) float64 {
	best := x
	for i := range x {
		y := make([]float64, 2)
		y[0], y[1] = x[i]*x[0], x[1]
		if y[0] > best[0] {
			best = y
		}
	}
	return best[0] * best[1]
}`},
	{"rows of a matrix", `
//gograd:grad
func F(x []float64) float64 {
	rows := make([][]float64, 2)
	for i := range rows {
		rows[i] = make([]float64, len(x))
		for j := range x {
			rows[i][j] = x[j] * float64(i+1)
		}
	}
	return rows[0][0]*rows[1][1] + rows[1][0]
}`},
	{"buffers that change places in each iteration", `
//gograd:grad
func F(x []float64) float64 {
	a, b := make([]float64, len(x)), make([]float64, len(x))
	copied := 0
	for i := range x {
		a[i] = x[i]
		copied++
	}
	for range copied {
		for i := range b {
			b[i] = a[i] * a[(i+1)%len(a)]
		}
		a, b = b, a
	}
	return a[0] + 2*a[1]
}`},
}

// Where a reference is stored, its shadow is stored beside it.
func TestShadowOfStoredReferences(t *testing.T) {
	type node struct {
		V    float64
		Next *node
	}
	const types = `
type node struct {
	V    float64
	Next *node
}
`
	list := &node{1.5, &node{2.5, &node{V: 0.5}}}
	for _, test := range []struct{ lesson, src string }{
		{"read through two pointers", `
//gograd:grad
func F(n *node) float64 { return n.V * n.Next.V * n.Next.Next.V }`},
		{"taken out of the list", `
//gograd:grad
func F(n *node) float64 {
	n.Next = n.Next.Next
	return n.V * n.Next.V
}`},
		{"a new node in front", `
//gograd:grad
func F(n *node) float64 {
	first := &node{n.V * 2, n}
	first.V *= first.Next.V
	return first.V * first.Next.Next.V
}`},
		{"written through the list", `
//gograd:grad
func F(n *node) float64 {
	n.Next.V *= n.V
	m := n.Next
	m.Next.V = m.V * m.V
	return n.Next.Next.V
}`},
	} {
		t.Run(test.lesson, func(t *testing.T) { differentiate(t, types+test.src).check(t, list) })
	}
}

// Where references change places in memory, a shadow is taken when its
// reference is: before it has moved.
func TestShadowOfSwappedReferences(t *testing.T) {
	rows := [][]float64{{1.5, 0.5}, {2.5, -0.5}, {0.75, 1.25}}
	for _, test := range swaps {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			p.check(t, rows, 1)
			p.check(t, rows, 2)
		})
	}
}

var swaps = []struct{ lesson, src string }{
	{"two rows of a matrix", `
//gograd:grad
func F(m [][]float64, k int) float64 {
	m[0], m[k] = m[k], m[0]
	return m[0][0] * m[0][0] * m[k][1]
}`},
	{"through a variable", `
//gograd:grad
func F(m [][]float64, k int) float64 {
	q := m[k]
	m[k] = m[0]
	return m[0][0] * m[k][1] * q[0]
}`},
	{"in each iteration", `
//gograd:grad
func F(m [][]float64, k int) float64 {
	s := 1.0
	for i := range m {
		s += m[0][0] * s * float64(i+1)
		m[0] = m[i]
	}
	return s * m[k][1]
}`},
	{"elimination with a pivot", `
//gograd:grad
func F(m [][]float64, k int) float64 {
	det := 1.0
	for i := range 2 {
		p := i
		if math.Abs(m[1][i]) > math.Abs(m[i][i]) {
			p = 1
		}
		if p != i {
			m[p], m[i] = m[i], m[p]
			det = -det
		}
		det *= m[i][i]
		for j := i + 1; j < 2; j++ {
			f := m[j][i] / m[i][i]
			for c := i; c < 2; c++ {
				m[j][c] -= f * m[i][c]
			}
		}
	}
	return det + m[k][0]
}`},
	{"pointers in an array", `
type num struct{ X float64 }

//gograd:grad
func F(m [][]float64, k int) float64 {
	var a [2]*num
	a[0], a[1] = &num{m[0][0]}, &num{m[1][1]}
	s := 1.0
	for i := range 3 {
		s *= a[i%2].X
		a[i%2] = a[1-i%2]
	}
	return s * a[k/2].X
}`},
}
