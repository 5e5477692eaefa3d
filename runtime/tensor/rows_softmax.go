package tensor

import "github.com/gograd/gograd/runtime/kernel"

// SoftmaxRows returns the softmax of each row of a.
//
//gograd:batch y = Softmax(a)
func SoftmaxRows[T Float](a Matrix[T]) Matrix[T] {
	return SoftmaxRowsInto(Matrix[T]{}, a)
}

// SoftmaxRowsInto is [SoftmaxRows] in the memory of dst, which may be a.
func SoftmaxRowsInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("SoftmaxRows", "a")
	dst.grow(a.Rows, a.Cols)
	for i := range a.Rows {
		kernel.Softmax(dst.Row(i), a.Row(i))
	}
	return dst
}

// SoftmaxRowsAdjoint: [SoftmaxAdjoint] in each row.
//
//gograd:adjoint b = SoftmaxRows(a)
func SoftmaxRowsAdjoint[T Float](b, db, da Matrix[T]) {
	AddSoftmaxRowsSlope(da, db, b)
}

// AddSoftmaxRowsSlope is [AddSoftmaxSlope] in each row.
func AddSoftmaxRowsSlope[T Float](dst, dy, y Matrix[T]) {
	checkShapes3("AddSoftmaxRowsSlope", &dst, "dy", &dy, "y", &y)
	for i := range dst.Rows {
		AddSoftmaxSlope(dst.Row(i), dy.Row(i), y.Row(i))
	}
}

// LogSumExpRows returns the LogSumExp of each row of a.
//
//gograd:batch s = LogSumExp(a)
func LogSumExpRows[T Float](a Matrix[T]) []T {
	return LogSumExpRowsInto(nil, a)
}

// LogSumExpRowsInto is [LogSumExpRows] in the memory of dst.
func LogSumExpRowsInto[T Float](dst []T, a Matrix[T]) []T {
	a.check("LogSumExpRows", "a")
	dst = grow(dst, a.Rows)
	for i := range dst {
		dst[i] = kernel.LogSumExp(a.Row(i))
	}
	return dst
}

// LogSumExpRowsAdjoint: [LogSumExpAdjoint] in each row.
// At s = ±Inf it takes the subgradient 0.
//
//gograd:adjoint s = LogSumExpRows(a)
func LogSumExpRowsAdjoint[T Float](a Matrix[T], s, ds []T, da Matrix[T]) {
	AddLogSumExpRowsSlope(da, ds, a, s)
}

// AddLogSumExpRowsSlope is [AddLogSumExpSlope] in each row.
func AddLogSumExpRowsSlope[T Float](dst Matrix[T], alpha []T, a Matrix[T], s []T) {
	checkFit("AddLogSumExpRowsSlope", "a", &a, a.Rows, "alpha", alpha)
	checkFit("AddLogSumExpRowsSlope", "a", &a, a.Rows, "s", s)
	checkShapes("AddLogSumExpRowsSlope", "dst", &dst, "a", &a)
	for i := range dst.Rows {
		AddLogSumExpSlope(dst.Row(i), alpha[i], a.Row(i), s[i])
	}
}
