package evals

// ODE returns y(2) of the chain y₀' = x₀, yᵢ' = xᵢ·yᵢ₋₁ with y(0) = 0, by s equal
// steps of the classical Runge–Kutta method.
func ODE(x []float64, s int) []float64 {
	n := len(x)
	y := make([]float64, n)
	k1, k2, k3, k4 := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	at := make([]float64, n)
	h := 2 / float64(s)
	for range s {
		slope(x, y, k1)
		advance(at, y, k1, h/2)
		slope(x, at, k2)
		advance(at, y, k2, h/2)
		slope(x, at, k3)
		advance(at, y, k3, h)
		slope(x, at, k4)
		for i := range y {
			y[i] += h * (k1[i] + 2*k2[i] + 2*k3[i] + k4[i]) / 6
		}
	}
	return y
}

// ODELast returns the last component of ODE(x, s).
//
//gograd:grad
func ODELast(x []float64, s int) float64 {
	y := ODE(x, s)
	return y[len(y)-1]
}

// slope writes the right-hand side of the equations at y to k.
func slope(x, y, k []float64) {
	k[0] = x[0]
	for i := 1; i < len(x); i++ {
		k[i] = x[i] * y[i-1]
	}
}

// advance writes y + h·k to at.
func advance(at, y, k []float64, h float64) {
	for i := range at {
		at[i] = y[i] + h*k[i]
	}
}
