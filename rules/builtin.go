package rules

// BuiltinMax: the larger argument has the derivative 1, the other 0.
// At x = y it takes 1/2 of each.
//
//gograd:adjoint z = max(x, y)
func BuiltinMax[T Float](x, y, dz T) (dx, dy T) {
	if x == y {
		return dz / 2, dz / 2
	}
	if x > y {
		return dz, 0
	}
	return 0, dz
}

// BuiltinMaxConstY: dz/dx = 1 where x > y, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = max(x, y) const=y
func BuiltinMaxConstY[T Float](x, y, dz T) (dx T) {
	if x > y {
		return dz
	}
	return 0
}

// BuiltinMaxConstX: dz/dy = 1 where y > x, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = max(x, y) const=x
func BuiltinMaxConstX[T Float](x, y, dz T) (dy T) {
	if y > x {
		return dz
	}
	return 0
}

// BuiltinMin: the smaller argument has the derivative 1, the other 0.
// At x = y it takes 1/2 of each.
//
//gograd:adjoint z = min(x, y)
func BuiltinMin[T Float](x, y, dz T) (dx, dy T) {
	if x == y {
		return dz / 2, dz / 2
	}
	if x < y {
		return dz, 0
	}
	return 0, dz
}

// BuiltinMinConstY: dz/dx = 1 where x < y, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = min(x, y) const=y
func BuiltinMinConstY[T Float](x, y, dz T) (dx T) {
	if x < y {
		return dz
	}
	return 0
}

// BuiltinMinConstX: dz/dy = 1 where y < x, else 0.
// At x = y it takes the subgradient 0.
//
//gograd:adjoint z = min(x, y) const=x
func BuiltinMinConstX[T Float](x, y, dz T) (dy T) {
	if y < x {
		return dz
	}
	return 0
}
