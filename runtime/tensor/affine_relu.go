package tensor

import "github.com/gograd/gograd/runtime/kernel"

// AffineReLU returns max(w·x + b, 0), with w m×n, x of length n and b of length m: a layer of a network.
//
//gograd:same y = ReLU(Affine(w, x, b))
func AffineReLU[T Float](w Matrix[T], x, b []T) []T {
	return AffineReLUInto(nil, w, x, b)
}

// AffineReLUInto is [AffineReLU] in the memory of dst, which may be b.
func AffineReLUInto[T Float](dst []T, w Matrix[T], x, b []T) []T {
	return affineTo(dst, w, x, b, true)
}

// AffineReLUAdjoint: with dz = dy where y > 0, dW += dz·xᵀ, dx += Wᵀ·dz, db += dz.
// At w·x + b = 0 it takes the subgradient 0.
//
//gograd:adjoint y = AffineReLU(w, x, b)
func AffineReLUAdjoint[T Float](w Matrix[T], x, y, dy []T, dw Matrix[T], dx, db []T) {
	dz := Masked(dy, y)
	AddOuter(dw, dz, x)
	AddMatTVec(dx, w, dz)
	AddVector(db, dz)
}

// AffineReLURows returns max(x·wᵀ + b, 0) in each row: [AffineReLU] of every row of x, with x n×d, w m×d, b of
// length m and a result n×m.
//
//gograd:same y = MatReLU(AffineRows(x, w, b))
//gograd:batch y = AffineReLU(w, x, b)
func AffineReLURows[T Float](x, w Matrix[T], b []T) Matrix[T] {
	return AffineReLURowsInto(Matrix[T]{}, x, w, b)
}

// AffineReLURowsInto is [AffineReLURows] in the memory of dst.
func AffineReLURowsInto[T Float](dst, x, w Matrix[T], b []T) Matrix[T] {
	checkAffineRows("AffineRows", &x, &w, b)
	dst.grow(x.Rows, w.Rows)
	kernel.FusedNT(dst.kernel(), 1, x.kernel(), w.kernel(), 0, &kernel.Epilogue[T]{Bias: b, ReLU: true})
	return dst
}

// AffineReLURowsAdjoint: with dZ = dY where y > 0, dX += dZ·W, dW += dZᵀ·X, db += the sum of dZ's rows.
// At x·wᵀ + b = 0 it takes the subgradient 0.
//
//gograd:adjoint y = AffineReLURows(x, w, b)
func AffineReLURowsAdjoint[T Float](x, w, y, dy, dx, dw Matrix[T], db []T) {
	dz := MatMasked(dy, y)
	AddMatMul(dx, dz, w)
	AddMatMulTN(dw, dz, x)
	AddColumnSums(db, dz)
}
