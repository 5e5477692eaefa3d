package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Masked returns x where y > 0, and 0 elsewhere: the derivative of ReLU, applied to x.
func Masked[T Float](x, y []T) []T {
	return MaskedInto(nil, x, y)
}

// MaskedInto is [Masked] in the memory of dst, which may be x or y.
func MaskedInto[T Float](dst, x, y []T) []T {
	checkLengths("Masked", "x", x, "y", y)
	dst = grow(dst, len(x))
	kernel.Mask(dst, x, y)
	return dst
}

// MaskedAdjoint: dx += dz where y > 0, and nothing to dy.
//
//gograd:adjoint z = Masked(x, y)
func MaskedAdjoint[T Float](y, dz, dx, dy []T) {
	AddMasked(dx, dz, y)
}

// MatMasked returns a where b > 0, and 0 elsewhere.
func MatMasked[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMaskedInto(Matrix[T]{}, a, b)
}

// MatMaskedInto is [MatMasked] in the memory of dst, which may be a or b.
func MatMaskedInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes("MatMasked", "a", &a, "b", &b)
	dst.grow(a.Rows, a.Cols)
	each3(&dst, &a, &b, kernel.Mask)
	return dst
}

// MatMaskedAdjoint: dA += dC where b > 0, and nothing to db.
//
//gograd:adjoint c = MatMasked(a, b)
func MatMaskedAdjoint[T Float](b, dc, da, db Matrix[T]) {
	AddMatMasked(da, dc, b)
}

// MatTVecMasked returns aᵀ·x where y > 0, and 0 elsewhere. Its panics are those of [MatTVec] and [Masked].
//
//gograd:same z = Masked(MatTVec(a, x), y)
func MatTVecMasked[T Float](a Matrix[T], x, y []T) []T {
	return MatTVecMaskedInto(nil, a, x, y)
}

// MatTVecMaskedInto is [MatTVecMasked] in the memory of dst.
func MatTVecMaskedInto[T Float](dst []T, a Matrix[T], x, y []T) []T {
	checkFit("MatTVec", "a", &a, a.Rows, "x", x)
	if len(y) != a.Cols {
		SameLength("tensor.Masked: x", a.Cols, "y", len(y))
	}
	dst = grow(dst, a.Cols)
	kernel.FusedGemvT(dst, 1, a.kernel(), x, 0, &kernel.Epilogue[T]{Mask: y})
	return dst
}

// MatTVecMaskedAdjoint: with dv = dz where y > 0, dA += x·dvᵀ, dx += A·dv, and nothing to dy.
//
//gograd:adjoint z = MatTVecMasked(a, x, y)
func MatTVecMaskedAdjoint[T Float](a Matrix[T], x, y, dz []T, da Matrix[T], dx, dy []T) {
	dv := Masked(dz, y)
	AddOuter(da, x, dv)
	AddMatVec(dx, a, dv)
}

// MatMulMasked returns a·b where c > 0, and 0 elsewhere. Its panics are those of [MatMul] and [MatMasked].
//
//gograd:same d = MatMasked(MatMul(a, b), c)
func MatMulMasked[T Float](a, b, c Matrix[T]) Matrix[T] {
	return MatMulMaskedInto(Matrix[T]{}, a, b, c)
}

// MatMulMaskedInto is [MatMulMasked] in the memory of dst.
func MatMulMaskedInto[T Float](dst, a, b, c Matrix[T]) Matrix[T] {
	checkMatMul("MatMul", &a, &b, a.Cols, b.Rows)
	if c.check("MatMasked", "b"); c.Rows != a.Rows || c.Cols != b.Cols {
		panic("tensor.MatMasked: a is " + shape(a.Rows, b.Cols) + ", b is " + c.shape())
	}
	dst.grow(a.Rows, b.Cols)
	kernel.FusedNN(dst.kernel(), 1, a.kernel(), b.kernel(), 0, &kernel.Epilogue[T]{Mask: c.Data, MaskStride: c.Stride})
	return dst
}

// MatMulMaskedAdjoint: with dE = dD where c > 0, dA += dE·Bᵀ, dB += Aᵀ·dE, and nothing to dc.
//
//gograd:adjoint d = MatMulMasked(a, b, c)
func MatMulMaskedAdjoint[T Float](a, b, c, dd, da, db, dc Matrix[T]) {
	de := MatMasked(dd, c)
	AddMatMulNT(da, de, b)
	AddMatMulTN(db, a, de)
}
