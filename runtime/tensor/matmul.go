package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatMul returns a·b, with a m×k and b k×n.
//
//gograd:batch y = MatTVec(b, a)
func MatMul[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMulInto(Matrix[T]{}, a, b)
}

// MatMulInto is [MatMul] in the memory of dst.
func MatMulInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkMatMul("MatMul", &a, &b, a.Cols, b.Rows)
	dst.grow(a.Rows, b.Cols)
	kernel.GemmNN(dst.kernel(), 1, a.kernel(), b.kernel(), 0)
	return dst
}

// AddMatMul adds a·b to dst.
//
//gograd:same dst += MatMul(a, b)
func AddMatMul[T Float](dst, a, b Matrix[T]) {
	checkMatMul("AddMatMul", &a, &b, a.Cols, b.Rows)
	checkMatMulDst("AddMatMul", &dst, &a, &b, a.Rows, b.Cols)
	kernel.GemmNN(dst.kernel(), 1, a.kernel(), b.kernel(), 1)
}

// MatMulAdjoint: dA += dC·Bᵀ, dB += Aᵀ·dC.
//
//gograd:adjoint c = MatMul(a, b)
func MatMulAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatMulNT(da, dc, b)
	AddMatMulTN(db, a, dc)
}

// checkMatMul panics unless the inner dimensions agree.
func checkMatMul[T Float](op string, a, b *Matrix[T], innerA, innerB int) {
	a.check(op, "a")
	b.check(op, "b")
	if innerA != innerB {
		panic("tensor." + op + ": a is " + a.shape() + ", b is " + b.shape())
	}
}

// checkMatMulDst panics unless dst is rows×cols, the shape of the product.
func checkMatMulDst[T Float](op string, dst, a, b *Matrix[T], rows, cols int) {
	dst.check(op, "dst")
	if dst.Rows != rows || dst.Cols != cols {
		panic("tensor." + op + ": dst is " + dst.shape() + ", a is " + a.shape() + ", b is " + b.shape())
	}
}
