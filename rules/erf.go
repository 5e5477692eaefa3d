package rules

import "math"

// Erf: dy/dx = 2/√π · exp(−x²).
//
//gograd:adjoint y = math.Erf(x)
func Erf(x, dy float64) (dx float64) { return dy * (2 / math.SqrtPi) * math.Exp(-x*x) }

// Erfc: dy/dx = −2/√π · exp(−x²).
//
//gograd:adjoint y = math.Erfc(x)
func Erfc(x, dy float64) (dx float64) { return -dy * (2 / math.SqrtPi) * math.Exp(-x*x) }

// Erfinv: dy/dx = √π/2 · exp(y²).
// At x = ±1 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Erfinv(x)
func Erfinv(y, dy float64) (dx float64) {
	if math.IsInf(y, 0) && dy == 0 {
		return 0
	}
	return dy * (math.SqrtPi / 2) * math.Exp(y*y)
}

// Erfcinv: dy/dx = −√π/2 · exp(y²).
// At x = 0 or x = 2 it takes the limit -Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Erfcinv(x)
func Erfcinv(y, dy float64) (dx float64) {
	if math.IsInf(y, 0) && dy == 0 {
		return 0
	}
	return -dy * (math.SqrtPi / 2) * math.Exp(y*y)
}
