package evals

import "math"

// LogSumExp returns log Σᵢ exp(xᵢ), shifted by the largest xᵢ so that it does not overflow.
//
//gograd:grad
func LogSumExp(x []float64) float64 {
	shift := largest(x)
	var sum float64
	for _, v := range x {
		sum += math.Exp(v - shift)
	}
	return shift + math.Log(sum)
}

// largest returns the largest component of x.
func largest(x []float64) float64 {
	m := x[0]
	for _, v := range x {
		if v > m {
			m = v
		}
	}
	return m
}
