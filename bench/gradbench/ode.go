package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type odeInput struct {
	X []float64 `json:"x"`
	S integer   `json:"s"`
}

var ode = functions{
	"primal": with(func(in odeInput) job {
		var y []float64
		return job{func() { y = evals.ODE(in.X, int(in.S)) }, &y}
	}),
	"gradient": with(func(in odeInput) job {
		dx := make([]float64, len(in.X))
		return job{func() {
			clear(dx)
			evals.ODELastGrad(in.X, int(in.S), dx)
		}, dx}
	}),
}
