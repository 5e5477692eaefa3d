package rules

// Max: the larger argument has the derivative 1, the other 0.
// At x = y it takes 1/2 of each.
//
//gograd:adjoint z = math.Max(x, y)
func Max(x, y, dz float64) (dx, dy float64) {
	if x == y {
		return dz / 2, dz / 2
	}
	if x > y {
		return dz, 0
	}
	return 0, dz
}

// MaxConstY: dz/dx = 1 where x > y, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = math.Max(x, y) const=y
func MaxConstY(x, y, dz float64) (dx float64) {
	if x > y {
		return dz
	}
	return 0
}

// MaxConstX: dz/dy = 1 where y > x, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = math.Max(x, y) const=x
func MaxConstX(x, y, dz float64) (dy float64) {
	if y > x {
		return dz
	}
	return 0
}

// Min: the smaller argument has the derivative 1, the other 0.
// At x = y it takes 1/2 of each.
//
//gograd:adjoint z = math.Min(x, y)
func Min(x, y, dz float64) (dx, dy float64) {
	if x == y {
		return dz / 2, dz / 2
	}
	if x < y {
		return dz, 0
	}
	return 0, dz
}

// MinConstY: dz/dx = 1 where x < y, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = math.Min(x, y) const=y
func MinConstY(x, y, dz float64) (dx float64) {
	if x < y {
		return dz
	}
	return 0
}

// MinConstX: dz/dy = 1 where y < x, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = math.Min(x, y) const=x
func MinConstX(x, y, dz float64) (dy float64) {
	if y < x {
		return dz
	}
	return 0
}

// Dim: d max(x − y, 0) = dx − dy where x > y, else 0. The same rule serves where x
// or y carries no derivative.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = math.Dim(x, y)
func Dim(x, y, dz float64) (dx, dy float64) {
	if x > y {
		return dz, -dz
	}
	return 0, 0
}
