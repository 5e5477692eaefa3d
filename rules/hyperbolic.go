package rules

import "math"

// Sinh: dy/dx = cosh x.
//
//gograd:adjoint y = math.Sinh(x)
func Sinh(x, dy float64) (dx float64) { return dy * math.Cosh(x) }

// Cosh: dy/dx = sinh x.
//
//gograd:adjoint y = math.Cosh(x)
func Cosh(x, dy float64) (dx float64) { return dy * math.Sinh(x) }

// Tanh: dy/dx = 1 − y².
//
//gograd:adjoint y = math.Tanh(x)
func Tanh(y, dy float64) (dx float64) { return dy * (1 - y*y) }

// Asinh: dy/dx = 1/√(1 + x²), by Hypot as x² may overflow.
//
//gograd:adjoint y = math.Asinh(x)
func Asinh(x, dy float64) (dx float64) { return dy / math.Hypot(1, x) }

// Acosh: dy/dx = 1/√(x² − 1), as two roots since x² may overflow.
// At x = 1 it takes 0, as the slope is infinite.
//
// A result that is no number gives 0, as that of Sqrt.
//
//gograd:adjoint y = math.Acosh(x)
func Acosh(x, dy float64) (dx float64) {
	if x > 1 {
		return dy / (math.Sqrt(x-1) * math.Sqrt(x+1))
	}
	return 0
}

// Atanh: dy/dx = 1/(1 − x²), factored to keep its digits near ±1.
// At x = ±1 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Atanh(x)
func Atanh(x, dy float64) (dx float64) {
	if math.Abs(x) == 1 && dy == 0 {
		return 0
	}
	return dy / ((1 - x) * (1 + x))
}
