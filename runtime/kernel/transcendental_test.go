package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// transcendental are the functions whose error is bounded, in units in the last place,
// where the result is no subnormal number.
var transcendental = []struct {
	name    string
	run32   func(dst, x []float32)
	run64   func(dst, x []float64)
	formula func(x float64) float64
	ulps    float64
}{
	{"Exp", Exp[float32], Exp[float64], math.Exp, 1},
	{"Log", Log[float32], Log[float64], math.Log, 1},
	{"Tanh", Tanh[float32], Tanh[float64], math.Tanh, 2.5},
	{"Sigmoid", Sigmoid[float32], Sigmoid[float64], exactSigmoid, 2.5},
}

func exactSigmoid(x float64) float64 {
	if x < 0 {
		return math.Exp(x) / (1 + math.Exp(x))
	}
	return 1 / (1 + math.Exp(-x))
}

// For float32 the reference is the formula in float64, and arguments are taken from all
// that there are.
func TestTranscendentalError32(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		for _, f := range transcendental {
			worst, at := 0.0, float32(0)
			x, y := make([]float32, 1024), make([]float32, 1024)
			const step = 2731 // odd: no digit of the mantissa stays the same
			for bits := uint64(0); bits < 1<<32; bits += step * 1024 {
				for i := range x {
					x[i] = math.Float32frombits(uint32(bits + step*uint64(i)))
				}
				f.run32(y, x)
				for i, v := range x {
					if e := error32(y[i], f.formula(float64(v))); e > worst {
						worst, at = e, v
					}
				}
			}
			if worst > f.ulps {
				t.Errorf("%s(%v) is wrong by %.2f units in the last place", f.name, at, worst)
			}
		}
	})
}

// error32 is the error of got in units in the last place of a float32.
func error32(got float32, want float64) float64 {
	if rounded := float32(want); got == rounded || got != got && rounded != rounded {
		return 0
	}
	exponent := max(math.Ilogb(want), -126)
	return math.Abs(float64(got)-want) / math.Ldexp(1, exponent-23)
}

// For float64 the reference is package math, whose own error of a unit is allowed for.
func TestTranscendentalError64(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(17, 18))
		for _, f := range transcendental {
			x, y := make([]float64, 1<<16), make([]float64, 1<<16)
			for i := range x {
				x[i] = math.Exp(rng.NormFloat64()*3) * (rng.Float64() - 0.5)
			}
			f.run64(y, x)
			for i, v := range x {
				want := f.formula(v)
				if math.Abs(y[i]-want) > (f.ulps+1)*ulp(want) {
					t.Fatalf("%s(%v) = %v, want %v", f.name, v, y[i], want)
				}
			}
		}
	})
}
