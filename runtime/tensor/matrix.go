package tensor

// The functions and methods in this file and in view.go have no rules: the
// compiler differentiates their source, which it takes over into the package of
// the caller. So they use exported names only.

// Matrix is a row-major matrix: element (i, j) is Data[i*Stride+j]. Copying a
// Matrix copies the header; the elements are shared. The zero value is 0×0.
type Matrix[T Float] struct {
	Rows, Cols int
	Stride     int // distance between the starts of two rows, at least Cols
	Data       []T // ends with the last row, at the earliest
}

// NewMatrix returns a rows×cols matrix of zeros.
func NewMatrix[T Float](rows, cols int) Matrix[T] {
	CheckSize(rows, cols, rows*cols)
	return Matrix[T]{Rows: rows, Cols: cols, Stride: cols, Data: make([]T, rows*cols)}
}

// MatrixOf returns the rows×cols matrix whose elements are data, row by row. It
// shares data's memory.
func MatrixOf[T Float](rows, cols int, data []T) Matrix[T] {
	CheckSize(rows, cols, len(data))
	return Matrix[T]{Rows: rows, Cols: cols, Stride: cols, Data: data}
}

// FromRows returns the matrix with copies of these rows, which have one length.
func FromRows[T Float](rows ...[]T) Matrix[T] {
	cols := 0
	if len(rows) > 0 {
		cols = len(rows[0])
	}
	for _, row := range rows {
		SameLength("tensor.FromRows: row 0", cols, "another", len(row))
	}
	m := NewMatrix[T](len(rows), cols)
	for i, row := range rows {
		copy(m.Data[i*cols:], row)
	}
	return m
}

// ZerosLike returns a matrix of zeros with the shape, stride and length of m, as
// the shadow of m.
func ZerosLike[T Float](m Matrix[T]) Matrix[T] {
	return Matrix[T]{Rows: m.Rows, Cols: m.Cols, Stride: m.Stride, Data: make([]T, len(m.Data))}
}

// Clone returns a copy of m that shares nothing with it.
func (m Matrix[T]) Clone() Matrix[T] {
	c := NewMatrix[T](m.Rows, m.Cols)
	for i := range m.Rows {
		copy(c.Row(i), m.Row(i))
	}
	return c
}

// At returns element (i, j).
func (m Matrix[T]) At(i, j int) T {
	CheckIndex(i, j, m.Rows, m.Cols)
	return m.Data[i*m.Stride+j]
}

// Set sets element (i, j) to v.
func (m Matrix[T]) Set(i, j int, v T) {
	CheckIndex(i, j, m.Rows, m.Cols)
	m.Data[i*m.Stride+j] = v
}
