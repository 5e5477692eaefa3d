// Lecture takes two gradients of a network with three layers,
// φ(x) = ‖W₃ ReLU(W₂ ReLU(W₁x))‖², that are usually derived on a blackboard:
//
//	J_xφ   = 2z₅ᵀ W₃ Λ(z₃) W₂ Λ(z₁) W₁
//	∇_{W₂}φ = Λ(z₃) W₃ᵀ (2z₅) z₂ᵀ
//
// with Λ(u) the diagonal matrix of 1(uᵢ > 0). The numbers are small enough to
// follow by hand, and one component of z₁ is exactly 0.
package main

import (
	"fmt"

	"github.com/gograd/gograd/runtime/tensor"
)

func main() {
	w1 := tensor.FromRows([]float64{1, 1}, []float64{1, -1}, []float64{-1, 2})
	w2 := tensor.FromRows([]float64{1, 3, -1}, []float64{-1, 2, 1})
	w3 := tensor.FromRows([]float64{2, 1}, []float64{1, -1})
	x := []float64{1, 1}

	z1 := tensor.MatVec(w1, x)
	z3 := tensor.MatVec(w2, tensor.ReLU(z1))
	fmt.Println("z₁ =", z1, " Λ(z₁) = diag", mask(z1))
	fmt.Println("z₃ =", z3, " Λ(z₃) = diag", mask(z3))

	// A gradient is added to what is there, so its place starts at zero.
	dx := make([]float64, len(x))
	fmt.Println("φ(x) =", PhiGradX(w1, w2, w3, x, dx))
	fmt.Println("J_xφ =", dx)

	dw2 := tensor.ZerosLike(w2)
	PhiGradW2(w1, w2, w3, x, dw2)
	fmt.Println("∇_{W₂}φ =", dw2.Row(0))
	fmt.Println("         ", dw2.Row(1))
}

// mask returns 1(uᵢ > 0).
func mask(u []float64) []int {
	m := make([]int, len(u))
	for i, v := range u {
		if v > 0 {
			m[i] = 1
		}
	}
	return m
}
