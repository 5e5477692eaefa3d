package tensor

// Transpose returns aᵀ.
func Transpose[T Float](a Matrix[T]) Matrix[T] {
	return TransposeInto(NewMatrix[T](a.Cols, a.Rows), a)
}

// TransposeInto sets dst = aᵀ and returns it. They must not overlap.
func TransposeInto[T Float](dst, a Matrix[T]) Matrix[T] {
	checkTransposed("TransposeInto", dst, a)
	for i := range a.Rows {
		for j, v := range a.Row(i) {
			dst.Data[j*dst.Stride+i] = v
		}
	}
	return dst
}

// AddTranspose adds aᵀ to dst. They must not overlap.
func AddTranspose[T Float](dst, a Matrix[T]) {
	checkTransposed("AddTranspose", dst, a)
	for i := range a.Rows {
		for j, v := range a.Row(i) {
			dst.Data[j*dst.Stride+i] += v
		}
	}
}

func checkTransposed[T Float](op string, dst, a Matrix[T]) {
	dst.check(op, "dst")
	a.check(op, "a")
	if dst.Rows != a.Cols || dst.Cols != a.Rows {
		panic("tensor." + op + ": dst is " + dst.shape() + ", a is " + a.shape())
	}
}

// TransposeAdjoint: dA += dBᵀ.
//
//gograd:adjoint b = Transpose(a)
func TransposeAdjoint[T Float](db, da Matrix[T]) {
	AddTranspose(da, db)
}
