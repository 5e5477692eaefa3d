package tensor

import "strconv"

func (m *Matrix[T]) shape() string {
	return shape(m.Rows, m.Cols)
}

func shape(rows, cols int) string {
	return strconv.Itoa(rows) + "×" + strconv.Itoa(cols)
}

func (m *Matrix[T]) layout() string {
	return "stride " + strconv.Itoa(m.Stride) + " and data of length " + strconv.Itoa(len(m.Data))
}

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
	if m.Rows < 0 || m.Cols < 0 {
		panic("tensor." + op + ": " + name + " is " + m.shape())
	}
	panic("tensor." + op + ": " + name + " is " + m.shape() + " with stride " + strconv.Itoa(m.Stride) +
		", but holds " + strconv.Itoa(len(m.Data)) + " elements")
}

// checkLengths panics unless both vectors have one length.
func checkLengths[T Float](op, nameX string, x []T, nameY string, y []T) {
	if len(x) != len(y) {
		SameLength("tensor."+op+": "+nameX, len(x), nameY, len(y))
	}
}

// checkShapes panics unless both matrices are sound and have one shape.
func checkShapes[T Float](op, nameA string, a *Matrix[T], nameB string, b *Matrix[T]) {
	a.check(op, nameA)
	b.check(op, nameB)
	if a.Rows != b.Rows || a.Cols != b.Cols {
		SameShape("tensor."+op+": "+nameA, *a, nameB, *b)
	}
}

// checkFit panics unless x has length n, which is the number of a's rows or of
// its columns.
func checkFit[T Float](op, nameA string, a *Matrix[T], n int, nameX string, x []T) {
	if a.sound() && len(x) == n {
		return
	}
	a.check(op, nameA)
	panic("tensor." + op + ": " + nameA + " is " + a.shape() + ", " + nameX + " has length " + strconv.Itoa(len(x)))
}
