package tensor

// Transpose returns aᵀ.
func Transpose[T Float](a Matrix[T]) Matrix[T] {
	return TransposeInto(Matrix[T]{}, a)
}

// TransposeInto is [Transpose] in the memory of dst.
func TransposeInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("Transpose", "a")
	dst.grow(a.Cols, a.Rows)
	for i := range a.Rows {
		for j, v := range a.Row(i) {
			dst.Data[j*dst.Stride+i] = v
		}
	}
	return dst
}

// AddTranspose adds aᵀ to dst. They must not overlap.
//
//gograd:same dst += Transpose(a)
func AddTranspose[T Float](dst, a Matrix[T]) {
	dst.check("AddTranspose", "dst")
	a.check("AddTranspose", "a")
	if dst.Rows != a.Cols || dst.Cols != a.Rows {
		panic("tensor.AddTranspose: dst is " + dst.shape() + ", a is " + a.shape())
	}
	for i := range a.Rows {
		for j, v := range a.Row(i) {
			dst.Data[j*dst.Stride+i] += v
		}
	}
}

// TransposeAdjoint: dA += dBᵀ.
//
//gograd:adjoint b = Transpose(a)
func TransposeAdjoint[T Float](db, da Matrix[T]) {
	AddTranspose(da, db)
}
