package main

import "github.com/gograd/gograd/runtime/tensor"

//go:generate go run github.com/gograd/gograd/cmd/gograd

// Net32 holds w = (W₁, b₁, W₂, b₂, W₃, b₃) in float32.
type Net32 struct {
	W1, W2, W3 tensor.Matrix[float32]
	B1, B2, B3 []float32
}

// Loss32 returns ‖W₃ ReLU(W₂ ReLU(W₁x + b₁) + b₂) + b₃ − y‖².
//
//gograd:grad wrt=w batch=x,y
//gograd:step wrt=w batch=x,y
//gograd:step wrt=w name=Loss32StepOne
func Loss32(w *Net32, x, y []float32) float32 {
	h1 := tensor.ReLU(tensor.Affine(w.W1, x, w.B1))
	h2 := tensor.ReLU(tensor.Affine(w.W2, h1, w.B2))
	return tensor.SquaredNorm(tensor.Sub(tensor.Affine(w.W3, h2, w.B3), y))
}

// Net64 is Net32 in float64.
type Net64 struct {
	W1, W2, W3 tensor.Matrix[float64]
	B1, B2, B3 []float64
}

// Loss64 is Loss32 in float64.
//
//gograd:grad wrt=w batch=x,y
//gograd:step wrt=w batch=x,y
//gograd:step wrt=w name=Loss64StepOne
func Loss64(w *Net64, x, y []float64) float64 {
	h1 := tensor.ReLU(tensor.Affine(w.W1, x, w.B1))
	h2 := tensor.ReLU(tensor.Affine(w.W2, h1, w.B2))
	return tensor.SquaredNorm(tensor.Sub(tensor.Affine(w.W3, h2, w.B3), y))
}
