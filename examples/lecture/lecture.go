package main

import "github.com/gograd/gograd/runtime/tensor"

//go:generate go tool gograd

// Phi returns φ(x) = ‖W₃ ReLU(W₂ ReLU(W₁x))‖².
//
//gograd:grad wrt=x name=PhiGradX
//gograd:grad wrt=w2 name=PhiGradW2
func Phi(w1, w2, w3 tensor.Matrix[float64], x []float64) float64 {
	z1 := tensor.MatVec(w1, x)
	z2 := tensor.ReLU(z1)
	z3 := tensor.MatVec(w2, z2)
	z4 := tensor.ReLU(z3)
	z5 := tensor.MatVec(w3, z4)
	return tensor.SquaredNorm(z5)
}
