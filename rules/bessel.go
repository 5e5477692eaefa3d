package rules

import "math"

// J0: dy/dx = −J₁(x).
//
//gograd:adjoint y = math.J0(x)
func J0(x, dy float64) (dx float64) { return -dy * math.J1(x) }

// J1: dy/dx = (J₀(x) − J₂(x))/2, which unlike J₀ − y/x has no singular point.
//
//gograd:adjoint y = math.J1(x)
func J1(x, dy float64) (dx float64) { return dy * (math.J0(x) - math.Jn(2, x)) / 2 }

// Jn: dy/dx = (Jₙ₋₁(x) − Jₙ₊₁(x))/2.
//
//gograd:adjoint y = math.Jn(n, x)
func Jn(n int, x, dy float64) (dx float64) {
	return dy * (math.Jn(n-1, x) - math.Jn(n+1, x)) / 2
}

// Y0: dy/dx = −Y₁(x).
// At x = 0 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Y0(x)
func Y0(x, dy float64) (dx float64) {
	if x == 0 && dy == 0 {
		return 0
	}
	return -dy * math.Y1(x)
}

// Y1: dy/dx = (Y₀(x) − Y₂(x))/2.
// At x = 0 it takes the limit +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Y1(x)
func Y1(x, y, dy float64) (dx float64) {
	if x == 0 {
		return besselPole(y, dy)
	}
	return dy * (math.Y0(x) - math.Yn(2, x)) / 2
}

// Yn: dy/dx = (Yₙ₋₁(x) − Yₙ₊₁(x))/2.
// At x = 0 it takes the limit ±Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Yn(n, x)
func Yn(n int, x, y, dy float64) (dx float64) {
	if x == 0 {
		return besselPole(y, dy)
	}
	return dy * (math.Yn(n-1, x) - math.Yn(n+1, x)) / 2
}

// besselPole is the contribution of an infinite y = Yₙ(0), where the formula is Inf − Inf:
// the slope is infinite too, with the opposite sign.
func besselPole(y, dy float64) float64 {
	if dy == 0 {
		return 0
	}
	return -dy * y
}
