package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatMulNT returns a·bᵀ, with a m×k and b n×k.
//
//gograd:batch y = MatVec(b, a)
func MatMulNT[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMulNTInto(Matrix[T]{}, a, b)
}

// MatMulNTInto is [MatMulNT] in the memory of dst.
func MatMulNTInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkMatMul("MatMulNT", &a, &b, a.Cols, b.Cols)
	dst.grow(a.Rows, b.Rows)
	kernel.GemmNT(dst.kernel(), 1, a.kernel(), b.kernel(), 0)
	return dst
}

// AddMatMulNT adds a·bᵀ to dst.
//
//gograd:same dst += MatMulNT(a, b)
func AddMatMulNT[T Float](dst, a, b Matrix[T]) {
	checkMatMul("AddMatMulNT", &a, &b, a.Cols, b.Cols)
	checkMatMulDst("AddMatMulNT", &dst, &a, &b, a.Rows, b.Rows)
	kernel.GemmNT(dst.kernel(), 1, a.kernel(), b.kernel(), 1)
}

// MatMulNTAdjoint: dA += dC·B, dB += dCᵀ·A.
//
//gograd:adjoint c = MatMulNT(a, b)
func MatMulNTAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatMul(da, dc, b)
	AddMatMulTN(db, dc, a)
}

// MatMulTN returns aᵀ·b, with a k×m and b k×n.
func MatMulTN[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMulTNInto(Matrix[T]{}, a, b)
}

// MatMulTNInto is [MatMulTN] in the memory of dst.
func MatMulTNInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkMatMul("MatMulTN", &a, &b, a.Rows, b.Rows)
	dst.grow(a.Cols, b.Cols)
	kernel.GemmTN(dst.kernel(), 1, a.kernel(), b.kernel(), 0)
	return dst
}

// AddMatMulTN adds aᵀ·b to dst.
//
//gograd:same dst += MatMulTN(a, b)
func AddMatMulTN[T Float](dst, a, b Matrix[T]) {
	checkMatMul("AddMatMulTN", &a, &b, a.Rows, b.Rows)
	checkMatMulDst("AddMatMulTN", &dst, &a, &b, a.Cols, b.Cols)
	kernel.GemmTN(dst.kernel(), 1, a.kernel(), b.kernel(), 1)
}

// AddScaledMatMulTN adds alpha·aᵀ·b to dst.
//
//gograd:same dst += MatScale(alpha, MatMulTN(a, b))
func AddScaledMatMulTN[T Float](dst Matrix[T], alpha T, a, b Matrix[T]) {
	checkMatMul("AddScaledMatMulTN", &a, &b, a.Rows, b.Rows)
	checkMatMulDst("AddScaledMatMulTN", &dst, &a, &b, a.Cols, b.Cols)
	kernel.GemmTN(dst.kernel(), alpha, a.kernel(), b.kernel(), 1)
}

// MatMulTNAdjoint: dA += B·dCᵀ, dB += A·dC.
//
//gograd:adjoint c = MatMulTN(a, b)
func MatMulTNAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatMulNT(da, b, dc)
	AddMatMul(db, a, dc)
}

// MatMulTT returns aᵀ·bᵀ, with a k×m and b n×k.
func MatMulTT[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMulTTInto(Matrix[T]{}, a, b)
}

// MatMulTTInto is [MatMulTT] in the memory of dst.
func MatMulTTInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkMatMul("MatMulTT", &a, &b, a.Rows, b.Cols)
	dst.grow(a.Cols, b.Rows)
	kernel.GemmTT(dst.kernel(), 1, a.kernel(), b.kernel(), 0)
	return dst
}

// AddMatMulTT adds aᵀ·bᵀ to dst.
//
//gograd:same dst += MatMulTT(a, b)
func AddMatMulTT[T Float](dst, a, b Matrix[T]) {
	checkMatMul("AddMatMulTT", &a, &b, a.Rows, b.Cols)
	checkMatMulDst("AddMatMulTT", &dst, &a, &b, a.Cols, b.Rows)
	kernel.GemmTT(dst.kernel(), 1, a.kernel(), b.kernel(), 1)
}

// MatMulTTAdjoint: dA += Bᵀ·dCᵀ, dB += dCᵀ·Aᵀ.
//
//gograd:adjoint c = MatMulTT(a, b)
func MatMulTTAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatMulTT(da, b, dc)
	AddMatMulTT(db, dc, a)
}
