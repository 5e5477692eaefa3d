package tensor

import "github.com/gograd/gograd/runtime/kernel"

// ScaleColumns returns a·diag(x): column j of a times x[j].
//
//gograd:batch z = Hadamard(a, x)
//gograd:batch z = Hadamard(x, a)
func ScaleColumns[T Float](a Matrix[T], x []T) Matrix[T] {
	return ScaleColumnsInto(Matrix[T]{}, a, x)
}

// ScaleColumnsInto is [ScaleColumns] in the memory of dst, which may be a.
func ScaleColumnsInto[T Float](dst, a Matrix[T], x []T) Matrix[T] {
	checkFit("ScaleColumns", "a", &a, a.Cols, "x", x)
	dst.grow(a.Rows, a.Cols)
	for i := range dst.Rows {
		kernel.Mul(dst.Row(i), a.Row(i), x)
	}
	return dst
}

// ScaleColumnsAdjoint: dA += dB·diag(x), dx[j] += Σ a[i,j]·dB[i,j].
//
//gograd:adjoint b = ScaleColumns(a, x)
func ScaleColumnsAdjoint[T Float](a Matrix[T], x []T, db, da Matrix[T], dx []T) {
	AddScaledColumns(da, db, x)
	AddDotColumns(dx, a, db)
}

// AddScaledColumns adds a·diag(x) to dst.
//
//gograd:same dst += ScaleColumns(a, x)
func AddScaledColumns[T Float](dst, a Matrix[T], x []T) {
	checkFit("AddScaledColumns", "a", &a, a.Cols, "x", x)
	checkShapes("AddScaledColumns", "dst", &dst, "a", &a)
	for i := range dst.Rows {
		AddHadamard(dst.Row(i), a.Row(i), x)
	}
}

// AddDotColumns adds the inner product of each column of a with the same column of b to dst.
func AddDotColumns[T Float](dst []T, a, b Matrix[T]) {
	checkShapes("AddDotColumns", "a", &a, "b", &b)
	checkFit("AddDotColumns", "a", &a, a.Cols, "dst", dst)
	for i := range a.Rows {
		AddHadamard(dst, a.Row(i), b.Row(i))
	}
}
