package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatAdd returns a + b.
//
//gograd:batch z = Add(a, b)
func MatAdd[T Float](a, b Matrix[T]) Matrix[T] {
	return MatAddInto(Matrix[T]{}, a, b)
}

// MatAddInto is [MatAdd] in the memory of dst, which may be a or b.
func MatAddInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes("MatAdd", "a", &a, "b", &b)
	dst.grow(a.Rows, a.Cols)
	each3(&dst, &a, &b, kernel.Add)
	return dst
}

// MatAddAdjoint: dA += dC, dB += dC.
//
//gograd:adjoint c = MatAdd(a, b)
func MatAddAdjoint[T Float](dc, da, db Matrix[T]) {
	AddMatrix(da, dc)
	AddMatrix(db, dc)
}

// MatSub returns a − b.
//
//gograd:batch z = Sub(a, b)
func MatSub[T Float](a, b Matrix[T]) Matrix[T] {
	return MatSubInto(Matrix[T]{}, a, b)
}

// MatSubInto is [MatSub] in the memory of dst, which may be a or b.
func MatSubInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes("MatSub", "a", &a, "b", &b)
	dst.grow(a.Rows, a.Cols)
	each3(&dst, &a, &b, kernel.Sub)
	return dst
}

// MatSubAdjoint: dA += dC, dB −= dC.
//
//gograd:adjoint c = MatSub(a, b)
func MatSubAdjoint[T Float](dc, da, db Matrix[T]) {
	AddMatrix(da, dc)
	AddMatScaled(db, -1, dc)
}

// MatScale returns alpha·a.
//
//gograd:batch y = Scale(alpha, a)
func MatScale[T Float](alpha T, a Matrix[T]) Matrix[T] {
	return MatScaleInto(Matrix[T]{}, alpha, a)
}

// MatScaleInto is [MatScale] in the memory of dst, which may be a.
func MatScaleInto[T Float](dst Matrix[T], alpha T, a Matrix[T]) Matrix[T] {
	a.check("MatScale", "a")
	dst.grow(a.Rows, a.Cols)
	count, n := lines(&dst, &a)
	for i := range count {
		kernel.Scale(dst.line(i, n), alpha, a.line(i, n))
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
//
//gograd:batch z = Hadamard(a, b)
func MatHadamard[T Float](a, b Matrix[T]) Matrix[T] {
	return MatHadamardInto(Matrix[T]{}, a, b)
}

// MatHadamardInto is [MatHadamard] in the memory of dst, which may be a or b.
func MatHadamardInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes("MatHadamard", "a", &a, "b", &b)
	dst.grow(a.Rows, a.Cols)
	each3(&dst, &a, &b, kernel.Mul)
	return dst
}

// MatHadamardAdjoint: dA += dC ⊙ B, dB += dC ⊙ A.
//
//gograd:adjoint c = MatHadamard(a, b)
func MatHadamardAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatHadamard(da, dc, b)
	AddMatHadamard(db, dc, a)
}
