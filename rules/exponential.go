package rules

import "math"

// Exp: dy/dx = y.
//
//gograd:adjoint y = math.Exp(x)
func Exp(y, dy float64) (dx float64) { return dy * y }

// Exp2: dy/dx = y·ln 2.
//
//gograd:adjoint y = math.Exp2(x)
func Exp2(y, dy float64) (dx float64) { return dy * y * math.Ln2 }

// Expm1: dy/dx = eˣ, which y + 1 would lose digits of for x < 0.
//
//gograd:adjoint y = math.Expm1(x)
func Expm1(x, dy float64) (dx float64) { return dy * math.Exp(x) }

// Log: dy/dx = 1/x.
// At x = 0 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Log(x)
func Log(x, dy float64) (dx float64) {
	if x == 0 && dy == 0 {
		return 0
	}
	return dy / x
}

// Log2: dy/dx = 1/(x·ln 2).
// At x = 0 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Log2(x)
func Log2(x, dy float64) (dx float64) {
	if x == 0 && dy == 0 {
		return 0
	}
	return dy * math.Log2E / x
}

// Log10: dy/dx = 1/(x·ln 10).
// At x = 0 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Log10(x)
func Log10(x, dy float64) (dx float64) {
	if x == 0 && dy == 0 {
		return 0
	}
	return dy * math.Log10E / x
}

// Log1p: dy/dx = 1/(1 + x).
// At x = -1 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Log1p(x)
func Log1p(x, dy float64) (dx float64) {
	if x == -1 && dy == 0 {
		return 0
	}
	return dy / (1 + x)
}
