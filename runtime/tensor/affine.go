package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Affine returns w·x + b, with w m×n, x of length n and b of length m.
func Affine[T Float](w Matrix[T], x, b []T) []T {
	return AffineInto(nil, w, x, b)
}

// AffineInto is [Affine] in the memory of dst, which may be b.
func AffineInto[T Float](dst []T, w Matrix[T], x, b []T) []T {
	return affineTo(dst, w, x, b, false)
}

// affineTo is w·x + b, or max(w·x + b, 0), in the memory of dst, possibly that of b.
func affineTo[T Float](dst []T, w Matrix[T], x, b []T, relu bool) []T {
	checkAffine("Affine", &w, x, b)
	dst = grow(dst, w.Rows)
	if len(b) > 0 && &dst[0] == &b[0] { // the product would write to what it is still to read
		kernel.GemvN(dst, 1, w.kernel(), x, 1)
		if relu {
			kernel.ReLU(dst, dst)
		}
		return dst
	}
	kernel.FusedGemvN(dst, 1, w.kernel(), x, 0, &kernel.Epilogue[T]{Bias: b, ReLU: relu})
	return dst
}

func checkAffine[T Float](op string, w *Matrix[T], x, b []T) {
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
