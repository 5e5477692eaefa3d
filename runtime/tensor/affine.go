package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Affine returns w·x + b, with w m×n, x of length n and b of length m.
func Affine[T Float](w Matrix[T], x, b []T) []T {
	return AffineInto(nil, w, x, b)
}

// AffineInto is [Affine] in the memory of dst, which may be b.
func AffineInto[T Float](dst []T, w Matrix[T], x, b []T) []T {
	checkAffine("Affine", w, x, b)
	dst = grow(dst, w.Rows)
	copy(dst, b)
	kernel.GemvN(dst, 1, kernel.Matrix[T](w), x, 1)
	return dst
}

func checkAffine[T Float](op string, w Matrix[T], x, b []T) {
	checkFit(op, "w", w, w.Cols, "x", x)
	checkFit(op, "w", w, w.Rows, "b", b)
}

// AffineAdjoint: dW += dy·xᵀ, dx += Wᵀ·dy, db += dy.
//
//gograd:adjoint y = Affine(w, x, b)
func AffineAdjoint[T Float](w Matrix[T], x, dy []T, dw Matrix[T], dx, db []T) {
	AddOuter(dw, dy, x)
	AddMatTVec(dx, w, dy)
	AddVector(db, dy)
}
