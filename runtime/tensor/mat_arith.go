package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatAdd returns a + b.
func MatAdd[T Float](a, b Matrix[T]) Matrix[T] {
	checkShapes("MatAdd", "a", a, "b", b)
	return MatAddInto(ZerosLike(a), a, b)
}

// MatAddInto sets dst = a + b and returns it.
func MatAddInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes3("MatAddInto", dst, "a", a, "b", b)
	return each3(dst, a, b, kernel.Add)
}

// MatAddAdjoint: dA += dC, dB += dC.
//
//gograd:adjoint c = MatAdd(a, b)
func MatAddAdjoint[T Float](dc, da, db Matrix[T]) {
	AddMatrix(da, dc)
	AddMatrix(db, dc)
}

// MatSub returns a − b.
func MatSub[T Float](a, b Matrix[T]) Matrix[T] {
	checkShapes("MatSub", "a", a, "b", b)
	return MatSubInto(ZerosLike(a), a, b)
}

// MatSubInto sets dst = a − b and returns it.
func MatSubInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes3("MatSubInto", dst, "a", a, "b", b)
	return each3(dst, a, b, kernel.Sub)
}

// MatSubAdjoint: dA += dC, dB −= dC.
//
//gograd:adjoint c = MatSub(a, b)
func MatSubAdjoint[T Float](dc, da, db Matrix[T]) {
	AddMatrix(da, dc)
	AddMatScaled(db, -1, dc)
}

// MatScale returns alpha·a.
func MatScale[T Float](alpha T, a Matrix[T]) Matrix[T] {
	a.check("MatScale", "a")
	return MatScaleInto(ZerosLike(a), alpha, a)
}

// MatScaleInto sets dst = alpha·a and returns it.
func MatScaleInto[T Float](dst Matrix[T], alpha T, a Matrix[T]) Matrix[T] {
	checkShapes("MatScaleInto", "dst", dst, "a", a)
	for i := range dst.Rows {
		kernel.Scale(dst.Row(i), alpha, a.Row(i))
	}
	return dst
}

// MatScaleAdjoint: dalpha = ⟨A, dB⟩, dA += alpha·dB.
//
//gograd:adjoint b = MatScale(alpha, a)
func MatScaleAdjoint[T Float](alpha T, a, db, da Matrix[T]) (dalpha T) {
	AddMatScaled(da, alpha, db)
	return MatDot(a, db)
}

// MatHadamard returns a ⊙ b, the products of the elements.
func MatHadamard[T Float](a, b Matrix[T]) Matrix[T] {
	checkShapes("MatHadamard", "a", a, "b", b)
	return MatHadamardInto(ZerosLike(a), a, b)
}

// MatHadamardInto sets dst = a ⊙ b, the products of the elements, and returns it.
func MatHadamardInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes3("MatHadamardInto", dst, "a", a, "b", b)
	return each3(dst, a, b, kernel.Mul)
}

// MatHadamardAdjoint: dA += dC ⊙ B, dB += dC ⊙ A.
//
//gograd:adjoint c = MatHadamard(a, b)
func MatHadamardAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatHadamard(da, dc, b)
	AddMatHadamard(db, dc, a)
}
