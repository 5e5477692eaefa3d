package evals

import "math"

// A Mixture is K Gaussians in D dimensions. The precision matrix of the k-th is
// QᵀQ for a lower triangular Q.
type Mixture struct {
	Alpha []float64   `json:"alpha"` // logs of the weights, up to a constant
	Mu    [][]float64 `json:"mu"`    // means
	Q     [][]float64 `json:"q"`     // logs of the diagonal of each Q
	L     [][]float64 `json:"l"`     // what is below it, column by column
}

// A Wishart distribution is the prior of the precision matrices.
type Wishart struct {
	Gamma float64 `json:"gamma"` // precision
	M     float64 `json:"m"`     // degrees of freedom beyond D + 1
}

// LogPosterior returns the logarithm of the density of m, given the points x and the prior.
//
//gograd:grad wrt=m
func LogPosterior(m *Mixture, x [][]float64, prior Wishart) float64 {
	n, d := float64(len(x)), float64(len(m.Mu[0]))
	return -n*d*math.Log(2*math.Pi)/2 + logLikelihood(m, x) - n*LogSumExp(m.Alpha) + logPrior(m, prior)
}

// logLikelihood returns Σᵢ log Σₖ exp(αₖ + log det Qₖ − ½‖Qₖxᵢ − Qₖμₖ‖²). Qₖ is applied to the mean μₖ itself, once, and
// not to its difference from each point: then the reverse applies the transpose of Qₖ once as well. That
// rounds as if the coordinates of points and means had been rounded some more.
func logLikelihood(m *Mixture, x [][]float64) float64 {
	k, d := len(m.Alpha), len(m.Mu[0])
	diagonal := make([][]float64, k)
	weight := make([]float64, k)
	mean := make([][]float64, k)
	for j, q := range m.Q {
		diagonal[j] = make([]float64, d)
		for i, v := range q {
			diagonal[j][i] = math.Exp(v)
		}
		weight[j] = m.Alpha[j] + total(q)
		mean[j] = make([]float64, d)
		transform(mean[j], diagonal[j], m.L[j], m.Mu[j])
	}
	u := make([]float64, d)
	terms := make([]float64, k)
	var sum float64
	for _, point := range x {
		for j := range terms {
			transform(u, diagonal[j], m.L[j], point)
			terms[j] = weight[j] - squaredDistance(u, mean[j])/2
		}
		sum += LogSumExp(terms)
	}
	return sum
}

// transform writes Qx to u, where Q is lower triangular with the given diagonal and l
// below it, column by column.
func transform(u, diagonal, l, x []float64) {
	for i := range u {
		u[i] = diagonal[i] * x[i]
	}
	p := 0
	for j := range u {
		c := x[j]
		for i := j + 1; i < len(u); i++ {
			u[i] += l[p] * c
			p++
		}
	}
}

// logPrior returns the logarithm of the prior's density at the precision matrices of m.
func logPrior(m *Mixture, prior Wishart) float64 {
	d := len(m.Mu[0])
	freedom := float64(d) + prior.M + 1
	constant := freedom*float64(d)*(math.Log(prior.Gamma)-math.Ln2/2) - logGamma(freedom/2, d)
	var sum float64
	for k, q := range m.Q {
		var squares float64
		for _, v := range q {
			squares += math.Exp(2 * v)
		}
		squares += squaredNorm(m.L[k])
		sum += constant - prior.Gamma*prior.Gamma*squares/2 + prior.M*total(q)
	}
	return sum
}

// logGamma returns the logarithm of the gamma function of d dimensions.
func logGamma(a float64, d int) float64 {
	y := float64(d*(d-1)) * math.Log(math.Pi) / 4
	for j := range d {
		g, _ := math.Lgamma(a - float64(j)/2)
		y += g
	}
	return y
}

func total(v []float64) float64 {
	var sum float64
	for _, a := range v {
		sum += a
	}
	return sum
}

func squaredNorm(v []float64) float64 {
	var sum float64
	for _, a := range v {
		sum += a * a
	}
	return sum
}
