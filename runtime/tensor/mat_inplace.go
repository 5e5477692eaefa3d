package tensor

// lines says in how many pieces, of how many elements, to go through matrices of one shape: in one if none has gaps
// between its rows, row by row otherwise, and in none if there are no elements.
func lines[T Float](ms ...*Matrix[T]) (count, length int) {
	rows, cols := ms[0].Rows, ms[0].Cols
	if cols == 0 {
		return 0, 0
	}
	for _, m := range ms {
		if m.Stride != cols && rows > 1 {
			return rows, cols
		}
	}
	return 1, rows * cols
}

// line is piece i of m, where lines says how long they are.
func (m *Matrix[T]) line(i, length int) []T {
	return m.Data[i*m.Stride:][:length]
}

// each2 calls f, which takes each element by itself, on the elements of dst and x; they have one shape.
func each2[T Float](dst, x *Matrix[T], f func(dst, x []T)) {
	count, n := lines(dst, x)
	for i := range count {
		f(dst.line(i, n), x.line(i, n))
	}
}

// each3 calls f, which takes each element by itself, on the elements of dst, x and y; they have one shape.
func each3[T Float](dst, x, y *Matrix[T], f func(dst, x, y []T)) {
	count, n := lines(dst, x, y)
	for i := range count {
		f(dst.line(i, n), x.line(i, n), y.line(i, n))
	}
}

// checkShapes3 panics unless dst, x and y have one shape.
func checkShapes3[T Float](op string, dst *Matrix[T], nameX string, x *Matrix[T], nameY string, y *Matrix[T]) {
	checkShapes(op, nameX, x, nameY, y)
	checkShapes(op, "dst", dst, nameX, x)
}

// AddMatrix adds a to dst.
//
//gograd:same dst += a
func AddMatrix[T Float](dst, a Matrix[T]) {
	checkShapes("AddMatrix", "dst", &dst, "a", &a)
	each2(&dst, &a, AddVector)
}

// AddMatConstant adds alpha to each element of dst.
func AddMatConstant[T Float](dst Matrix[T], alpha T) {
	dst.check("AddMatConstant", "dst")
	for i := range dst.Rows {
		AddConstant(dst.Row(i), alpha)
	}
}

// AddMatScaled adds alpha·a to dst.
//
//gograd:same dst += MatScale(alpha, a)
func AddMatScaled[T Float](dst Matrix[T], alpha T, a Matrix[T]) {
	checkShapes("AddMatScaled", "dst", &dst, "a", &a)
	count, n := lines(&dst, &a)
	for i := range count {
		AddScaled(dst.line(i, n), alpha, a.line(i, n))
	}
}

// AddMatHadamard adds a ⊙ b, the products of the elements, to dst.
//
//gograd:same dst += MatHadamard(a, b)
func AddMatHadamard[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatHadamard", &dst, "a", &a, "b", &b)
	each3(&dst, &a, &b, AddHadamard)
}

// AddMatMasked adds a to dst where b > 0.
//
//gograd:same dst += MatMasked(a, b)
func AddMatMasked[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatMasked", &dst, "a", &a, "b", &b)
	each3(&dst, &a, &b, AddMasked)
}

// AddMatHadamardSign adds a to dst where b > 0 and takes it off where b < 0.
func AddMatHadamardSign[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatHadamardSign", &dst, "a", &a, "b", &b)
	each3(&dst, &a, &b, AddHadamardSign)
}

// AddMatSigmoidSlope adds dy ⊙ y ⊙ (1 − y) to dst, where y holds sigmoids.
func AddMatSigmoidSlope[T Float](dst, dy, y Matrix[T]) {
	checkShapes3("AddMatSigmoidSlope", &dst, "dy", &dy, "y", &y)
	each3(&dst, &dy, &y, AddSigmoidSlope)
}

// AddMatTanhSlope adds dy ⊙ (1 − y²) to dst, where y holds hyperbolic tangents.
func AddMatTanhSlope[T Float](dst, dy, y Matrix[T]) {
	checkShapes3("AddMatTanhSlope", &dst, "dy", &dy, "y", &y)
	each3(&dst, &dy, &y, AddTanhSlope)
}

// AddMatLogSlope adds dy/x to dst, but nothing where x and dy are both 0.
func AddMatLogSlope[T Float](dst, dy, x Matrix[T]) {
	checkShapes3("AddMatLogSlope", &dst, "dy", &dy, "x", &x)
	each3(&dst, &dy, &x, AddLogSlope)
}

// AddMatWhereLarger adds dz to dst where x > y, and tie·dz where x = y.
func AddMatWhereLarger[T Float](dst, dz, x, y Matrix[T], tie T) {
	checkShapes3("AddMatWhereLarger", &dst, "x", &x, "y", &y)
	checkShapes("AddMatWhereLarger", "dz", &dz, "x", &x)
	for i := range dst.Rows {
		AddWhereLarger(dst.Row(i), dz.Row(i), x.Row(i), y.Row(i), tie)
	}
}
