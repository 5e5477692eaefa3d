package kernel

// GemvN sets y = alpha·a·x + beta·y, with a m×n, x of length n and y of length m.
// For beta = 0 the old y isn't read.
func GemvN[T Float](y []T, alpha T, a Matrix[T], x []T, beta T) {
	checkVectors("GemvN", &a, "y", y, "x", x)
	if active < isaAVX2 || len(x) == 0 || len(y) == 0 {
		scaleOrClear(y, beta)
		addDots(rowMatrix(y), alpha, rowMatrix(x), a)
		return
	}
	vectorTimes(y, alpha, x, &a, true, beta)
}

// GemvT sets y = alpha·aᵀ·x + beta·y, with a m×n, x of length m and y of length n.
// For beta = 0 the old y isn't read.
func GemvT[T Float](y []T, alpha T, a Matrix[T], x []T, beta T) {
	checkVectors("GemvT", &a, "x", x, "y", y)
	if active == isaPortable || len(x) == 0 || len(y) == 0 {
		scaleOrClear(y, beta)
		addRows(rowMatrix(y), alpha, coefficients[T]{x, len(x), 1}, a)
		return
	}
	vectorTimes(y, alpha, x, &a, false, beta)
}

// vectorTimes sets y = alpha·x·a + beta·y, or aᵀ for a, with x and y as rows.
func vectorTimes[T Float](y []T, alpha T, x []T, a *Matrix[T], transA bool, beta T) {
	c, row := rowMatrix(y), rowMatrix(x)
	var p product
	describe(&p, &c, alpha, &row, false, a, transA, beta)
	p.makePlan()
	p.serial()
}

// rowMatrix is x as a matrix of one row.
func rowMatrix[T Float](x []T) Matrix[T] {
	return Matrix[T]{1, len(x), len(x), x}
}
