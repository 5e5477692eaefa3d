package rules

import "math"

// Sqrt: dy/dx = 1/(2y).
// At x = 0 it takes 0, as the slope is infinite.
//
// A root that is no number gives 0 too: a program that then takes another way has a derivative.
//
//gograd:adjoint y = math.Sqrt(x)
func Sqrt(y, dy float64) (dx float64) {
	if y > 0 {
		return dy / (2 * y)
	}
	return 0
}

// Cbrt: dy/dx = 1/(3y²).
// At x = 0 it takes 0, as the slope is infinite.
//
//gograd:adjoint y = math.Cbrt(x)
func Cbrt(y, dy float64) (dx float64) {
	if y == 0 {
		return 0
	}
	return dy / (3 * y * y)
}

// Hypot: dz/dx = x/z, dz/dy = y/z. The quotients don't overflow where x² would.
// At x = y = 0 it takes the subgradient 0.
//
//gograd:adjoint z = math.Hypot(x, y)
func Hypot(x, y, z, dz float64) (dx, dy float64) {
	if z == 0 {
		return 0, 0
	}
	return dz * (x / z), dz * (y / z)
}

// Pow: dz/dx = y·x^(y−1), dz/dy = z·ln x.
// At x = 0 it takes 0 by x where 0 <= y < 1.
// At x = 0 it takes the limit ±Inf by x where y < 0, or 0 where the adjoint is 0.
// At x <= 0 it takes 0 by y.
//
//gograd:adjoint z = math.Pow(x, y)
func Pow(x, y, z, dz float64) (dx, dy float64) {
	return powBase(x, y, dz), powExponent(x, z, dz)
}

// PowConstY: dz/dx = y·x^(y−1).
// At x = 0 it takes 0 where 0 <= y < 1.
// At x = 0 it takes the limit ±Inf where y < 0, or 0 where the adjoint is 0.
//
//gograd:adjoint z = math.Pow(x, y) const=y
func PowConstY(x, y, dz float64) (dx float64) { return powBase(x, y, dz) }

// PowConstX: dz/dy = z·ln x.
// At x <= 0 it takes 0.
//
//gograd:adjoint z = math.Pow(x, y) const=x
func PowConstX(x, z, dz float64) (dy float64) { return powExponent(x, z, dz) }

// powBase is the contribution of x^y to x.
func powBase(x, y, dz float64) float64 {
	if x == 0 && y < 1 && (y >= 0 || dz == 0) {
		return 0
	}
	return dz * y * math.Pow(x, y-1)
}

// powExponent is the contribution of z = x^y to y. Where x is infinite and z = 0, the
// limit of z·ln x is 0.
func powExponent(x, z, dz float64) float64 {
	if x <= 0 || z == 0 {
		return 0
	}
	return dz * z * math.Log(x)
}
