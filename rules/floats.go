package rules

import "math"

// FMA: d(x·y + z) = y·dx + x·dy + dz.
//
//gograd:adjoint w = math.FMA(x, y, z)
func FMA(x, y, dw float64) (dx, dy, dz float64) { return dw * y, x * dw, dw }

// Ldexp: y = x·2ⁿ, so dy/dx = 2ⁿ.
//
//gograd:adjoint y = math.Ldexp(x, n)
func Ldexp(n int, dy float64) (dx float64) { return math.Ldexp(dy, n) }

// Frexp: x = m·2ⁿ with 1/2 ≤ |m| < 1. The exponent n is a step, so dm/dx = 2⁻ⁿ.
// At x = 0 it takes 0.
// At x = ±2ⁿ it takes the slope of the exponent taken.
//
//gograd:adjoint m, n = math.Frexp(x)
func Frexp(m float64, n int, dm float64) (dx float64) {
	if m == 0 {
		return 0
	}
	return math.Ldexp(dm, -n)
}
