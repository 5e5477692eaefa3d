package rules

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Every contribution of every rule is compared with central differences of its primal
// function, at all combinations of points from 1e-250 to 1e250 that the function's domain has.
// The error that the differences may have is estimated from their arithmetic, point by
// point; where they are too rough to say much, the point doesn't count, and each
// contribution needs enough points that do.
func TestContributionsAreDifferences(t *testing.T) {
	for _, r := range table {
		for k, i := range r.wrt {
			t.Run(r.name+" by "+r.in[i].name, func(t *testing.T) {
				sharp := 0
				for _, at := range r.points() {
					if r.agrees(t, at, k) {
						sharp++
					}
				}
				if sharp < 8 {
					t.Errorf("only %d points say much", sharp)
				}
			})
		}
	}
}

// agrees reports whether the k-th contribution was found right at a point at which the
// differences have seven digits or more (two for float32).
func (r row) agrees(t *testing.T, at []float64, k int) bool {
	adjoint := []float64{0.75, -1.25}[:len(r.value(at))]
	want, bound := r.difference(at, adjoint, r.wrt[k])
	got := r.rule(at, r.value(at), adjoint)[k]
	if math.IsNaN(want) || math.IsInf(got, 0) {
		return false
	}
	if !(math.Abs(got-want) <= bound) {
		t.Errorf("at %v: %v, differences give %v ± %.1g", at, got, want, bound)
		return false
	}
	digits := 1e-7
	if r.single {
		digits = 1e-2
	}
	return bound <= digits*math.Abs(want)
}

// difference estimates the derivative of adjoint·value by the i-th input, and bounds
// the error. Central differences with steps h and h/2 are extrapolated to h = 0
// (Richardson, 1911); of all h, the one with the smallest bound wins (Ridders, 1982).
func (r row) difference(at, adjoint []float64, i int) (slope, bound float64) {
	slope, bound = math.NaN(), math.Inf(1)
	last, extrapolated := math.NaN(), math.NaN()
	for h := r.widest(at, i); h > math.Abs(at[i])*0x1p-45; h /= 2 {
		d, rounding := r.central(at, adjoint, i, h)
		e := d + (d-last)/3
		err := math.Abs(e-extrapolated) + 4*rounding
		if err < bound {
			slope, bound = e, err
		}
		last, extrapolated = d, e
	}
	return slope, bound
}

// central is one central difference, and its error from that of the function's values.
func (r row) central(at, adjoint []float64, i int, h float64) (d, rounding float64) {
	lo, hi := slices.Clone(at), slices.Clone(at)
	lo[i] = r.round(at[i] - h)
	hi[i] = r.round(at[i] + h)
	step := hi[i] - lo[i]
	a, b := r.value(lo), r.value(hi)
	for j := range adjoint {
		d += adjoint[j] * (b[j] - a[j]) / step
		rounding += math.Abs(adjoint[j]) * (r.error(lo, a[j]) + r.error(hi, b[j])) / step
	}
	return d, rounding
}

func (r row) round(x float64) float64 {
	if r.single {
		return float64(float32(x))
	}
	return x
}

// error bounds the error of the primal function's value at a point: 16 units in the last place,
// and more where package math is known to be less exact.
func (r row) error(at []float64, value float64) float64 {
	units := 16.0
	switch r.primal {
	case "math.Pow(x, y)": // multiplies y times
		units *= 1 + math.Abs(at[1])
	case "math.Erfcinv(x)": // starts from 1 - x
		units *= 1 + 1/math.Abs(at[0])
	}
	if r.single {
		return units * max(math.Abs(value)*0x1p-24, math.SmallestNonzeroFloat32)
	}
	return units * max(math.Abs(value)*0x1p-53, math.SmallestNonzeroFloat64)
}

// points are all combinations of the inputs' values, at most a few thousand.
func (r row) points() [][]float64 {
	points := [][]float64{{}}
	for _, in := range r.in {
		var next [][]float64
		for _, p := range points {
			for _, x := range r.axis(in) {
				next = append(next, append(slices.Clone(p), x))
			}
		}
		points = next
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(points), func(i, j int) { points[i], points[j] = points[j], points[i] })
	return points[:min(len(points), 3000)]
}

// axis holds the values of one input, of both signs. None is a kink, nor are two
// of one axis equal to those of another, as each gets a factor of its own.
func (r row) axis(in input) []float64 {
	if in.whole {
		return []float64{-2, -1, 0, 1, 2, 5}
	}
	sizes := []float64{
		1e-250, 1e-100, 1e-30, 1e-8, 1e-3, 0.03, 0.11, 0.31, 0.57, 0.83, 0.97, 1.2, 1.7,
		2.6, 4.4, 7.9, 11.3, 25.3, 61.7, 123.4, 700.1, 1e4, 1e8, 1e30, 1e100, 1e250,
	}
	factor := 1 + float64(in.name[0])/3001.7
	from, to := reach(r.primal)
	var axis []float64
	for _, x := range sizes {
		x = r.round(x * factor)
		if x > from && x < to {
			axis = append(axis, -x, x)
		}
	}
	return axis
}

// reach is the range of magnitudes that a function is examined in. Functions that
// oscillate turn, at large arguments, more than once between one float and the next.
// math.J1 and math.Jn lose the sign of a negative x below 2⁻²⁷.
func reach(primal string) (from, to float64) {
	switch primal {
	case "math.J1(x)", "math.Jn(n, x)":
		return 0x1p-27, 1e6
	case "math.Sin(x)", "math.Cos(x)", "math.Sincos(x)", "math.Tan(x)",
		"math.J0(x)", "math.Y0(x)", "math.Y1(x)", "math.Yn(n, x)":
		return 0, 1e6
	case "math.Gamma(x)", "math.Lgamma(x)":
		return 0, 1e3
	}
	return 0, math.Inf(1)
}

// widest is the largest step that the i-th input is moved by. It is relative to the
// input, and less than the distance between two jumps.
func (r row) widest(at []float64, i int) float64 {
	width := math.Abs(at[i])
	switch r.primal {
	case "math.Modf(x)":
		width = min(width, 1)
	case "math.Mod(x, y)", "math.Remainder(x, y)":
		x, y := math.Abs(at[0]), math.Abs(at[1])
		if i == 1 { // x/y jumps move with y
			y /= 1 + x/y
		}
		width = min(width, y)
	}
	return width / 64
}

// A rule without contributions says that its primal function is a step: it doesn't
// move when its argument does, away from the jumps.
func TestStepsAreConstantBetweenJumps(t *testing.T) {
	for _, r := range table {
		if r.rule != nil {
			continue
		}
		for _, x := range r.axis(r.in[0]) {
			if math.Abs(x) > 1e4 {
				continue
			}
			lo, hi := r.value([]float64{x * (1 - 1e-9)}), r.value([]float64{x * (1 + 1e-9)})
			if lo[0] != hi[0] {
				t.Errorf("%s moves at %v: from %v to %v", r.primal, x, lo[0], hi[0])
			}
		}
	}
}

// A rule is linear in the adjoints, so that forward mode can use it too. Powers of two scale
// without rounding.
func TestRulesAreLinear(t *testing.T) {
	for _, r := range table {
		if r.rule == nil {
			continue
		}
		for _, at := range r.points() {
			one, four := r.apply(at, 1), r.apply(at, -4)
			for k := range one {
				if math.Abs(one[k]) > 1e-290 && math.Abs(one[k]) < 1e290 && four[k] != -4*one[k] {
					t.Errorf("%s at %v: %v for 1, %v for -4", r.name, at, one[k], four[k])
				}
			}
		}
	}
}
