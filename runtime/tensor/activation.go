package tensor

import "github.com/gograd/gograd/runtime/kernel"

// ReLU returns max(x, 0), element by element.
func ReLU[T Float](x []T) []T {
	return ReLUInto(nil, x)
}

// ReLUInto is [ReLU] in the memory of dst, which may be x.
func ReLUInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	kernel.ReLU(dst, x)
	return dst
}

// ReLUAdjoint: dx += dy where y > 0.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint y = ReLU(x)
func ReLUAdjoint[T Float](y, dy, dx []T) {
	AddMasked(dx, dy, y)
}

// AddMasked adds x to dst where y > 0.
//
//gograd:same dst += Masked(x, y)
func AddMasked[T Float](dst, x, y []T) {
	checkLengths("AddMasked", "x", x, "y", y)
	checkLengths("AddMasked", "dst", dst, "x", x)
	kernel.AddMask(dst, x, y)
}

// Sigmoid returns σ(x) = 1/(1 + e⁻ˣ), element by element.
func Sigmoid[T Float](x []T) []T {
	return SigmoidInto(nil, x)
}

// SigmoidInto is [Sigmoid] in the memory of dst, which may be x.
func SigmoidInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	kernel.Sigmoid(dst, x)
	return dst
}

// SigmoidAdjoint: dx += dy ⊙ y ⊙ (1 − y).
//
//gograd:adjoint y = Sigmoid(x)
func SigmoidAdjoint[T Float](y, dy, dx []T) {
	AddSigmoidSlope(dx, dy, y)
}

// AddSigmoidSlope adds dy ⊙ y ⊙ (1 − y) to dst, where y is a sigmoid's value.
func AddSigmoidSlope[T Float](dst, dy, y []T) {
	checkLengths("AddSigmoidSlope", "dy", dy, "y", y)
	checkLengths("AddSigmoidSlope", "dst", dst, "dy", dy)
	for i, v := range y {
		dst[i] += dy[i] * (v * (1 - v))
	}
}

// Tanh returns tanh x, element by element.
func Tanh[T Float](x []T) []T {
	return TanhInto(nil, x)
}

// TanhInto is [Tanh] in the memory of dst, which may be x.
func TanhInto[T Float](dst, x []T) []T {
	dst = grow(dst, len(x))
	kernel.Tanh(dst, x)
	return dst
}

// TanhAdjoint: dx += dy ⊙ (1 − y²).
//
//gograd:adjoint y = Tanh(x)
func TanhAdjoint[T Float](y, dy, dx []T) {
	AddTanhSlope(dx, dy, y)
}

// AddTanhSlope adds dy ⊙ (1 − y²) to dst, where y is a hyperbolic tangent. The
// square is taken as a product of factors, which keeps 1 − y² exact near ±1.
func AddTanhSlope[T Float](dst, dy, y []T) {
	checkLengths("AddTanhSlope", "dy", dy, "y", y)
	checkLengths("AddTanhSlope", "dst", dst, "dy", dy)
	for i, v := range y {
		dst[i] += dy[i] * ((1 - v) * (1 + v))
	}
}
