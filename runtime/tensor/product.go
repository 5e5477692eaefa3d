package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatVec returns a·x, with a m×n and x of length n.
//
//gograd:batch s = Dot(a, x)
//gograd:batch s = Dot(x, a)
func MatVec[T Float](a Matrix[T], x []T) []T {
	return MatVecInto(nil, a, x)
}

// MatVecInto is [MatVec] in the memory of dst.
func MatVecInto[T Float](dst []T, a Matrix[T], x []T) []T {
	checkFit("MatVec", "a", &a, a.Cols, "x", x)
	dst = grow(dst, a.Rows)
	kernel.GemvN(dst, 1, a.kernel(), x, 0)
	return dst
}

// AddMatVec adds a·x to dst.
//
//gograd:same dst += MatVec(a, x)
func AddMatVec[T Float](dst []T, a Matrix[T], x []T) {
	checkFit("AddMatVec", "a", &a, a.Cols, "x", x)
	checkFit("AddMatVec", "a", &a, a.Rows, "dst", dst)
	kernel.GemvN(dst, 1, a.kernel(), x, 1)
}

// MatVecAdjoint: dA += dy·xᵀ, dx += Aᵀ·dy.
//
//gograd:adjoint y = MatVec(a, x)
func MatVecAdjoint[T Float](a Matrix[T], x, dy []T, da Matrix[T], dx []T) {
	AddOuter(da, dy, x)
	AddMatTVec(dx, a, dy)
}

// MatTVec returns aᵀ·x, with a m×n and x of length m.
func MatTVec[T Float](a Matrix[T], x []T) []T {
	return MatTVecInto(nil, a, x)
}

// MatTVecInto is [MatTVec] in the memory of dst.
func MatTVecInto[T Float](dst []T, a Matrix[T], x []T) []T {
	checkFit("MatTVec", "a", &a, a.Rows, "x", x)
	dst = grow(dst, a.Cols)
	kernel.GemvT(dst, 1, a.kernel(), x, 0)
	return dst
}

// AddMatTVec adds aᵀ·x to dst.
//
//gograd:same dst += MatTVec(a, x)
func AddMatTVec[T Float](dst []T, a Matrix[T], x []T) {
	checkFit("AddMatTVec", "a", &a, a.Rows, "x", x)
	checkFit("AddMatTVec", "a", &a, a.Cols, "dst", dst)
	kernel.GemvT(dst, 1, a.kernel(), x, 1)
}

// AddScaledMatTVec adds alpha·aᵀ·x to dst.
//
//gograd:same dst += Scale(alpha, MatTVec(a, x))
func AddScaledMatTVec[T Float](dst []T, alpha T, a Matrix[T], x []T) {
	checkFit("AddScaledMatTVec", "a", &a, a.Rows, "x", x)
	checkFit("AddScaledMatTVec", "a", &a, a.Cols, "dst", dst)
	kernel.GemvT(dst, alpha, a.kernel(), x, 1)
}

// MatTVecAdjoint: dA += x·dyᵀ, dx += A·dy.
//
//gograd:adjoint y = MatTVec(a, x)
func MatTVecAdjoint[T Float](a Matrix[T], x, dy []T, da Matrix[T], dx []T) {
	AddOuter(da, x, dy)
	AddMatVec(dx, a, dy)
}

// Outer returns x·yᵀ, a len(x)×len(y) matrix.
func Outer[T Float](x, y []T) Matrix[T] {
	return OuterInto(Matrix[T]{}, x, y)
}

// OuterInto is [Outer] in the memory of dst.
func OuterInto[T Float](dst Matrix[T], x, y []T) Matrix[T] {
	dst.grow(len(x), len(y))
	for i, v := range x {
		kernel.Scale(dst.Row(i), v, y)
	}
	return dst
}

// AddOuter adds x·yᵀ to dst.
//
//gograd:same dst += Outer(x, y)
func AddOuter[T Float](dst Matrix[T], x, y []T) {
	checkFit("AddOuter", "dst", &dst, dst.Rows, "x", x)
	checkFit("AddOuter", "dst", &dst, dst.Cols, "y", y)
	kernel.Ger(dst.kernel(), 1, x, y)
}

// AddScaledOuter adds alpha·x·yᵀ to dst.
//
//gograd:same dst += MatScale(alpha, Outer(x, y))
func AddScaledOuter[T Float](dst Matrix[T], alpha T, x, y []T) {
	checkFit("AddScaledOuter", "dst", &dst, dst.Rows, "x", x)
	checkFit("AddScaledOuter", "dst", &dst, dst.Cols, "y", y)
	kernel.Ger(dst.kernel(), alpha, x, y)
}

// OuterAdjoint: dx += dM·y, dy += dMᵀ·x.
//
//gograd:adjoint m = Outer(x, y)
func OuterAdjoint[T Float](x, y []T, dm Matrix[T], dx, dy []T) {
	AddMatVec(dx, dm, y)
	AddMatTVec(dy, dm, x)
}
