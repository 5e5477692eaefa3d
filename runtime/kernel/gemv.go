package kernel

// GemvN sets y = alpha·a·x + beta·y, with a m×n, x of length n and y of length m.
// For beta = 0 the old y isn't read.
func GemvN[T Float](y []T, alpha T, a *Matrix[T], x []T, beta T) {
	checkVectors("GemvN", a, "y", y, "x", x)
	rowTimes(y, alpha, x, a, true, beta, nil)
}

// FusedGemvN is GemvN with an epilogue, to which y is a row: y = e(alpha·a·x + beta·y).
func FusedGemvN[T Float](y []T, alpha T, a *Matrix[T], x []T, beta T, e *Epilogue[T]) {
	checkVectors("FusedGemvN", a, "y", y, "x", x)
	e.check("FusedGemvN", 1, len(y))
	rowTimes(y, alpha, x, a, true, beta, e)
}

// GemvT sets y = alpha·aᵀ·x + beta·y, with a m×n, x of length m and y of length n.
// For beta = 0 the old y isn't read.
func GemvT[T Float](y []T, alpha T, a *Matrix[T], x []T, beta T) {
	checkVectors("GemvT", a, "x", x, "y", y)
	rowTimes(y, alpha, x, a, false, beta, nil)
}

// FusedGemvT is GemvT with an epilogue, to which y is a row: y = e(alpha·aᵀ·x + beta·y).
func FusedGemvT[T Float](y []T, alpha T, a *Matrix[T], x []T, beta T, e *Epilogue[T]) {
	checkVectors("FusedGemvT", a, "x", x, "y", y)
	e.check("FusedGemvT", 1, len(y))
	rowTimes(y, alpha, x, a, false, beta, e)
}

// rowMatrix is x as a matrix of one row.
func rowMatrix[T Float](x []T) Matrix[T] {
	return Matrix[T]{1, len(x), len(x), x}
}
