package tensor

import "github.com/gograd/gograd/runtime/kernel"

// Add returns x + y.
func Add[T Float](x, y []T) []T {
	return AddInto(nil, x, y)
}

// AddInto is [Add] in the memory of dst, which may be x or y.
func AddInto[T Float](dst, x, y []T) []T {
	checkLengths("Add", "x", x, "y", y)
	dst = grow(dst, len(x))
	kernel.Add(dst, x, y)
	return dst
}

// AddAdjoint: dx += dz, dy += dz.
//
//gograd:adjoint z = Add(x, y)
func AddAdjoint[T Float](dz, dx, dy []T) {
	AddVector(dx, dz)
	AddVector(dy, dz)
}

// Sub returns x − y.
func Sub[T Float](x, y []T) []T {
	return SubInto(nil, x, y)
}

// SubInto is [Sub] in the memory of dst, which may be x or y.
func SubInto[T Float](dst, x, y []T) []T {
	checkLengths("Sub", "x", x, "y", y)
	dst = grow(dst, len(x))
	kernel.Sub(dst, x, y)
	return dst
}

// SubAdjoint: dx += dz, dy −= dz.
//
//gograd:adjoint z = Sub(x, y)
func SubAdjoint[T Float](dz, dx, dy []T) {
	AddVector(dx, dz)
	AddScaled(dy, -1, dz)
}

// Scale returns alpha·x.
func Scale[T Float](alpha T, x []T) []T {
	return ScaleInto(nil, alpha, x)
}

// ScaleInto is [Scale] in the memory of dst, which may be x.
func ScaleInto[T Float](dst []T, alpha T, x []T) []T {
	dst = grow(dst, len(x))
	kernel.Scale(dst, alpha, x)
	return dst
}

// ScaleAdjoint: dalpha = x·dy, dx += alpha·dy.
//
//gograd:adjoint y = Scale(alpha, x)
func ScaleAdjoint[T Float](alpha T, x, dy, dx []T) (dalpha T) {
	AddScaled(dx, alpha, dy)
	return Dot(x, dy)
}

// Hadamard returns x ⊙ y, the products of the elements.
func Hadamard[T Float](x, y []T) []T {
	return HadamardInto(nil, x, y)
}

// HadamardInto is [Hadamard] in the memory of dst, which may be x or y.
func HadamardInto[T Float](dst, x, y []T) []T {
	checkLengths("Hadamard", "x", x, "y", y)
	dst = grow(dst, len(x))
	kernel.Mul(dst, x, y)
	return dst
}

// HadamardAdjoint: dx += dz ⊙ y, dy += dz ⊙ x.
//
//gograd:adjoint z = Hadamard(x, y)
func HadamardAdjoint[T Float](x, y, dz, dx, dy []T) {
	AddHadamard(dx, dz, y)
	AddHadamard(dy, dz, x)
}
