package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Max returns the largest element of x, NaN where an element is NaN. It panics
// if x is empty.
func Max[T Float](x []T) T {
	if len(x) == 0 {
		panic("tensor.Max: x is empty")
	}
	return kernel.Max(x)
}

// MaxAdjoint: dx += dm where x = m.
// At a tie of k elements of x it takes 1/k of each.
//
//gograd:adjoint m = Max(x)
func MaxAdjoint[T Float](x []T, m, dm T, dx []T) {
	AddMaxSlope(dx, dm, x, m)
}

// AddMaxSlope adds alpha/k to dst where x is largest, the largest element, which
// k elements attain.
func AddMaxSlope[T Float](dst []T, alpha T, x []T, largest T) {
	checkLengths("AddMaxSlope", "dst", dst, "x", x)
	var ties T
	for _, v := range x {
		if v == largest {
			ties++
		}
	}
	for i, v := range x {
		if v == largest {
			dst[i] += alpha / ties
		}
	}
}

// Maximum returns max(x, y), element by element.
func Maximum[T Float](x, y []T) []T {
	return MaximumInto(nil, x, y)
}

// MaximumInto is [Maximum] in the memory of dst, which may be x or y.
func MaximumInto[T Float](dst, x, y []T) []T {
	checkLengths("Maximum", "x", x, "y", y)
	dst = grow(dst, len(x))
	maximumEach(dst, x, y)
	return dst
}

func maximumEach[T Float](dst, x, y []T) {
	for i := range dst {
		dst[i] = max(x[i], y[i])
	}
}

// MaximumAdjoint: dx += dz where x > y, dy += dz where y > x.
// At x = y it takes 1/2 of each.
//
//gograd:adjoint z = Maximum(x, y)
func MaximumAdjoint[T Float](x, y, dz, dx, dy []T) {
	AddWhereLarger(dx, dz, x, y, 0.5)
	AddWhereLarger(dy, dz, y, x, 0.5)
}

// MaximumLeftAdjoint: dx += dz where x > y, for a y without a derivative.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = Maximum(x, y) const=y
func MaximumLeftAdjoint[T Float](x, y, dz, dx []T) {
	AddWhereLarger(dx, dz, x, y, 0)
}

// MaximumRightAdjoint: dy += dz where y > x, for an x without a derivative.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = Maximum(x, y) const=x
func MaximumRightAdjoint[T Float](x, y, dz, dy []T) {
	AddWhereLarger(dy, dz, y, x, 0)
}

// AddWhereLarger adds dz to dst where x > y, and tie·dz where x = y.
func AddWhereLarger[T Float](dst, dz, x, y []T, tie T) {
	checkLengths("AddWhereLarger", "x", x, "y", y)
	checkLengths("AddWhereLarger", "dz", dz, "x", x)
	checkLengths("AddWhereLarger", "dst", dst, "x", x)
	for i, v := range x {
		switch {
		case v > y[i]:
			dst[i] += dz[i]
		case v == y[i] && tie != 0:
			dst[i] += tie * dz[i]
		}
	}
}
