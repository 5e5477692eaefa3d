package kernel

// Ger adds alpha·x·yᵀ to a, with a m×n, x of length m and y of length n.
func Ger[T Float](a Matrix[T], alpha T, x, y []T) {
	checkVectors("Ger", &a, "x", x, "y", y)
	if len(y) == 0 {
		return
	}
	for i, v := range x {
		axpy(a.row(i), alpha*v, y)
	}
}
