package tensor

import (
	"math"

	"github.com/gograd/gograd/runtime/kernel"
)

// MatDot returns the inner product ⟨a, b⟩ = Σ a[i,j]·b[i,j].
//
//gograd:batch s = Dot(a, b)
func MatDot[T Float](a, b Matrix[T]) T {
	checkShapes("MatDot", "a", &a, "b", &b)
	count, n := lines(&a, &b)
	var s T
	for i := range count {
		s += kernel.Dot(a.line(i, n), b.line(i, n))
	}
	return s
}

// MatDotAdjoint: dA += ds·B, dB += ds·A.
//
//gograd:adjoint s = MatDot(a, b)
func MatDotAdjoint[T Float](a, b Matrix[T], ds T, da, db Matrix[T]) {
	AddMatScaled(da, ds, b)
	AddMatScaled(db, ds, a)
}

// MatSquaredNorm returns the squared Frobenius norm Σ a[i,j]².
//
//gograd:batch s = SquaredNorm(a)
func MatSquaredNorm[T Float](a Matrix[T]) T {
	a.check("MatSquaredNorm", "a")
	count, n := lines(&a)
	var s T
	for i := range count {
		s += kernel.SquaredNorm(a.line(i, n))
	}
	return s
}

// MatSquaredNormAdjoint: dA += 2·ds·A.
//
//gograd:adjoint s = MatSquaredNorm(a)
func MatSquaredNormAdjoint[T Float](a Matrix[T], ds T, da Matrix[T]) {
	AddMatScaled(da, 2*ds, a)
}

// MatNorm returns the Frobenius norm √(Σ a[i,j]²). It overflows only where the
// norm itself does.
func MatNorm[T Float](a Matrix[T]) T {
	a.check("MatNorm", "a")
	var r float64
	for i := range a.Rows {
		r = math.Hypot(r, float64(Norm(a.Row(i))))
	}
	return T(r)
}

// MatNormAdjoint: dA += dr·A/r.
// At a = 0 it takes the subgradient 0.
//
//gograd:adjoint r = MatNorm(a)
func MatNormAdjoint[T Float](a Matrix[T], r, dr T, da Matrix[T]) {
	AddMatDirection(da, dr, a, r)
}

// AddMatDirection adds alpha·a/norm to dst, and nothing where norm is 0.
func AddMatDirection[T Float](dst Matrix[T], alpha T, a Matrix[T], norm T) {
	checkShapes("AddMatDirection", "dst", &dst, "a", &a)
	for i := range dst.Rows {
		AddDirection(dst.Row(i), alpha, a.Row(i), norm)
	}
}

// MatSum returns Σ a[i,j].
//
//gograd:batch s = Sum(a)
func MatSum[T Float](a Matrix[T]) T {
	a.check("MatSum", "a")
	count, n := lines(&a)
	var s T
	for i := range count {
		s += kernel.Sum(a.line(i, n))
	}
	return s
}

// MatSumAdjoint: dA += ds, in each element.
//
//gograd:adjoint s = MatSum(a)
func MatSumAdjoint[T Float](ds T, da Matrix[T]) {
	AddMatConstant(da, ds)
}

// MatMean returns Σ a[i,j] / (m·n), NaN for an empty matrix.
func MatMean[T Float](a Matrix[T]) T {
	return MatSum(a) / T(a.Rows*a.Cols)
}

// MatMeanAdjoint: dA += ds/(m·n), in each element.
//
//gograd:adjoint s = MatMean(a)
func MatMeanAdjoint[T Float](ds T, da Matrix[T]) {
	AddMatConstant(da, ds/T(da.Rows*da.Cols))
}
