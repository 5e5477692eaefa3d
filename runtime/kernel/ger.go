package kernel

// Ger adds alpha·x·yᵀ to a, with a m×n, x of length m and y of length n.
func Ger[T Float](a *Matrix[T], alpha T, x, y []T) {
	checkVectors("Ger", a, "x", x, "y", y)
	if len(x) == 0 || len(y) == 0 {
		return
	}
	if active.has(opAxpy) {
		rows := max(1, callLength/len(y))
		for i := 0; i < len(x); i += rows {
			var o outer // set field by field: a literal would be copied
			o.rows, o.columns = min(rows, len(x)-i), len(y)
			o.c, o.cRow = data(a.Data[i*a.Stride:]), a.Stride*size[T]()
			o.x, o.y, o.alpha = data(x[i:]), data(y), bits(alpha)
			o.run(active, size[T]())
		}
		return
	}
	for i, v := range x {
		axpy(a.row(i), alpha*v, y)
	}
}
