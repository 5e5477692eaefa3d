package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type gmmInput struct {
	X [][]float64 `json:"x"`
	evals.Mixture
	evals.Wishart
}

var gmm = functions{
	"objective": with(func(in gmmInput) job {
		return value(func() float64 { return evals.LogPosterior(&in.Mixture, in.X, in.Wishart) })
	}),
	"jacobian": with(func(in gmmInput) job {
		m := &in.Mixture
		var dm evals.Mixture
		var all [4][]float64
		dm.Alpha = make([]float64, len(m.Alpha))
		dm.Mu, all[0] = zeros(m.Mu...)
		dm.Q, all[1] = zeros(m.Q...)
		dm.L, all[2] = zeros(m.L...)
		all[3] = dm.Alpha
		return job{func() {
			for _, a := range all {
				clear(a)
			}
			evals.LogPosteriorGrad(m, in.X, in.Wishart, &dm)
		}, &dm}
	}),
}
