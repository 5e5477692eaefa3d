package tensor

import (
	"math"

	"github.com/gograd/gograd/runtime/kernel"
)

// Norm returns the Euclidean norm ‖x‖ = √(Σ x[i]²), 0 for an empty vector. It
// overflows only where the norm itself does.
func Norm[T Float](x []T) T {
	if s := kernel.SquaredNorm(x); 1e-30 < s && s < 1e30 {
		return T(math.Sqrt(float64(s)))
	}
	return scaledNorm(x)
}

// scaledNorm brings the largest element to 1 first, so that the squares neither
// overflow nor vanish.
func scaledNorm[T Float](x []T) T {
	largest := float64(NormInf(x))
	if largest == 0 || math.IsInf(largest, 0) || math.IsNaN(largest) {
		return T(largest)
	}
	var s float64
	for _, v := range x {
		r := float64(v) / largest
		s += r * r
	}
	return T(largest * math.Sqrt(s))
}

// NormAdjoint: dx += dr·x/r.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint r = Norm(x)
func NormAdjoint[T Float](x []T, r, dr T, dx []T) {
	AddDirection(dx, dr, x, r)
}

// AddDirection adds alpha·x/norm to dst, and nothing where norm is 0. It divides
// before it multiplies: x/norm is at most 1, alpha/norm may overflow.
func AddDirection[T Float](dst []T, alpha T, x []T, norm T) {
	checkLengths("AddDirection", "dst", dst, "x", x)
	if norm == 0 {
		return
	}
	for i, v := range x {
		dst[i] += alpha * (v / norm)
	}
}

// Norm1 returns ‖x‖₁ = Σ |x[i]|, 0 for an empty vector.
func Norm1[T Float](x []T) T {
	var s T
	for _, v := range x {
		s += abs(v)
	}
	return s
}

// Norm1Adjoint: dx += dr·sign x.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint r = Norm1(x)
func Norm1Adjoint[T Float](x []T, dr T, dx []T) {
	AddScaledSign(dx, dr, x)
}

// AddScaledSign adds alpha to dst where x > 0 and takes it off where x < 0.
func AddScaledSign[T Float](dst []T, alpha T, x []T) {
	checkLengths("AddScaledSign", "dst", dst, "x", x)
	for i, v := range x {
		switch {
		case v > 0:
			dst[i] += alpha
		case v < 0:
			dst[i] -= alpha
		}
	}
}

// NormInf returns ‖x‖∞ = max |x[i]|, 0 for an empty vector and NaN where an
// element is NaN.
func NormInf[T Float](x []T) T {
	var largest T
	for _, v := range x {
		largest = max(largest, abs(v))
	}
	return largest
}

// NormInfAdjoint: dx += dr·sign x where |x| = r.
// At a tie of k elements of |x| it takes 1/k of each.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint r = NormInf(x)
func NormInfAdjoint[T Float](x []T, r, dr T, dx []T) {
	AddNormInfSlope(dx, dr, x, r)
}

// AddNormInfSlope adds alpha·sign(x)/k to dst where |x| is norm, the largest,
// which k elements attain; nothing where norm is 0.
func AddNormInfSlope[T Float](dst []T, alpha T, x []T, norm T) {
	checkLengths("AddNormInfSlope", "dst", dst, "x", x)
	var ties T
	for _, v := range x {
		if abs(v) == norm {
			ties++
		}
	}
	for i, v := range x {
		switch {
		case norm == 0:
		case v == norm:
			dst[i] += alpha / ties
		case v == -norm:
			dst[i] -= alpha / ties
		}
	}
}

func abs[T Float](x T) T {
	return T(math.Abs(float64(x)))
}
