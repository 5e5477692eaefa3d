package rules

import (
	"fmt"
	"math"
	"testing"
)

// At an infinite argument a derivative that has a finite limit is that limit.
func TestLimitsAtInfinity(t *testing.T) {
	limits := []struct {
		rule string
		at   []float64
		want []float64
	}{
		{"Abs", []float64{-inf}, []float64{-1}},
		{"Acosh", []float64{inf}, []float64{0}},
		{"Asinh", []float64{inf}, []float64{0}},
		{"Asinh", []float64{-inf}, []float64{0}},
		{"Atan", []float64{inf}, []float64{0}},
		{"Atan", []float64{-inf}, []float64{0}},
		{"Atan2", []float64{1, inf}, []float64{0, 0}},
		{"Atan2", []float64{-inf, 1}, []float64{0, 0}},
		{"Atan2", []float64{inf, inf}, []float64{0, 0}},
		{"BuiltinMax", []float64{1, inf}, []float64{0, 1}},
		{"BuiltinMin", []float64{1, inf}, []float64{1, 0}},
		{"Cbrt", []float64{-inf}, []float64{0}},
		{"Copysign", []float64{inf, -1}, []float64{-1}},
		{"Dim", []float64{inf, 1}, []float64{1, -1}},
		{"Div", []float64{1, inf}, []float64{0, 0}},
		{"Erf", []float64{inf}, []float64{0}},
		{"Erf", []float64{-inf}, []float64{0}},
		{"Erfc", []float64{inf}, []float64{0}},
		{"Erfc", []float64{-inf}, []float64{0}},
		{"Exp", []float64{-inf}, []float64{0}},
		{"Exp2", []float64{-inf}, []float64{0}},
		{"Expm1", []float64{-inf}, []float64{0}},
		{"J0", []float64{inf}, []float64{0}},
		{"J1", []float64{inf}, []float64{0}},
		{"Jn", []float64{3, inf}, []float64{0}},
		{"Log", []float64{inf}, []float64{0}},
		{"Log10", []float64{inf}, []float64{0}},
		{"Log1p", []float64{inf}, []float64{0}},
		{"Log2", []float64{inf}, []float64{0}},
		{"Mod", []float64{3, inf}, []float64{1, 0}},
		{"Pow", []float64{inf, -1}, []float64{0, 0}},
		{"Pow", []float64{inf, 0.5}, []float64{0, inf}},
		{"Pow", []float64{inf, 1}, []float64{1, inf}},
		{"Pow", []float64{0.5, -inf}, []float64{-inf, -inf}},
		{"Remainder", []float64{3, inf}, []float64{1, 0}},
		{"Sqrt", []float64{inf}, []float64{0}},
		{"Tanh", []float64{inf}, []float64{0}},
		{"Tanh", []float64{-inf}, []float64{0}},
		{"Y0", []float64{inf}, []float64{0}},
		{"Y1", []float64{inf}, []float64{0}},
		{"Yn", []float64{3, inf}, []float64{0}},
	}
	for _, l := range limits {
		t.Run(fmt.Sprintf("%s at %v", l.rule, l.at), func(t *testing.T) {
			for i, got := range find(t, l.rule).apply(l.at, 1) {
				if got != l.want[i] {
					t.Errorf("contribution %d: got %v, want %v", i, got, l.want[i])
				}
			}
		})
	}
}

// Formulas that square their arguments are arranged so that the squares don't
// overflow or vanish where the derivative is an ordinary number.
func TestNoOverflowOnTheWay(t *testing.T) {
	const big, small = 1e200, 1e-200
	cases := []struct {
		rule string
		at   []float64
		want []float64
	}{
		{"Hypot", []float64{3 * big, 4 * big}, []float64{0.6, 0.8}},
		{"Hypot", []float64{3 * small, 4 * small}, []float64{0.6, 0.8}},
		{"Atan2", []float64{3 * big, 4 * big}, []float64{0.16 / big, -0.12 / big}},
		{"Atan2", []float64{3 * small, 4 * small}, []float64{0.16 / small, -0.12 / small}},
		{"Acosh", []float64{big}, []float64{1 / big}},
		{"Asinh", []float64{-big}, []float64{1 / big}},
		{"Cbrt", []float64{1e300}, []float64{1 / 3e200}},
		{"Div", []float64{1e200, 1e200}, []float64{1e-200, -1e-200}},
		{"Lgamma", []float64{1e300}, []float64{math.Log(1e300)}},
	}
	for _, c := range cases {
		for i, got := range find(t, c.rule).apply(c.at, 1) {
			if math.Abs(got/c.want[i]-1) > 1e-14 {
				t.Errorf("%s at %v: contribution %d is %v, want %v", c.rule, c.at, i, got, c.want[i])
			}
		}
	}
}
