package evals

// LeastSquares returns ½ Σᵢ (sign(tᵢ) − Σⱼ xⱼtᵢʲ)² over n points tᵢ from −1 to 1:
// how far the polynomial with the coefficients x is from the sign function.
//
//gograd:grad
func LeastSquares(x []float64, n int) float64 {
	var sum float64
	for i := range n {
		t := -1 + 2*float64(i)/float64(n-1)
		r := sign(t)
		power := 1.0
		for _, a := range x {
			r -= a * power
			power *= t
		}
		sum += r * r
	}
	return sum / 2
}

func sign(t float64) float64 {
	switch {
	case t > 0:
		return 1
	case t < 0:
		return -1
	}
	return 0
}
