package main

import (
	"math"
	"math/rand/v2"

	"github.com/gograd/gograd/runtime/tensor"
)

//go:generate go tool gograd

// MLP holds w = (W1, b1, W2, b2, W3, b3).
type MLP struct {
	W1, W2, W3 tensor.Matrix[float32]
	B1, B2, B3 []float32
}

// Output returns W₃ ReLU(W₂ ReLU(W₁x + b₁) + b₂) + b₃.
func Output(w *MLP, x []float32) []float32 {
	h1 := tensor.ReLU(tensor.Affine(w.W1, x, w.B1))
	h2 := tensor.ReLU(tensor.Affine(w.W2, h1, w.B2))
	return tensor.Affine(w.W3, h2, w.B3)
}

// Loss returns ‖Output(w, x) − y‖².
//
//gograd:grad wrt=w batch=x,y
func Loss(w *MLP, x, y []float32) float32 {
	return tensor.SquaredNorm(tensor.Sub(Output(w, x), y))
}

// NewMLP returns a network with two hidden layers of one width. Its weights are
// drawn as He et al. (2015) propose, with variance 2/inputs, its biases are 0.
func NewMLP(inputs, hidden, outputs int, rng *rand.Rand) *MLP {
	return &MLP{
		W1: normal(hidden, inputs, rng), B1: make([]float32, hidden),
		W2: normal(hidden, hidden, rng), B2: make([]float32, hidden),
		W3: normal(outputs, hidden, rng), B3: make([]float32, outputs),
	}
}

func normal(rows, cols int, rng *rand.Rand) tensor.Matrix[float32] {
	m := tensor.NewMatrix[float32](rows, cols)
	for i := range m.Data {
		m.Data[i] = float32(rng.NormFloat64() * math.Sqrt(2/float64(cols)))
	}
	return m
}
