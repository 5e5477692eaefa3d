package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type lseInput struct {
	X []float64 `json:"x"`
}

var lse = functions{
	"primal": with(func(in lseInput) job {
		return value(func() float64 { return evals.LogSumExp(in.X) })
	}),
	"gradient": with(func(in lseInput) job {
		dx := make([]float64, len(in.X))
		return job{func() {
			clear(dx)
			evals.LogSumExpGrad(in.X, dx)
		}, dx}
	}),
}
