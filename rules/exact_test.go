package rules

import (
	"math"
	"math/big"
	"testing"
)

// Algebraic derivatives can be had to any number of digits. The rules are within four
// units in the last place of them, also where x² is close to 1, vanishes or overflows.
func TestAlgebraicRulesAreExactToTheLastDigits(t *testing.T) {
	cases := []struct {
		rule string
		at   func(x float64) float64 // maps [0, 1) to the domain
		want func(x *big.Float) *big.Float
	}{
		{"Sqrt", fullRange, func(x *big.Float) *big.Float { return over(one(), times(number(2), root(x))) }},
		{"Asin", nearOne, func(x *big.Float) *big.Float { return over(one(), root(minus(one(), times(x, x)))) }},
		{"Atanh", nearOne, func(x *big.Float) *big.Float { return over(one(), minus(one(), times(x, x))) }},
		{"Log1p", nearOne, func(x *big.Float) *big.Float { return over(one(), minus(x, number(-1))) }},
		{"Log1p", minusNearOne, func(x *big.Float) *big.Float { return over(one(), minus(x, number(-1))) }},
		{"Acosh", aboveOne, func(x *big.Float) *big.Float { return over(one(), root(minus(times(x, x), one()))) }},
		{"Asinh", fullRange, func(x *big.Float) *big.Float { return over(one(), root(minus(times(x, x), number(-1)))) }},
		{"Log", fullRange, func(x *big.Float) *big.Float { return over(one(), x) }},
	}
	for _, c := range cases {
		r := find(t, c.rule)
		for u := 0.0; u < 1; u += 1. / 512 {
			x := c.at(u)
			got := r.apply([]float64{x}, 1)[0]
			want, _ := c.want(number(x)).Float64()
			if math.Abs(got-want) > 4*0x1p-53*want {
				t.Errorf("%s at %v: %v, want %v", c.rule, x, got, want)
			}
		}
	}
}

func fullRange(u float64) float64    { return math.Pow(10, 600*u-300) }
func nearOne(u float64) float64      { return 1 - math.Pow(2, -50*u) + 0x1p-53 }
func minusNearOne(u float64) float64 { return -nearOne(u) }
func aboveOne(u float64) float64     { return 1 + math.Pow(10, 316*u-15) }

// number is x with 3000 bits, enough for 1 + x² with x from 1e-300 to 1e300.
func number(x float64) *big.Float { return new(big.Float).SetPrec(3000).SetFloat64(x) }

func one() *big.Float                  { return number(1) }
func times(x, y *big.Float) *big.Float { return number(0).Mul(x, y) }
func over(x, y *big.Float) *big.Float  { return number(0).Quo(x, y) }
func minus(x, y *big.Float) *big.Float { return number(0).Sub(x, y) }
func root(x *big.Float) *big.Float     { return number(0).Sqrt(x) }

// The quotient that Mod and Remainder take is exact, also when it is large, so that
// x/y would round to the next integer, or next to a jump.
func TestQuotientsAreExact(t *testing.T) {
	for _, x := range []float64{5.5, -5.5, 1e15, -1e15 + 0.5, math.Nextafter(6, 0), math.Nextafter(6, 7), 0.1, 1e300} {
		for _, y := range []float64{2, -2, 0.3, 1 / 3.0, 7e14, 1e299, -3} {
			if math.Abs(x/y) > 1<<52 {
				continue
			}
			quotient(t, "Mod", x, y, math.Mod(x, y))
			quotient(t, "Remainder", x, y, math.Remainder(x, y))
		}
	}
}

// quotient checks that z = x + dy·y in exact arithmetic, dy being the contribution to y.
func quotient(t *testing.T, rule string, x, y, z float64) {
	t.Helper()
	dy := find(t, rule).apply([]float64{x, y}, 1)[1]
	if minus(minus(number(z), number(x)), times(number(dy), number(y))).Sign() != 0 {
		t.Errorf("%s(%v, %v) = %v: quotient %v", rule, x, y, z, -dy)
	}
}

// Operators and built-in functions serve float32, and named floats, in their own arithmetic.
func TestOperatorsAreGeneric(t *testing.T) {
	type celsius float32
	var x, y, dz celsius = 0.1, 3, 0.7
	if dx, dy := Mul(x, y, dz); dx != dz*y || dy != x*dz {
		t.Errorf("Mul: %v, %v", dx, dy)
	}
	if dx, dy := Div(y, x/y, dz); dx != dz/y || dy != -(x/y)*(dz/y) {
		t.Errorf("Div: %v, %v", dx, dy)
	}
	if dx, dy, dw := Builtin3(x, y, y, y, dz); dx != 0 || dy != dz/2 || dw != dz/2 {
		t.Errorf("Builtin3: %v, %v, %v", dx, dy, dw)
	}
}
