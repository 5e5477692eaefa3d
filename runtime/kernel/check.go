package kernel

import "strconv"

// check panics unless the memory of m holds a matrix of its shape.
func (m *Matrix[T]) check(op, name string) {
	if !m.sound() {
		m.unsound(op, name)
	}
}

// sound reports whether the memory of m holds a matrix of its shape.
func (m *Matrix[T]) sound() bool {
	if m.Rows <= 0 || m.Cols <= 0 {
		return m.Rows >= 0 && m.Cols >= 0
	}
	return (m.Rows == 1 || m.Stride >= m.Cols) && (m.Rows-1)*m.Stride+m.Cols <= len(m.Data)
}

func (m *Matrix[T]) unsound(op, name string) {
	switch {
	case m.Rows < 0 || m.Cols < 0:
		panic("kernel." + op + ": " + name + " is " + m.shape())
	case m.Rows > 1 && m.Stride < m.Cols:
		panic("kernel." + op + ": " + name + " is " + m.shape() + ", but its stride is " + strconv.Itoa(m.Stride))
	}
	panic("kernel." + op + ": " + name + " is " + m.shape() + " with stride " + strconv.Itoa(m.Stride) +
		", but holds " + strconv.Itoa(len(m.Data)) + " elements")
}

func (m *Matrix[T]) shape() string {
	return shape(m.Rows, m.Cols)
}

func shape(rows, cols int) string {
	return strconv.Itoa(rows) + "×" + strconv.Itoa(cols)
}

// checkProduct panics unless c has the shape of the product of op(a) and op(b),
// where transA and transB say which of them enter transposed.
func checkProduct[T Float](op string, c, a, b *Matrix[T], transA, transB bool) {
	m, k := a.Rows, a.Cols
	if transA {
		m, k = k, m
	}
	l, n := b.Rows, b.Cols
	if transB {
		l, n = n, l
	}
	if c.sound() && a.sound() && b.sound() && k == l && c.Rows == m && c.Cols == n {
		return
	}
	c.check(op, "c")
	a.check(op, "a")
	b.check(op, "b")
	panic("kernel." + op + ": c is " + c.shape() + ", a is " + a.shape() + ", b is " + b.shape())
}

// checkVectors panics unless out has as many elements as a has rows and in as
// many as it has columns.
func checkVectors[T Float](op string, a *Matrix[T], outName string, out []T, inName string, in []T) {
	if !a.sound() || len(out) != a.Rows || len(in) != a.Cols {
		a.check(op, "a")
		panic("kernel." + op + ": a is " + a.shape() + ", " + outName + " has length " + strconv.Itoa(len(out)) +
			", " + inName + " has length " + strconv.Itoa(len(in)))
	}
}

// checkColumns panics unless v has as many elements as a has columns.
func checkColumns[T Float](op string, a *Matrix[T], name string, v []T) {
	if a.check(op, "a"); len(v) != a.Cols {
		panic("kernel." + op + ": a is " + a.shape() + ", " + name + " has length " + strconv.Itoa(len(v)))
	}
}

// sameLength panics unless both vectors have one length.
func sameLength[T Float](op, nameX string, x []T, nameY string, y []T) {
	if len(x) != len(y) {
		panic("kernel." + op + ": " + nameX + " has length " + strconv.Itoa(len(x)) + ", " +
			nameY + " has length " + strconv.Itoa(len(y)))
	}
}
