package tensor

// Row returns row i, in place: what is written to it is written to m.
func (m Matrix[T]) Row(i int) []T {
	CheckRow(i, m.Rows)
	if m.Cols == 0 {
		return nil
	}
	return m.Data[i*m.Stride : i*m.Stride+m.Cols : i*m.Stride+m.Cols]
}

// Slice returns rows i0 to i1−1 and columns j0 to j1−1, in place.
func (m Matrix[T]) Slice(i0, i1, j0, j1 int) Matrix[T] {
	CheckSlice(i0, i1, j0, j1, m.Rows, m.Cols)
	if i0 == i1 || j0 == j1 {
		return Matrix[T]{Rows: i1 - i0, Cols: j1 - j0, Stride: m.Stride}
	}
	data := m.Data[i0*m.Stride+j0 : (i1-1)*m.Stride+j1 : (i1-1)*m.Stride+j1]
	return Matrix[T]{Rows: i1 - i0, Cols: j1 - j0, Stride: m.Stride, Data: data}
}

// RowMatrix returns x as a matrix of one row, in place.
func RowMatrix[T Float](x []T) Matrix[T] {
	return Matrix[T]{Rows: 1, Cols: len(x), Stride: len(x), Data: x}
}

// ColumnMatrix returns x as a matrix of one column, in place.
func ColumnMatrix[T Float](x []T) Matrix[T] {
	return Matrix[T]{Rows: len(x), Cols: 1, Stride: 1, Data: x}
}
