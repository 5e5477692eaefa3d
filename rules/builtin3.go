package rules

// Once the result u is known, max and min have the same rules: the arguments that
// equal u share its adjoint.

// Builtin3: the argument that is the extreme has the derivative 1, the others 0.
// At a tie it takes 1/k for each of the k extremes among x, y and z.
//
//gograd:adjoint u = max(x, y, z)
//gograd:adjoint u = min(x, y, z)
func Builtin3[T Float](x, y, z, u, du T) (dx, dy, dz T) {
	a, b, c := equal(x, u), equal(y, u), equal(z, u)
	share := du / (a + b + c)
	return a * share, b * share, c * share
}

// Builtin3ConstX: the argument that is the extreme has the derivative 1, but x carries none.
// At a tie it takes 0 if x is an extreme, else 1/2 for each of y and z.
//
//gograd:adjoint u = max(x, y, z) const=x
//gograd:adjoint u = min(x, y, z) const=x
func Builtin3ConstX[T Float](x, y, z, u, du T) (dy, dz T) {
	if x == u {
		return 0, 0
	}
	a, b := equal(y, u), equal(z, u)
	share := du / (a + b)
	return a * share, b * share
}

// Builtin3ConstY: the argument that is the extreme has the derivative 1, but y carries none.
// At a tie it takes 0 if y is an extreme, else 1/2 for each of x and z.
//
//gograd:adjoint u = max(x, y, z) const=y
//gograd:adjoint u = min(x, y, z) const=y
func Builtin3ConstY[T Float](x, y, z, u, du T) (dx, dz T) {
	if y == u {
		return 0, 0
	}
	a, b := equal(x, u), equal(z, u)
	share := du / (a + b)
	return a * share, b * share
}

// Builtin3ConstZ: the argument that is the extreme has the derivative 1, but z carries none.
// At a tie it takes 0 if z is an extreme, else 1/2 for each of x and y.
//
//gograd:adjoint u = max(x, y, z) const=z
//gograd:adjoint u = min(x, y, z) const=z
func Builtin3ConstZ[T Float](x, y, z, u, du T) (dx, dy T) {
	if z == u {
		return 0, 0
	}
	a, b := equal(x, u), equal(y, u)
	share := du / (a + b)
	return a * share, b * share
}

// Builtin3ConstXY: du/dz = 1 where z alone is the extreme, else 0.
// At z = x or z = y it takes the subgradient 0.
//
//gograd:adjoint u = max(x, y, z) const=x,y
//gograd:adjoint u = min(x, y, z) const=x,y
func Builtin3ConstXY[T Float](x, y, u, du T) (dz T) {
	if x == u || y == u {
		return 0
	}
	return du
}

// Builtin3ConstXZ: du/dy = 1 where y alone is the extreme, else 0.
// At y = x or y = z it takes the subgradient 0.
//
//gograd:adjoint u = max(x, y, z) const=x,z
//gograd:adjoint u = min(x, y, z) const=x,z
func Builtin3ConstXZ[T Float](x, z, u, du T) (dy T) {
	if x == u || z == u {
		return 0
	}
	return du
}

// Builtin3ConstYZ: du/dx = 1 where x alone is the extreme, else 0.
// At x = y or x = z it takes the subgradient 0.
//
//gograd:adjoint u = max(x, y, z) const=y,z
//gograd:adjoint u = min(x, y, z) const=y,z
func Builtin3ConstYZ[T Float](y, z, u, du T) (dx T) {
	if y == u || z == u {
		return 0
	}
	return du
}

// equal is 1 where x = u, else 0.
func equal[T Float](x, u T) T {
	if x == u {
		return 1
	}
	return 0
}
