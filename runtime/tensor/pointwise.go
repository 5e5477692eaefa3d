package tensor

import (
	"math"

	"github.com/gograd/gograd/runtime/kernel"
)

// Abs returns |x|, element by element.
func Abs[T Float](x []T) []T {
	return AbsInto(nil, x)
}

// AbsInto is [Abs] in the memory of dst, which may be x.
func AbsInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	absEach(dst, x)
	return dst
}

func absEach[T Float](dst, x []T) {
	for i, v := range x {
		dst[i] = abs(v)
	}
}

// AbsAdjoint: dx += dy ⊙ sign x.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint y = Abs(x)
func AbsAdjoint[T Float](x, dy, dx []T) {
	AddHadamardSign(dx, dy, x)
}

// AddHadamardSign adds x to dst where y > 0 and takes it off where y < 0.
func AddHadamardSign[T Float](dst, x, y []T) {
	checkLengths("AddHadamardSign", "x", x, "y", y)
	checkLengths("AddHadamardSign", "dst", dst, "x", x)
	for i, v := range y {
		switch {
		case v > 0:
			dst[i] += x[i]
		case v < 0:
			dst[i] -= x[i]
		}
	}
}

// Exp returns eˣ, element by element.
func Exp[T Float](x []T) []T {
	return ExpInto(nil, x)
}

// ExpInto is [Exp] in the memory of dst, which may be x.
func ExpInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	kernel.Exp(dst, x)
	return dst
}

// ExpAdjoint: dx += dy ⊙ y.
//
//gograd:adjoint y = Exp(x)
func ExpAdjoint[T Float](y, dy, dx []T) {
	AddHadamard(dx, dy, y)
}

// Log returns the natural logarithm of x, element by element.
func Log[T Float](x []T) []T {
	return LogInto(nil, x)
}

// LogInto is [Log] in the memory of dst, which may be x.
func LogInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	logEach(dst, x)
	return dst
}

func logEach[T Float](dst, x []T) {
	for i, v := range x {
		dst[i] = T(math.Log(float64(v)))
	}
}

// LogAdjoint: dx += dy / x.
// At x = 0 it takes +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = Log(x)
func LogAdjoint[T Float](x, dy, dx []T) {
	AddLogSlope(dx, dy, x)
}

// AddLogSlope adds dy/x to dst, but nothing where x and dy are both 0. A −0 is
// taken for 0, from which the logarithm rises.
func AddLogSlope[T Float](dst, dy, x []T) {
	checkLengths("AddLogSlope", "dy", dy, "x", x)
	checkLengths("AddLogSlope", "dst", dst, "dy", dy)
	for i, v := range x {
		switch {
		case v != 0:
			dst[i] += dy[i] / v
		case dy[i] != 0:
			dst[i] += dy[i] * T(math.Inf(1))
		}
	}
}
