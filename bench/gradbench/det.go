package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type detInput struct {
	A   []float64 `json:"A"`
	Ell integer   `json:"ell"`
}

var det = functions{
	"primal": with(func(in detInput) job {
		return value(func() float64 { return evals.Det(in.A, int(in.Ell)) })
	}),
	"gradient": with(func(in detInput) job {
		da := make([]float64, len(in.A))
		return job{func() {
			clear(da)
			evals.DetGrad(in.A, int(in.Ell), da)
		}, da}
	}),
}
