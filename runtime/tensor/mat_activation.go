package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatReLU returns max(a, 0), element by element.
func MatReLU[T Float](a Matrix[T]) Matrix[T] {
	a.check("MatReLU", "a")
	return MatReLUInto(ZerosLike(a), a)
}

// MatReLUInto sets dst = max(a, 0), element by element, and returns it.
func MatReLUInto[T Float](dst, a Matrix[T]) Matrix[T] {
	checkShapes("MatReLUInto", "dst", dst, "a", a)
	return each2(dst, a, kernel.ReLU)
}

// MatReLUAdjoint: dA += dB where b > 0.
// At a = 0 it takes the subgradient 0.
//
//gograd:adjoint b = MatReLU(a)
func MatReLUAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatMasked(da, db, b)
}

// MatSigmoid returns 1/(1 + e⁻ᵃ), element by element.
func MatSigmoid[T Float](a Matrix[T]) Matrix[T] {
	a.check("MatSigmoid", "a")
	return MatSigmoidInto(ZerosLike(a), a)
}

// MatSigmoidInto sets dst = 1/(1 + e⁻ᵃ), element by element, and returns it.
func MatSigmoidInto[T Float](dst, a Matrix[T]) Matrix[T] {
	checkShapes("MatSigmoidInto", "dst", dst, "a", a)
	return each2(dst, a, kernel.Sigmoid)
}

// MatSigmoidAdjoint: dA += dB ⊙ B ⊙ (1 − B).
//
//gograd:adjoint b = MatSigmoid(a)
func MatSigmoidAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatSigmoidSlope(da, db, b)
}

// MatTanh returns tanh a, element by element.
func MatTanh[T Float](a Matrix[T]) Matrix[T] {
	a.check("MatTanh", "a")
	return MatTanhInto(ZerosLike(a), a)
}

// MatTanhInto sets dst = tanh a, element by element, and returns it.
func MatTanhInto[T Float](dst, a Matrix[T]) Matrix[T] {
	checkShapes("MatTanhInto", "dst", dst, "a", a)
	return each2(dst, a, kernel.Tanh)
}

// MatTanhAdjoint: dA += dB ⊙ (1 − B²).
//
//gograd:adjoint b = MatTanh(a)
func MatTanhAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatTanhSlope(da, db, b)
}
