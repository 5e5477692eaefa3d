package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatReLU returns max(a, 0), element by element.
//
//gograd:batch y = ReLU(a)
func MatReLU[T Float](a Matrix[T]) Matrix[T] {
	return MatReLUInto(Matrix[T]{}, a)
}

// MatReLUInto is [MatReLU] in the memory of dst, which may be a.
func MatReLUInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatReLU", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, kernel.ReLU)
	return dst
}

// MatReLUAdjoint: dA += dB where b > 0.
// At a = 0 it takes the subgradient 0.
//
//gograd:adjoint b = MatReLU(a)
func MatReLUAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatMasked(da, db, b)
}

// MatSigmoid returns 1/(1 + e⁻ᵃ), element by element.
//
//gograd:batch y = Sigmoid(a)
func MatSigmoid[T Float](a Matrix[T]) Matrix[T] {
	return MatSigmoidInto(Matrix[T]{}, a)
}

// MatSigmoidInto is [MatSigmoid] in the memory of dst, which may be a.
func MatSigmoidInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatSigmoid", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, kernel.Sigmoid)
	return dst
}

// MatSigmoidAdjoint: dA += dB ⊙ B ⊙ (1 − B).
//
//gograd:adjoint b = MatSigmoid(a)
func MatSigmoidAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatSigmoidSlope(da, db, b)
}

// MatTanh returns tanh a, element by element.
//
//gograd:batch y = Tanh(a)
func MatTanh[T Float](a Matrix[T]) Matrix[T] {
	return MatTanhInto(Matrix[T]{}, a)
}

// MatTanhInto is [MatTanh] in the memory of dst, which may be a.
func MatTanhInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatTanh", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, kernel.Tanh)
	return dst
}

// MatTanhAdjoint: dA += dB ⊙ (1 − B²).
//
//gograd:adjoint b = MatTanh(a)
func MatTanhAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatTanhSlope(da, db, b)
}
