package evals

// Square returns x².
//
//gograd:grad
func Square(x float64) float64 { return x * x }
