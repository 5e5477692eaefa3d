package kernel

// GemvN sets y = alpha·a·x + beta·y, with a m×n, x of length n and y of length m.
// For beta = 0 the old y isn't read.
func GemvN[T Float](y []T, alpha T, a Matrix[T], x []T, beta T) {
	checkVectors("GemvN", a, "y", y, "x", x)
	scaleOrClear(y, beta)
	addDots(rowMatrix(y), alpha, rowMatrix(x), a)
}

// GemvT sets y = alpha·aᵀ·x + beta·y, with a m×n, x of length m and y of length n.
// For beta = 0 the old y isn't read.
func GemvT[T Float](y []T, alpha T, a Matrix[T], x []T, beta T) {
	checkVectors("GemvT", a, "x", x, "y", y)
	scaleOrClear(y, beta)
	addRows(rowMatrix(y), alpha, factor[T]{x, len(x), 1}, a)
}

// Ger adds alpha·x·yᵀ to a, with a m×n, x of length m and y of length n.
func Ger[T Float](a Matrix[T], alpha T, x, y []T) {
	checkVectors("Ger", a, "x", x, "y", y)
	if len(y) == 0 {
		return
	}
	for i, v := range x {
		axpy(a.row(i), alpha*v, y)
	}
}

// rowMatrix is x as a matrix of one row.
func rowMatrix[T Float](x []T) Matrix[T] {
	return Matrix[T]{1, len(x), len(x), x}
}
