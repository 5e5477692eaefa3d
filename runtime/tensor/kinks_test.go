package tensor

import (
	"math"
	"testing"
)

// What the rules take at kinks and singular points. Each row says what the rule
// adds to a shadow of zeros.
func TestKinks(t *testing.T) {
	inf := math.Inf(1)
	zero := math.Copysign(0, -1)
	for _, c := range []struct {
		at   string
		got  []float64
		want []float64
	}{
		{"ReLU at 0", byRule(ReLUAdjoint, ReLU([]float64{0, zero, -1, 2}), 3), []float64{0, 0, 0, 3}},
		{"|x| at 0", byRule(AbsAdjoint, []float64{0, zero, -1, 2}, 3), []float64{0, 0, -3, 3}},
		{"‖x‖ at 0", reduction(Norm, NormAdjoint, []float64{0, 0}, 3), []float64{0, 0}},
		{"‖x‖₁ at 0", reduction(Norm1, func(x []float64, r, dr float64, dx []float64) { Norm1Adjoint(x, dr, dx) }, []float64{0, -2}, 3), []float64{0, -3}},
		{"‖x‖∞ at a tie", reduction(NormInf, NormInfAdjoint, []float64{-2, 1, 2}, 3), []float64{-1.5, 0, 1.5}},
		{"‖x‖∞ at 0", reduction(NormInf, NormInfAdjoint, []float64{0, 0}, 3), []float64{0, 0}},
		{"max at a tie", reduction(Max, MaxAdjoint, []float64{2, 1, 2, 2}, 3), []float64{1, 0, 1, 1}},
		{"max at ±0", reduction(Max, MaxAdjoint, []float64{0, zero}, 3), []float64{1.5, 1.5}},
		{"log at 0", byRule(LogAdjoint, []float64{0, zero}, 3), []float64{inf, inf}},
		{"log at 0, adjoint negative", byRule(LogAdjoint, []float64{0}, -3), []float64{-inf}},
		{"log at 0, adjoint 0", byRule(LogAdjoint, []float64{0, 2}, 0), []float64{0, 0}},
		{"log Σ exp at −∞", reduction(LogSumExp, LogSumExpAdjoint, []float64{-inf, -inf}, 3), []float64{0, 0}},
		{"log Σ exp at +∞", reduction(LogSumExp, LogSumExpAdjoint, []float64{0, inf}, 3), []float64{0, 0}},
		{"log Σ exp with one −∞", reduction(LogSumExp, LogSumExpAdjoint, []float64{-inf, 1}, 3), []float64{0, 3}},
		{"a norm beyond overflow of its square", reduction(Norm, NormAdjoint, []float64{3e200, -4e200}, 5), []float64{3, -4}},
		{"a norm below underflow of its square", reduction(Norm, NormAdjoint, []float64{3e-200, -4e-200}, 5), []float64{3, -4}},
	} {
		if !agree(c.got, c.want) {
			t.Errorf("%s: the rule adds %v, want %v", c.at, c.got, c.want)
		}
	}
}

// Where one side of a maximum has no derivative, the other gets nothing at a tie;
// where both have one, each gets half.
func TestMaximumKinks(t *testing.T) {
	x, y, dz := []float64{1, 2, 3}, []float64{2, 2, 2}, []float64{10, 10, 10}
	dx, dy := make([]float64, 3), make([]float64, 3)
	MaximumAdjoint(x, y, dz, dx, dy)
	if !agree(dx, []float64{0, 5, 10}) || !agree(dy, []float64{10, 5, 0}) {
		t.Errorf("both sides: %v and %v", dx, dy)
	}
	dx, dy = make([]float64, 3), make([]float64, 3)
	MaximumLeftAdjoint(x, y, dz, dx)
	MaximumRightAdjoint(x, y, dz, dy)
	if !agree(dx, []float64{0, 0, 10}) || !agree(dy, []float64{10, 0, 0}) {
		t.Errorf("one side: %v and %v", dx, dy)
	}
}

// The matrix versions decide as the vector versions do.
func TestMatrixKinks(t *testing.T) {
	a := FromRows([]float64{0, 2}, []float64{-1, 0})
	da := ZerosLike(a)
	ones := FromRows([]float64{1, 1}, []float64{1, 1})
	MatReLUAdjoint(MatReLU(a), ones, da)
	MatAbsAdjoint(a, ones, da)
	MatLogAdjoint(a, ZerosLike(a), da)
	MatNormAdjoint(ZerosLike(a), 0, 1, da)
	MatMaximumAdjoint(a, a, ones, da, ZerosLike(a))
	MatMaximumLeftAdjoint(a, a, ones, da)
	if want := []float64{0.5, 2.5, -0.5, 0.5}; !agree(da.Data, want) {
		t.Errorf("got %v, want %v", da.Data, want)
	}
}

// byRule returns what an elementwise rule adds where each adjoint is dy; v is the
// input or the result, whichever the rule reads.
func byRule(rule func(v, dy, dx []float64), v []float64, dy float64) []float64 {
	dx, adjoint := make([]float64, len(v)), make([]float64, len(v))
	AddConstant(adjoint, dy)
	rule(v, adjoint, dx)
	return dx
}

func reduction(op func([]float64) float64, rule func(x []float64, s, ds float64, dx []float64), x []float64, ds float64) []float64 {
	dx := make([]float64, len(x))
	rule(x, op(x), ds, dx)
	return dx
}

// agree reports whether x and y agree to a few units in the last place.
func agree(x, y []float64) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && !(math.Abs(x[i]-y[i]) <= 4e-15*math.Abs(y[i])) {
			return false
		}
	}
	return true
}
