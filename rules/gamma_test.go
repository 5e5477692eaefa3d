package rules

import (
	"math"
	"testing"
)

const eulerGamma = 0.57721566490153286060651209008240243

// Closed forms of ψ: Gauss' theorem (1813) for fractions, harmonic sums for integers and half-integers.
func TestDigammaClosedForms(t *testing.T) {
	sqrt3, ln2, ln3 := math.Sqrt(3), math.Ln2, math.Log(3)
	checkDigamma(t, 1./3, -eulerGamma-math.Pi/(2*sqrt3)-1.5*ln3)
	checkDigamma(t, 2./3, -eulerGamma+math.Pi/(2*sqrt3)-1.5*ln3)
	checkDigamma(t, 1./4, -eulerGamma-math.Pi/2-3*ln2)
	checkDigamma(t, 3./4, -eulerGamma+math.Pi/2-3*ln2)
	checkDigamma(t, 1./6, -eulerGamma-math.Pi*sqrt3/2-2*ln2-1.5*ln3)
	harmonic, odd := 0.0, 0.0
	for n := 1.0; n <= 200; n++ {
		checkDigamma(t, n, harmonic-eulerGamma)
		half := 2*odd - eulerGamma - 2*ln2
		checkDigamma(t, n-0.5, half)
		checkDigamma(t, 1.5-n, half) // by reflection
		harmonic += 1 / n
		odd += 1 / (2*n - 1)
	}
}

func checkDigamma(t *testing.T, x, want float64) {
	t.Helper()
	if got := digamma(x); math.Abs(got-want) > 1e-14*math.Max(math.Abs(want), 0.2) {
		t.Errorf("ψ(%v) = %v, want %v", x, got, want)
	}
}

// The functional equations of ψ hold for all x, small and large, on both sides of 0.
func TestDigammaEquations(t *testing.T) {
	near := func(name string, x, got, want, scale float64) {
		t.Helper()
		if math.Abs(got-want) > 4e-15*scale {
			t.Errorf("%s at %v: %v, want %v", name, x, got, want)
		}
	}
	for x := 1e-12; x < 1e12; x *= 1.37 {
		near("recurrence", x, digamma(x+1)-digamma(x), 1/x, math.Abs(digamma(x))+1)
		doubled := (digamma(x)+digamma(x+0.5))/2 + math.Ln2
		near("duplication", x, digamma(2*x), doubled, math.Abs(digamma(x))+1)
	}
	for x := -0.9; x > -90; x -= 0.73 {
		near("recurrence", x, digamma(x+1)-digamma(x), 1/x, 100*(1+math.Abs(digamma(x))))
	}
	for x := 1e-300; x < 1e-10; x *= 1e7 {
		near("pole", x, digamma(x), -1/x-eulerGamma, 1/x)
		near("pole", -x, digamma(-x), 1/x-eulerGamma, 1/x)
	}
}

// The second derivative of Lgamma is that of digamma's own arithmetic. Its differences agree with the
// closed forms of the trigamma function, across the seams at 0 and 10 too.
func TestTrigammaClosedForms(t *testing.T) {
	const catalan = 0.915965594177219015054603514932384110774
	pi2 := math.Pi * math.Pi
	square, odd := 0.0, 0.0
	for k := 1.0; k < 10; k++ {
		square += 1 / (k * k)
		odd += 4 / ((2*k - 1) * (2*k - 1))
	}
	cases := []struct{ x, want float64 }{
		{0.25, pi2 + 8*catalan},
		{0.5, pi2 / 2},
		{1, pi2 / 6},
		{2, pi2/6 - 1},
		{9.5, pi2/2 - odd},
		{10, pi2/6 - square},
		{-0.5, pi2/2 + 4},
		{-1.5, pi2/2 + 4 + 4./9},
	}
	for _, c := range cases {
		const h = 1e-3
		d := func(h float64) float64 { return (digamma(c.x+h) - digamma(c.x-h)) / (2 * h) }
		got := (64*d(h/4) - 20*d(h/2) + d(h)) / 45
		if math.Abs(got-c.want) > 1e-10*c.want {
			t.Errorf("ψ′(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}
