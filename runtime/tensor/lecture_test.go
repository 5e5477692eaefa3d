package tensor

import (
	"math/rand/v2"
	"testing"
)

// The network of the lecture, φ(x) = ‖W₃·ReLU(W₂·ReLU(W₁x + b₁) + b₂) + b₃ − y‖²,
// has the gradient of the closed form
//
//	J_xφ = 2·z₅ᵀ·W₃·Λ(z₃)·W₂·Λ(z₁)·W₁
//
// with Λ(z) the diagonal matrix of 1(z > 0). The rules, applied one after the
// other from the result back, give the same.
func TestLectureJacobian(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 5))
	random := func(rows, cols int) Matrix[float64] { return randomMatrix[float64](rng, rows, cols, 0) }
	w1, w2, w3 := random(5, 4), random(6, 5), random(3, 6)
	b1, b2, b3 := random(1, 5).Data, random(1, 6).Data, random(1, 3).Data
	x, y := random(1, 4).Data, random(1, 3).Data

	z1 := Affine(w1, x, b1)
	z2 := ReLU(z1)
	z3 := Affine(w2, z2, b2)
	z4 := ReLU(z3)
	z5 := Sub(Affine(w3, z4, b3), y)

	j := MatMul(RowMatrix(Scale(2, z5)), w3)
	j = MatMul(MatMul(j, lambda(z3)), w2)
	j = MatMul(MatMul(j, lambda(z1)), w1)

	dx, dz1, dz2, dz3, dz4, dz5 := make([]float64, 4), make([]float64, 5), make([]float64, 5), make([]float64, 6), make([]float64, 6), make([]float64, 3)
	SquaredNormAdjoint(z5, 1, dz5)
	AffineAdjoint(w3, z4, dz5, ZerosLike(w3), dz4, make([]float64, 3))
	ReLUAdjoint(z4, dz4, dz3)
	AffineAdjoint(w2, z2, dz3, ZerosLike(w2), dz2, make([]float64, 6))
	ReLUAdjoint(z2, dz2, dz1)
	AffineAdjoint(w1, x, dz1, ZerosLike(w1), dx, make([]float64, 5))

	if diff := NormInf(Sub(dx, j.Row(0))); diff > 1e-12*NormInf(dx) {
		t.Errorf("the rules give %v, the closed form %v", dx, j.Row(0))
	}
}

// lambda is the diagonal matrix of 1(z > 0).
func lambda(z []float64) Matrix[float64] {
	m := NewMatrix[float64](len(z), len(z))
	for i, v := range z {
		if v > 0 {
			m.Set(i, i, 1)
		}
	}
	return m
}
