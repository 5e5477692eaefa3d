package tensor

import "github.com/gograd/gograd/runtime/kernel"

// AffineRows returns x·wᵀ + b in each row: [Affine] of every row of x, with x n×d,
// w m×d, b of length m and a result n×m.
//
//gograd:batch y = Affine(w, x, b)
//gograd:same y = ShiftRows(MatMulNT(x, w), b)
func AffineRows[T Float](x, w Matrix[T], b []T) Matrix[T] {
	return AffineRowsInto(Matrix[T]{}, x, w, b)
}

// AffineRowsInto is [AffineRows] in the memory of dst.
func AffineRowsInto[T Float](dst, x, w Matrix[T], b []T) Matrix[T] {
	checkAffineRows("AffineRows", &x, &w, b)
	dst.grow(x.Rows, w.Rows)
	kernel.FusedNT(dst.kernel(), 1, x.kernel(), w.kernel(), 0, &kernel.Epilogue[T]{Bias: b})
	return dst
}

func checkAffineRows[T Float](op string, x, w *Matrix[T], b []T) {
	checkFit(op, "w", w, w.Rows, "b", b)
	if x.check(op, "x"); x.Cols != w.Cols {
		panic("tensor." + op + ": x is " + x.shape() + ", w is " + w.shape())
	}
}

// AffineRowsAdjoint: dX += dY·W, dW += dYᵀ·X, db += the sum of dY's rows.
//
//gograd:adjoint y = AffineRows(x, w, b)
func AffineRowsAdjoint[T Float](x, w, dy, dx, dw Matrix[T], db []T) {
	AddMatMul(dx, dy, w)
	AddMatMulTN(dw, dy, x)
	AddColumnSums(db, dy)
}

// SumRows returns the sum of each row of a.
//
//gograd:batch s = Sum(a)
func SumRows[T Float](a Matrix[T]) []T {
	return SumRowsInto(nil, a)
}

// SumRowsInto is [SumRows] in the memory of dst.
func SumRowsInto[T Float](dst []T, a Matrix[T]) []T {
	a.check("SumRows", "a")
	dst = grow(dst, a.Rows)
	for i := range dst {
		dst[i] = kernel.Sum(a.Row(i))
	}
	return dst
}

// SumRowsAdjoint: dA[i,j] += ds[i].
//
//gograd:adjoint s = SumRows(a)
func SumRowsAdjoint[T Float](ds []T, da Matrix[T]) {
	AddToRows(da, ds)
}

// AddToRows adds x[i] to each element of row i of dst.
func AddToRows[T Float](dst Matrix[T], x []T) {
	checkFit("AddToRows", "dst", &dst, dst.Rows, "x", x)
	for i, v := range x {
		AddConstant(dst.Row(i), v)
	}
}

// DotRows returns the inner product of each row of a with the same row of b.
//
//gograd:batch s = Dot(a, b)
func DotRows[T Float](a, b Matrix[T]) []T {
	return DotRowsInto(nil, a, b)
}

// DotRowsInto is [DotRows] in the memory of dst.
func DotRowsInto[T Float](dst []T, a, b Matrix[T]) []T {
	checkShapes("DotRows", "a", &a, "b", &b)
	dst = grow(dst, a.Rows)
	for i := range dst {
		dst[i] = kernel.Dot(a.Row(i), b.Row(i))
	}
	return dst
}

// DotRowsAdjoint: dA += diag(ds)·B, dB += diag(ds)·A.
//
//gograd:adjoint s = DotRows(a, b)
func DotRowsAdjoint[T Float](a, b Matrix[T], ds []T, da, db Matrix[T]) {
	AddScaledRows(da, 1, ds, b)
	AddScaledRows(db, 1, ds, a)
}
