package tensor

import "github.com/gograd/gograd/runtime/kernel"

// ScaleRows returns diag(x)·a: row i of a times x[i].
//
//gograd:batch y = Scale(x, a)
func ScaleRows[T Float](x []T, a Matrix[T]) Matrix[T] {
	return ScaleRowsInto(Matrix[T]{}, x, a)
}

// ScaleRowsInto is [ScaleRows] in the memory of dst, which may be a.
func ScaleRowsInto[T Float](dst Matrix[T], x []T, a Matrix[T]) Matrix[T] {
	checkFit("ScaleRows", "a", &a, a.Rows, "x", x)
	dst.grow(a.Rows, a.Cols)
	for i, v := range x {
		kernel.Scale(dst.Row(i), v, a.Row(i))
	}
	return dst
}

// AddScaledRows adds alpha·diag(x)·a to dst.
func AddScaledRows[T Float](dst Matrix[T], alpha T, x []T, a Matrix[T]) {
	checkFit("AddScaledRows", "a", &a, a.Rows, "x", x)
	checkShapes("AddScaledRows", "dst", &dst, "a", &a)
	for i, v := range x {
		AddScaled(dst.Row(i), alpha*v, a.Row(i))
	}
}

// ScaleRowsAdjoint: dx[i] += ⟨row i of A, row i of dB⟩, dA += diag(x)·dB.
//
//gograd:adjoint b = ScaleRows(x, a)
func ScaleRowsAdjoint[T Float](x []T, a, db Matrix[T], dx []T, da Matrix[T]) {
	AddDotRows(dx, a, db)
	AddScaledRows(da, 1, x, db)
}

// AddDotRows adds the inner product of each row of a with the same row of b to dst.
//
//gograd:same dst += DotRows(a, b)
func AddDotRows[T Float](dst []T, a, b Matrix[T]) {
	checkShapes("AddDotRows", "a", &a, "b", &b)
	checkFit("AddDotRows", "a", &a, a.Rows, "dst", dst)
	for i := range dst {
		dst[i] += kernel.Dot(a.Row(i), b.Row(i))
	}
}

// SquaredNormRows returns the squared norm of each row of a.
//
//gograd:batch s = SquaredNorm(a)
func SquaredNormRows[T Float](a Matrix[T]) []T {
	return SquaredNormRowsInto(nil, a)
}

// SquaredNormRowsInto is [SquaredNormRows] in the memory of dst.
func SquaredNormRowsInto[T Float](dst []T, a Matrix[T]) []T {
	a.check("SquaredNormRows", "a")
	dst = grow(dst, a.Rows)
	for i := range dst {
		dst[i] = kernel.SquaredNorm(a.Row(i))
	}
	return dst
}

// SquaredNormRowsAdjoint: dA += 2·diag(ds)·A.
//
//gograd:adjoint s = SquaredNormRows(a)
func SquaredNormRowsAdjoint[T Float](a Matrix[T], ds []T, da Matrix[T]) {
	AddScaledRows(da, 2, ds, a)
}
