package rules

import "math"

// Gamma: dy/dx = y·ψ(x), ψ the digamma function.
// At x = 0 it takes the limit -Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y = math.Gamma(x)
func Gamma(x, y, dy float64) (dx float64) {
	if x == 0 && dy == 0 {
		return 0
	}
	return dy * y * digamma(x)
}

// Lgamma: dy/dx = ψ(x), ψ the digamma function. The sign of Γ is a step.
// At x = 0, -1, -2 and so on it takes ±Inf, or 0 where the adjoint is 0.
//
//gograd:adjoint y, sign = math.Lgamma(x)
func Lgamma(x, y, dy float64) (dx float64) {
	if math.IsInf(y, 1) && dy == 0 {
		return 0
	}
	return dy * digamma(x)
}

// digamma is ψ(x) = Γ′(x)/Γ(x), to about 1e-15 of its largest term. For x < 0 it uses the
// reflection ψ(x) = ψ(1−x) − π/tan πx; the tangent has period 1, so that it is asked
// for the distance from the nearest pole only.
// (Abramowitz & Stegun, 1964, 6.3.7)
func digamma(x float64) float64 {
	if x >= 0 {
		return digammaRight(x)
	}
	return digammaRight(1-x) - math.Pi/math.Tan(math.Pi*(x-math.Round(x)))
}

// digammaRight is ψ(x) for x ≥ 0, by the recurrence ψ(x) = ψ(x+1) − 1/x up to where the
// asymptotic series is exact to the last digit. The ten fractions are added in pairs,
// 1/(x+k) + 1/(x+9−k), which share the numerator 2x + 9.
// (Abramowitz & Stegun, 1964, 6.3.6)
func digammaRight(x float64) float64 {
	if x >= 10 {
		return digammaSeries(x)
	}
	p := x * (x + 9)
	return digammaSeries(x+10) - (2*x+9)*(1/p+1/(p+8)+1/(p+14)+1/(p+18)+1/(p+20))
}

// digammaSeries is ψ(x) for x ≥ 10: ln x − 1/(2x) − Σ B₂ₙ/(2n·x²ⁿ) up to n = 7.
// (Abramowitz & Stegun, 1964, 6.3.18)
func digammaSeries(x float64) float64 {
	w := 1 / (x * x)
	tail := w * (1.0/12 - w*(1.0/120-w*(1.0/252-w*(1.0/240-w*(1.0/132-w*(691.0/32760-w/12))))))
	return math.Log(x) - 1/(2*x) - tail
}
