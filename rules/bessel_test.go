package rules

import (
	"math"
	"testing"
)

// The derivatives of the Bessel functions in their other form, with y/x instead of
// the neighbour on the other side (Abramowitz & Stegun, 1964, 9.1.27).
func TestBesselRecurrences(t *testing.T) {
	for x := 0.01; x < 200; x *= 1.19 {
		for n := range 6 {
			k := float64(n)
			j, y := math.Jn(n, x), math.Yn(n, x)
			checkBessel(t, "Jn", []float64{k, x}, math.Jn(n-1, x)-k/x*j, math.Abs(k/x*j))
			checkBessel(t, "Yn", []float64{k, x}, math.Yn(n-1, x)-k/x*y, math.Abs(k/x*y))
		}
		checkBessel(t, "J1", []float64{x}, math.J0(x)-math.J1(x)/x, 1/x)
		checkBessel(t, "Y1", []float64{x}, math.Y0(x)-math.Y1(x)/x, math.Abs(math.Y1(x)/x))
	}
}

// J and Y are independent solutions: J·Y′ − J′·Y = 2/(πx) (Abramowitz & Stegun, 1964, 9.1.16).
func TestBesselWronskian(t *testing.T) {
	for x := 0.01; x < 200; x *= 1.19 {
		for n := range 6 {
			at := []float64{float64(n), x}
			dj, dy := find(t, "Jn").apply(at, 1)[0], find(t, "Yn").apply(at, 1)[0]
			got := math.Jn(n, x)*dy - dj*math.Yn(n, x)
			if want := 2 / (math.Pi * x); math.Abs(got/want-1) > 1e-12 {
				t.Errorf("n = %d, x = %v: %v, want %v", n, x, got, want)
			}
		}
	}
}

func checkBessel(t *testing.T, rule string, at []float64, want, scale float64) {
	t.Helper()
	if got := find(t, rule).apply(at, 1)[0]; math.Abs(got-want) > 1e-14*(1+scale) {
		t.Errorf("%s at %v: %v, want %v", rule, at, got, want)
	}
}
