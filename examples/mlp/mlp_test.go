package main

import (
	"math/rand/v2"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// The generated gradient has the slopes of the loss.
func TestLossGrad(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, s := range makeSamples(3, 3) {
		gradcheck.AtStruct(t,
			func(w *MLP) float32 { return Loss(w, s.X, s.Y) },
			func(w, dw *MLP) float32 { return LossGrad(w, s.X, s.Y, dw) },
			NewMLP(pixels, 5, digits, rng))
	}
}

// That of a mini-batch has the slopes of the mean.
func TestLossBatchGrad(t *testing.T) {
	x, y := matrices(makeSamples(4, 3))
	gradcheck.AtStruct(t,
		func(w *MLP) float32 { return LossBatch(w, x, y) },
		func(w, dw *MLP) float32 { return LossBatchGrad(w, x, y, dw) },
		NewMLP(pixels, 5, digits, rand.New(rand.NewPCG(1, 2))))
}
