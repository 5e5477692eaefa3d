package tensor

import "github.com/gograd/gograd/runtime/kernel"

// MatAbs returns |a|, element by element.
//
//gograd:batch y = Abs(a)
func MatAbs[T Float](a Matrix[T]) Matrix[T] {
	return MatAbsInto(Matrix[T]{}, a)
}

// MatAbsInto is [MatAbs] in the memory of dst, which may be a.
func MatAbsInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatAbs", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, absEach)
	return dst
}

// MatAbsAdjoint: dA += dB ⊙ sign A.
// At a = 0 it takes the subgradient 0.
//
//gograd:adjoint b = MatAbs(a)
func MatAbsAdjoint[T Float](a, db, da Matrix[T]) {
	AddMatHadamardSign(da, db, a)
}

// MatExp returns eᵃ, element by element.
//
//gograd:batch y = Exp(a)
func MatExp[T Float](a Matrix[T]) Matrix[T] {
	return MatExpInto(Matrix[T]{}, a)
}

// MatExpInto is [MatExp] in the memory of dst, which may be a.
func MatExpInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatExp", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, kernel.Exp)
	return dst
}

// MatExpAdjoint: dA += dB ⊙ B.
//
//gograd:adjoint b = MatExp(a)
func MatExpAdjoint[T Float](b, db, da Matrix[T]) {
	AddMatHadamard(da, db, b)
}

// MatLog returns log a, element by element.
//
//gograd:batch y = Log(a)
func MatLog[T Float](a Matrix[T]) Matrix[T] {
	return MatLogInto(Matrix[T]{}, a)
}

// MatLogInto is [MatLog] in the memory of dst, which may be a.
func MatLogInto[T Float](dst, a Matrix[T]) Matrix[T] {
	a.check("MatLog", "a")
	dst.grow(a.Rows, a.Cols)
	each2(&dst, &a, logEach)
	return dst
}

// MatLogAdjoint: dA += dB / A.
// At a = 0 it takes +Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint b = MatLog(a)
func MatLogAdjoint[T Float](a, db, da Matrix[T]) {
	AddMatLogSlope(da, db, a)
}

// MatMaximum returns max(a, b), element by element.
//
//gograd:batch z = Maximum(a, b)
func MatMaximum[T Float](a, b Matrix[T]) Matrix[T] {
	return MatMaximumInto(Matrix[T]{}, a, b)
}

// MatMaximumInto is [MatMaximum] in the memory of dst, which may be a or b.
func MatMaximumInto[T Float](dst, a, b Matrix[T]) Matrix[T] {
	checkShapes("MatMaximum", "a", &a, "b", &b)
	dst.grow(a.Rows, a.Cols)
	each3(&dst, &a, &b, maximumEach)
	return dst
}

// MatMaximumAdjoint: dA += dC where a > b, dB += dC where b > a.
// At a = b it takes 1/2 of each.
//
//gograd:adjoint c = MatMaximum(a, b)
func MatMaximumAdjoint[T Float](a, b, dc, da, db Matrix[T]) {
	AddMatWhereLarger(da, dc, a, b, 0.5)
	AddMatWhereLarger(db, dc, b, a, 0.5)
}

// MatMaximumLeftAdjoint: dA += dC where a > b, for a b without a derivative.
// At a = b it takes the subgradient 0.
//
//gograd:adjoint c = MatMaximum(a, b) const=b
func MatMaximumLeftAdjoint[T Float](a, b, dc, da Matrix[T]) {
	AddMatWhereLarger(da, dc, a, b, 0)
}

// MatMaximumRightAdjoint: dB += dC where b > a, for an a without a derivative.
// At a = b it takes the subgradient 0.
//
//gograd:adjoint c = MatMaximum(a, b) const=a
func MatMaximumRightAdjoint[T Float](a, b, dc, db Matrix[T]) {
	AddMatWhereLarger(db, dc, b, a, 0)
}
