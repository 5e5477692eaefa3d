package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type llsqInput struct {
	X []float64 `json:"x"`
	N integer   `json:"n"`
}

var llsq = functions{
	"primal": with(func(in llsqInput) job {
		return value(func() float64 { return evals.LeastSquares(in.X, int(in.N)) })
	}),
	"gradient": with(func(in llsqInput) job {
		dx := make([]float64, len(in.X))
		return job{func() {
			clear(dx)
			evals.LeastSquaresGrad(in.X, int(in.N), dx)
		}, dx}
	}),
}
