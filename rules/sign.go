package rules

// Abs: dy/dx = sign x.
// At x = 0 it takes the subgradient 0.
//
//gograd:adjoint y = math.Abs(x)
func Abs(x, dy float64) (dx float64) {
	if x > 0 {
		return dy
	}
	if x < 0 {
		return -dy
	}
	return 0
}

// Copysign: z = |x|·sign y, so dz/dx = sign x · sign y, which is 1 where z = x, else −1.
// The sign of y is a step.
// At x = 0 it takes the subgradient 0.
// At y = 0 it takes 0 for the step.
//
//gograd:adjoint z = math.Copysign(x, y) const=y
func Copysign(x, z, dz float64) (dx float64) {
	if x == 0 {
		return 0
	}
	if x == z {
		return dz
	}
	return -dz
}
