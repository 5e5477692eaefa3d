package rules

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

var (
	inf     = math.Inf(1)
	negZero = math.Copysign(0, -1)
)

// What gograd takes where a function has no derivative is its contract with its
// users. Every row is one decision: the contributions for an adjoint of 1.
var kinks = []struct {
	rule string
	at   []float64
	want []float64
}{
	// The subgradient of least norm.
	{"Abs", []float64{0}, []float64{0}},
	{"Abs", []float64{negZero}, []float64{0}},
	{"Copysign", []float64{0, 1}, []float64{0}},
	{"Copysign", []float64{0, -1}, []float64{0}},
	{"Copysign", []float64{2, negZero}, []float64{-1}},
	{"Hypot", []float64{0, 0}, []float64{0, 0}},
	{"Atan2", []float64{0, 0}, []float64{0, 0}},
	{"Atan2", []float64{negZero, negZero}, []float64{0, 0}},

	// Ties are shared by those that carry a derivative, and lost to one that doesn't.
	{"BuiltinMax", []float64{2, 2}, []float64{0.5, 0.5}},
	{"BuiltinMax", []float64{0, negZero}, []float64{0.5, 0.5}},
	{"BuiltinMaxConstY", []float64{2, 2}, []float64{0}},
	{"BuiltinMaxConstX", []float64{2, 2}, []float64{0}},
	{"BuiltinMin", []float64{2, 2}, []float64{0.5, 0.5}},
	{"BuiltinMin", []float64{0, negZero}, []float64{0.5, 0.5}},
	{"BuiltinMinConstY", []float64{2, 2}, []float64{0}},
	{"BuiltinMinConstX", []float64{2, 2}, []float64{0}},
	{"Builtin3", []float64{2, 2, 2}, []float64{1. / 3, 1. / 3, 1. / 3}},
	{"Builtin3", []float64{2, 1, 2}, []float64{0.5, 0, 0.5}},
	{"Builtin3ConstX", []float64{1, 2, 2}, []float64{0.5, 0.5}},
	{"Builtin3ConstX", []float64{2, 2, 1}, []float64{0, 0}},
	{"Builtin3ConstY", []float64{2, 1, 2}, []float64{0.5, 0.5}},
	{"Builtin3ConstY", []float64{2, 2, 2}, []float64{0, 0}},
	{"Builtin3ConstZ", []float64{2, 2, 1}, []float64{0.5, 0.5}},
	{"Builtin3ConstZ", []float64{1, 2, 2}, []float64{0, 0}},
	{"Builtin3ConstXY", []float64{2, 1, 2}, []float64{0}},
	{"Builtin3ConstXZ", []float64{1, 2, 2}, []float64{0}},
	{"Builtin3ConstYZ", []float64{2, 2, 2}, []float64{0}},
	{"Max", []float64{2, 2}, []float64{0.5, 0.5}},
	{"MaxConstY", []float64{2, 2}, []float64{0}},
	{"MaxConstX", []float64{2, 2}, []float64{0}},
	{"Min", []float64{2, 2}, []float64{0.5, 0.5}},
	{"MinConstY", []float64{2, 2}, []float64{0}},
	{"MinConstX", []float64{2, 2}, []float64{0}},
	{"Dim", []float64{2, 2}, []float64{0, 0}},

	// Infinite slope at a finite value.
	{"Sqrt", []float64{0}, []float64{0}},
	{"Sqrt", []float64{negZero}, []float64{0}},
	{"Cbrt", []float64{0}, []float64{0}},
	{"Asin", []float64{1}, []float64{0}},
	{"Asin", []float64{-1}, []float64{0}},
	{"Acos", []float64{1}, []float64{0}},
	{"Acos", []float64{-1}, []float64{0}},
	{"Acosh", []float64{1}, []float64{0}},
	{"Pow", []float64{0, 0.5}, []float64{0, 0}},
	{"PowConstY", []float64{0, 0.5}, []float64{0}},
	{"Frexp", []float64{0}, []float64{0}},

	// Infinite value: the limit.
	{"Log", []float64{0}, []float64{inf}},
	{"Log", []float64{negZero}, []float64{-inf}}, // the sign of 1/x
	{"Log2", []float64{0}, []float64{inf}},
	{"Log2", []float64{negZero}, []float64{-inf}},
	{"Log10", []float64{0}, []float64{inf}},
	{"Log10", []float64{negZero}, []float64{-inf}},
	{"Log1p", []float64{-1}, []float64{inf}},
	{"Atanh", []float64{1}, []float64{inf}},
	{"Atanh", []float64{-1}, []float64{inf}},
	{"Erfinv", []float64{1}, []float64{inf}},
	{"Erfinv", []float64{-1}, []float64{inf}},
	{"Erfcinv", []float64{0}, []float64{-inf}},
	{"Erfcinv", []float64{2}, []float64{-inf}},
	{"Pow", []float64{0, -1}, []float64{-inf, 0}},
	{"Pow", []float64{negZero, -1}, []float64{-inf, 0}},
	{"Pow", []float64{0, -2}, []float64{-inf, 0}},
	{"Pow", []float64{negZero, -2}, []float64{inf, 0}},
	{"Pow", []float64{0, -0.5}, []float64{-inf, 0}},
	{"Gamma", []float64{0}, []float64{-inf}},
	{"Gamma", []float64{negZero}, []float64{-inf}},
	{"Lgamma", []float64{0}, []float64{-inf}},
	{"Lgamma", []float64{negZero}, []float64{inf}},
	{"Lgamma", []float64{-3}, []float64{-inf}},
	{"Y0", []float64{0}, []float64{inf}},
	{"Y1", []float64{0}, []float64{inf}},
	{"Yn", []float64{2, 0}, []float64{inf}},
	{"Yn", []float64{-1, 0}, []float64{-inf}},

	// Powers.
	{"Pow", []float64{0, 0}, []float64{0, 0}},
	{"Pow", []float64{0, 1}, []float64{1, 0}},
	{"Pow", []float64{0, 2}, []float64{0, 0}},
	{"Pow", []float64{-2, 3}, []float64{12, 0}},
	{"Pow", []float64{-2, 0}, []float64{0, 0}},
	{"PowConstX", []float64{0, 0}, []float64{0}},
	{"PowConstX", []float64{0, -1}, []float64{0}},
	{"PowConstX", []float64{-2, 3}, []float64{0}},

	// Jumps: as between them, with the quotient taken there.
	{"Mod", []float64{6, 2}, []float64{1, -3}},
	{"Mod", []float64{-5.5, 2}, []float64{1, 2}},
	{"Remainder", []float64{5.5, 2}, []float64{1, -3}},
	{"Remainder", []float64{5, 2}, []float64{1, -2}}, // to even
	{"Modf", []float64{3}, []float64{1}},
	{"Frexp", []float64{4}, []float64{0.125}},
	{"Nextafter", []float64{1, 1}, []float64{1}},
	{"Nextafter32", []float64{1, 2}, []float64{1}},

	// Division is IEEE's, as written.
	{"Div", []float64{1, 0}, []float64{inf, -inf}},

	// No kink, but a formula that could be 0/0.
	{"J1", []float64{0}, []float64{0.5}},
	{"Jn", []float64{1, 0}, []float64{0.5}},
	{"Jn", []float64{0, 0}, []float64{0}},
}

