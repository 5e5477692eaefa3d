package main

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// The generated gradient has the slopes of the loss, near the curve and far off.
func TestLossGrad(t *testing.T) {
	data := makeTable()
	x := make([]float64, len(data.x))
	for i, v := range data.x {
		x[i] = v / mean(data.x)
	}
	for _, p := range []Curve{truth, {1, 1, 1}, {-30, -0.5, 100}} {
		gradcheck.At(t,
			func(p []float64) float64 { return Loss(Curve(p), x, data.y, 2) },
			func(p, dp []float64) float64 {
				f, d := LossGrad(Curve(p), x, data.y, 2)
				for i := range d {
					dp[i] += d[i]
				}
				return f
			}, p[:])
	}
}

// The gradient of a function of plain Go and package math needs nothing else.
func TestImports(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "curve_grad.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		if spec.Path.Value != `"math"` {
			t.Errorf("curve_grad.go imports %s", spec.Path.Value)
		}
	}
}
