package rules

// Float is what the operators and the built-in functions are differentiated for.
type Float interface{ ~float32 | ~float64 }

// Add: d(x + y) = dx + dy.
//
//gograd:adjoint z = x + y
func Add[T Float](dz T) (dx, dy T) { return dz, dz }

// Sub: d(x − y) = dx − dy.
//
//gograd:adjoint z = x - y
func Sub[T Float](dz T) (dx, dy T) { return dz, -dz }

// Mul: d(x·y) = y·dx + x·dy.
//
//gograd:adjoint z = x * y
func Mul[T Float](x, y, dz T) (dx, dy T) { return dz * y, x * dz }

// Div: d(x/y) = (dx − z·dy)/y with z = x/y. A denominator of 0 gives what IEEE
// arithmetic makes of the formula.
//
//gograd:adjoint z = x / y
func Div[T Float](y, z, dz T) (dx, dy T) {
	dx = dz / y
	return dx, -z * dx
}

// Neg: d(−x) = −dx.
//
//gograd:adjoint y = -x
func Neg[T Float](dy T) (dx T) { return -dy }