func TestKinks(t *testing.T) {
	for _, k := range kinks {
		t.Run(fmt.Sprintf("%s at %v", k.rule, k.at), func(t *testing.T) {
			if got := find(t, k.rule).apply(k.at, 1); !slices.Equal(got, k.want) {
				t.Errorf("got %v, want %v", got, k.want)
			}
		})
	}
}

// An adjoint that is exactly 0 contributes 0 wherever the value is no NaN, also where
// the slope is infinite. Division alone is IEEE's.
func TestZeroAdjointContributesZero(t *testing.T) {
	edges := []float64{negZero, 0, 0.5, 1, 2, 3, -0.5, -1, -2, -3}
	for _, r := range table {
		if r.rule == nil || r.name == "Div" {
			continue
		}
		for _, at := range combinations(len(r.in), edges) {
			if slices.ContainsFunc(r.value(at), math.IsNaN) || !r.takes(at) {
				continue
			}
			for _, d := range r.apply(at, 0) {
				if d != 0 {
					t.Errorf("%s at %v: %v", r.name, at, d)
				}
			}
		}
	}
}

// takes reports whether the inputs that are integers have integers.
func (r row) takes(at []float64) bool {
	for i, in := range r.in {
		if in.whole && at[i] != math.Trunc(at[i]) {
			return false
		}
	}
	return true
}

func combinations(n int, values []float64) [][]float64 {
	all := [][]float64{{}}
	for range n {
		var next [][]float64
		for _, c := range all {
			for _, v := range values {
				next = append(next, append(slices.Clone(c), v))
			}
		}
		all = next
	}
	return all
}
