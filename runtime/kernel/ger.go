package kernel

// Ger adds alpha·x·yᵀ to a, with a m×n, x of length m and y of length n.
func Ger[T Float](a Matrix[T], alpha T, x, y []T) {
	checkVectors("Ger", &a, "x", x, "y", y)
	if len(x) == 0 || len(y) == 0 {
		return
	}
	if active.has(opAxpy) {
		o := outer{
			rows: len(x), columns: len(y), c: data(a.Data), cRow: a.Stride * size[T](),
			x: data(x), y: data(y), alpha: bits(alpha),
		}
		o.run(active, size[T]())
		return
	}
	for i, v := range x {
		axpy(a.row(i), alpha*v, y)
	}
}
