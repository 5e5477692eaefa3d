package tensor

// flat is m as one row, if there are no gaps between its rows; else m.
func (m Matrix[T]) flat() Matrix[T] {
	if m.Stride != m.Cols && m.Rows > 1 {
		return m
	}
	return Matrix[T]{Rows: 1, Cols: m.Rows * m.Cols, Stride: m.Rows * m.Cols, Data: m.Data}
}

// flat2 are matrices of one shape as one row each, if none has gaps.
func flat2[T Float](a, b Matrix[T]) (Matrix[T], Matrix[T]) {
	if x, y := a.flat(), b.flat(); x.Rows == y.Rows {
		return x, y
	}
	return a, b
}

// each2 calls f, which takes each element by itself, on the elements of dst and x; they have one shape.
func each2[T Float](dst, x Matrix[T], f func(dst, x []T)) Matrix[T] {
	d, x := flat2(dst, x)
	for i := range d.Rows {
		f(d.Row(i), x.Row(i))
	}
	return dst
}

// each3 calls f, which takes each element by itself, on the elements of dst, x and y; they have one shape.
func each3[T Float](dst, x, y Matrix[T], f func(dst, x, y []T)) Matrix[T] {
	d := dst
	if a, b, c := dst.flat(), x.flat(), y.flat(); a.Rows == b.Rows && b.Rows == c.Rows {
		d, x, y = a, b, c
	}
	for i := range d.Rows {
		f(d.Row(i), x.Row(i), y.Row(i))
	}
	return dst
}

// checkShapes3 panics unless dst, x and y have one shape.
func checkShapes3[T Float](op string, dst Matrix[T], nameX string, x Matrix[T], nameY string, y Matrix[T]) {
	checkShapes(op, nameX, x, nameY, y)
	checkShapes(op, "dst", dst, nameX, x)
}

// AddMatrix adds a to dst.
//
//gograd:same dst += a
func AddMatrix[T Float](dst, a Matrix[T]) {
	checkShapes("AddMatrix", "dst", dst, "a", a)
	each2(dst, a, AddVector)
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
	checkShapes("AddMatScaled", "dst", dst, "a", a)
	dst, a = flat2(dst, a)
	for i := range dst.Rows {
		AddScaled(dst.Row(i), alpha, a.Row(i))
	}
}

// AddMatHadamard adds a ⊙ b, the products of the elements, to dst.
//
//gograd:same dst += MatHadamard(a, b)
func AddMatHadamard[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatHadamard", dst, "a", a, "b", b)
	each3(dst, a, b, AddHadamard)
}

// AddMatMasked adds a to dst where b > 0.
//
//gograd:same dst += MatMasked(a, b)
func AddMatMasked[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatMasked", dst, "a", a, "b", b)
	each3(dst, a, b, AddMasked)
}

// AddMatHadamardSign adds a to dst where b > 0 and takes it off where b < 0.
func AddMatHadamardSign[T Float](dst, a, b Matrix[T]) {
	checkShapes3("AddMatHadamardSign", dst, "a", a, "b", b)
	each3(dst, a, b, AddHadamardSign)
}

// AddMatSigmoidSlope adds dy ⊙ y ⊙ (1 − y) to dst, where y holds sigmoids.
func AddMatSigmoidSlope[T Float](dst, dy, y Matrix[T]) {
	checkShapes3("AddMatSigmoidSlope", dst, "dy", dy, "y", y)
	each3(dst, dy, y, AddSigmoidSlope)
}

// AddMatTanhSlope adds dy ⊙ (1 − y²) to dst, where y holds hyperbolic tangents.
func AddMatTanhSlope[T Float](dst, dy, y Matrix[T]) {
	checkShapes3("AddMatTanhSlope", dst, "dy", dy, "y", y)
	each3(dst, dy, y, AddTanhSlope)
}

// AddMatLogSlope adds dy/x to dst, but nothing where x and dy are both 0.
func AddMatLogSlope[T Float](dst, dy, x Matrix[T]) {
	checkShapes3("AddMatLogSlope", dst, "dy", dy, "x", x)
	each3(dst, dy, x, AddLogSlope)
}

// AddMatWhereLarger adds dz to dst where x > y, and tie·dz where x = y.
func AddMatWhereLarger[T Float](dst, dz, x, y Matrix[T], tie T) {
	checkShapes3("AddMatWhereLarger", dst, "x", x, "y", y)
	checkShapes("AddMatWhereLarger", "dz", dz, "x", x)
	for i := range dst.Rows {
		AddWhereLarger(dst.Row(i), dz.Row(i), x.Row(i), y.Row(i), tie)
	}
}
