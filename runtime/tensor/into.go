package tensor

// grow returns memory for n elements: that of dst if its capacity suffices,
// fresh memory otherwise. It is never nil, so that a result is nil neither the
// first time nor later.
func grow[T Float](dst []T, n int) []T {
	if dst == nil || cap(dst) < n {
		return make([]T, n)
	}
	return dst[:n]
}

// grow makes m a rows×cols matrix without gaps between its rows, in its memory if the
// capacity suffices, in fresh memory otherwise.
func (m *Matrix[T]) grow(rows, cols int) {
	m.Rows, m.Cols, m.Stride = rows, cols, cols
	m.Data = grow(m.Data, rows*cols)
}
