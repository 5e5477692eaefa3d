package tensor

import (
	"math"

	"github.com/gograd/gograd/runtime/kernel"
)

// Softmax returns exp(x[i]) / Σ exp(x[j]), without overflow.
func Softmax[T Float](x []T) []T {
	return SoftmaxInto(nil, x)
}

// SoftmaxInto is [Softmax] in the memory of dst, which may be x.
func SoftmaxInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	kernel.Softmax(dst, x)
	return dst
}

// SoftmaxAdjoint: dx += y ⊙ (dy − ⟨dy, y⟩).
//
//gograd:adjoint y = Softmax(x)
func SoftmaxAdjoint[T Float](y, dy, dx []T) {
	AddSoftmaxSlope(dx, dy, y)
}

// AddSoftmaxSlope adds y ⊙ (dy − ⟨dy, y⟩) to dst, where y is a softmax.
func AddSoftmaxSlope[T Float](dst, dy, y []T) {
	checkLengths("AddSoftmaxSlope", "dy", dy, "y", y)
	checkLengths("AddSoftmaxSlope", "dst", dst, "dy", dy)
	mean := kernel.Dot(dy, y)
	for i, v := range y {
		dst[i] += v * (dy[i] - mean)
	}
}

// LogSumExp returns log Σ exp(x[i]), without overflow; −Inf for an empty vector.
func LogSumExp[T Float](x []T) T {
	return kernel.LogSumExp(x)
}

// LogSumExpAdjoint: dx += ds·exp(x − s).
// At s = ±Inf it takes the subgradient 0.
//
//gograd:adjoint s = LogSumExp(x)
func LogSumExpAdjoint[T Float](x []T, s, ds T, dx []T) {
	AddLogSumExpSlope(dx, ds, x, s)
}

// AddLogSumExpSlope adds alpha·exp(x − s) to dst, where s is the value of
// LogSumExp at x; nothing where s is infinite.
func AddLogSumExpSlope[T Float](dst []T, alpha T, x []T, s T) {
	checkLengths("AddLogSumExpSlope", "dst", dst, "x", x)
	if math.IsInf(float64(s), 0) {
		return
	}
	for i, v := range x {
		dst[i] += alpha * T(math.Exp(float64(v-s)))
	}
}
