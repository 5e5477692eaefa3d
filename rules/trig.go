package rules

import "math"

// Sin: dy/dx = cos x.
//
//gograd:adjoint y = math.Sin(x)
func Sin(x, dy float64) (dx float64) { return dy * math.Cos(x) }

// Cos: dy/dx = −sin x.
//
//gograd:adjoint y = math.Cos(x)
func Cos(x, dy float64) (dx float64) { return -dy * math.Sin(x) }

// Sincos: ds/dx = c, dc/dx = −s.
//
//gograd:adjoint s, c = math.Sincos(x)
func Sincos(s, c, ds, dc float64) (dx float64) { return ds*c - dc*s }

// Tan: dy/dx = 1 + y².
//
//gograd:adjoint y = math.Tan(x)
func Tan(y, dy float64) (dx float64) { return dy * (1 + y*y) }

// Asin: dy/dx = 1/√(1 − x²), the root factored to keep its digits near ±1.
// At x = ±1 it takes 0, as the slope is infinite.
//
// A result that is no number gives 0, as that of Sqrt.
//
//gograd:adjoint y = math.Asin(x)
func Asin(x, dy float64) (dx float64) {
	if math.Abs(x) < 1 {
		return dy / math.Sqrt((1-x)*(1+x))
	}
	return 0
}

// Acos: dy/dx = −1/√(1 − x²), the root factored to keep its digits near ±1.
// At x = ±1 it takes 0, as the slope is infinite.
//
// A result that is no number gives 0, as that of Sqrt.
//
//gograd:adjoint y = math.Acos(x)
func Acos(x, dy float64) (dx float64) {
	if math.Abs(x) < 1 {
		return -dy / math.Sqrt((1-x)*(1+x))
	}
	return 0
}

// Atan: dy/dx = 1/(1 + x²).
//
//gograd:adjoint y = math.Atan(x)
func Atan(x, dy float64) (dx float64) { return dy / (1 + x*x) }

// Atan2: the angle z of the point (x, y) has dz/dx = −y/r², dz/dy = x/r² with
// r² = x² + y². One r divides after the other, as r² overflows where r does not.
// At x = y = 0 it takes 0.
//
//gograd:adjoint z = math.Atan2(y, x)
func Atan2(y, x, dz float64) (dy, dx float64) {
	r := math.Hypot(x, y)
	if r == 0 || math.IsInf(r, 1) {
		return 0, 0
	}
	return dz * (x / r) / r, -dz * (y / r) / r
}
