package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Dot returns the inner product Σ x[i]·y[i], 0 for empty vectors.
func Dot[T Float](x, y []T) T {
	checkLengths("Dot", "x", x, "y", y)
	return kernel.Dot(x, y)
}

// DotAdjoint: dx += ds·y, dy += ds·x.
//
//gograd:adjoint s = Dot(x, y)
func DotAdjoint[T Float](x, y []T, ds T, dx, dy []T) {
	AddScaled(dx, ds, y)
	AddScaled(dy, ds, x)
}

// SquaredNorm returns ‖x‖² = Σ x[i]², 0 for an empty vector.
func SquaredNorm[T Float](x []T) T {
	return kernel.SquaredNorm(x)
}

// SquaredNormAdjoint: dx += 2·ds·x.
//
//gograd:adjoint s = SquaredNorm(x)
func SquaredNormAdjoint[T Float](x []T, ds T, dx []T) {
	AddScaled(dx, 2*ds, x)
}

// Sum returns Σ x[i], 0 for an empty vector.
func Sum[T Float](x []T) T {
	return kernel.Sum(x)
}

// SumAdjoint: dx += ds·(1, …, 1).
//
//gograd:adjoint s = Sum(x)
func SumAdjoint[T Float](ds T, dx []T) {
	AddConstant(dx, ds)
}

// Mean returns Σ x[i] / n, NaN for an empty vector.
func Mean[T Float](x []T) T {
	return kernel.Sum(x) / T(len(x))
}

// MeanAdjoint: dx += ds/n·(1, …, 1).
//
//gograd:adjoint s = Mean(x)
func MeanAdjoint[T Float](ds T, dx []T) {
	AddConstant(dx, ds/T(len(dx)))
}
