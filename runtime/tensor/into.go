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

// growMatrix returns a rows×cols matrix without gaps between its rows, in the
// memory of dst if its capacity suffices, in fresh memory otherwise.
func growMatrix[T Float](dst Matrix[T], rows, cols int) Matrix[T] {
	return Matrix[T]{Rows: rows, Cols: cols, Stride: cols, Data: grow(dst.Data, rows*cols)}
}
