package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type lstmInput struct {
	Main     [][]float64 `json:"main_params"`
	Extra    [][]float64 `json:"extra_params"`
	State    [][]float64 `json:"state"`
	Sequence [][]float64 `json:"sequence"`
}

var lstm = functions{
	"objective": with(func(in lstmInput) job {
		m := &evals.LSTM{Main: in.Main, Extra: in.Extra}
		return value(func() float64 { return evals.Predict(m, in.State, in.Sequence) })
	}),
	"jacobian": with(func(in lstmInput) job {
		m := &evals.LSTM{Main: in.Main, Extra: in.Extra}
		rows, all := zeros(append(in.Main, in.Extra...)...)
		dm := &evals.LSTM{Main: rows[:len(in.Main)], Extra: rows[len(in.Main):]}
		return job{func() {
			clear(all)
			evals.PredictGrad(m, in.State, in.Sequence, dm)
		}, all}
	}),
}
