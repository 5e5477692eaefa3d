package main

import "github.com/gograd/gograd/bench/gradbench/evals"

var hello = functions{
	"square": with(func(x float64) job {
		return value(func() float64 { return evals.Square(x) })
	}),
	"double": with(func(x float64) job {
		return value(func() float64 {
			_, dx := evals.SquareGrad(x)
			return dx
		})
	}),
}
