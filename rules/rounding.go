package rules

import "math"

// Floor is a step: its derivative is 0.
// At integer x it takes 0.
//
//gograd:adjoint y = math.Floor(x) const=x
func Floor() {}

// Ceil is a step: its derivative is 0.
// At integer x it takes 0.
//
//gograd:adjoint y = math.Ceil(x) const=x
func Ceil() {}

// Trunc is a step: its derivative is 0.
// At integer x it takes 0.
//
//gograd:adjoint y = math.Trunc(x) const=x
func Trunc() {}

// Round is a step: its derivative is 0.
// At half-integer x it takes 0.
//
//gograd:adjoint y = math.Round(x) const=x
func Round() {}

// RoundToEven is a step: its derivative is 0.
// At half-integer x it takes 0.
//
//gograd:adjoint y = math.RoundToEven(x) const=x
func RoundToEven() {}

// Logb is a step, the binary exponent of x: its derivative is 0.
// At x = ±2ⁿ it takes 0.
//
//gograd:adjoint y = math.Logb(x) const=x
func Logb() {}

// Modf: x = n + r. The integer part n is a step, so dr/dx = 1.
// At integer x it takes 1, the slope between the jumps.
//
//gograd:adjoint n, r = math.Modf(x)
func Modf(dr float64) (dx float64) { return dr }

// Mod: z = x − q·y with the integer quotient q rounded towards 0, so
// dz/dx = 1 and dz/dy = −q. Rounding takes the error out of q, and shows that q
// is a step.
// At the jumps of Mod(x, y) it takes 1 and minus the quotient taken.
//
//gograd:adjoint z = math.Mod(x, y)
func Mod(x, y, z, dz float64) (dx, dy float64) {
	return dz, -dz * math.Round((x-z)/y)
}

// Remainder: z = x − q·y with the integer quotient q rounded to nearest, so
// dz/dx = 1 and dz/dy = −q. Rounding takes the error out of q, and shows that q
// is a step.
// At the jumps of Remainder(x, y) it takes 1 and minus the quotient taken.
//
//gograd:adjoint z = math.Remainder(x, y)
func Remainder(x, y, z, dz float64) (dx, dy float64) {
	return dz, -dz * math.Round((x-z)/y)
}

// Nextafter: z is x up to its last bit, so dz/dx = 1. The direction y is a step.
// At every x it takes 1.
//
//gograd:adjoint z = math.Nextafter(x, y) const=y
func Nextafter(dz float64) (dx float64) { return dz }

// Nextafter32: z is x up to its last bit, so dz/dx = 1. The direction y is a step.
// At every x it takes 1.
//
//gograd:adjoint z = math.Nextafter32(x, y) const=y
func Nextafter32(dz float32) (dx float32) { return dz }
