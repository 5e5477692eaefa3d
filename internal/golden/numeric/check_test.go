package numeric

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func check1(f Func) error { return Check(f, rand.New(rand.NewPCG(1, 2))) }

// energy writes to its argument, can fail and can panic.
func energy(x []float64, a float64) (float64, error) {
	s := a
	for i := range x {
		x[i] *= a
		s += x[i] * x[i]
	}
	if len(x) == 7 {
		panic("too long")
	}
	if len(x) == 6 {
		return s, errors.New("long")
	}
	return s, nil
}

// energyGrad is right; what a test asks for goes wrong in it.
func energyGrad(x []float64, a float64, dx []float64, wrong string) (f, da float64, err error) {
	if len(dx) != len(x) && wrong != "lengths" {
		panic(fmt.Sprintf("dx has length %d, x has length %d", len(dx), len(x)))
	}
	if wrong == "panic" && len(x) == 7 {
		panic("too long!")
	}
	for i, v := range x {
		if len(x) != 6 && len(x) != 7 && i < len(dx) {
			da += 2 * a * v * v
			dx[i] += 2 * a * a * v
		}
	}
	f, err = energy(x, a)
	if err != nil {
		if wrong == "error" {
			dx[0]++
		}
		return f, 0, err
	}
	da++
	switch wrong {
	case "value":
		f *= 1 + 1e-15
	case "memory":
		x[0]++
	case "by value":
		da *= 1.0001
	case "shadow":
		dx[len(dx)/2] *= 1.01
	}
	return f, da, err
}

// Each promise that is broken is reported, with the input, the name of what is
// wrong, and what it should be.
func TestBrokenPromiseIsReported(t *testing.T) {
	for wrong, want := range map[string]string{
		"":         "",
		"value":    "the gradient returns",
		"memory":   "what the gradient leaves in memory: x[0] is",
		"panic":    "the gradient panics with string too long!, the function panics with string too long",
		"error":    `at the error "long", dx[0] becomes`,
		"lengths":  "dx with the length 2, for 1, does not panic",
		"by value": "da: the gradient is",
		"shadow":   "it must be added to",
	} {
		err := check1(Func{
			Name:   "EnergyGrad",
			Primal: energy,
			Gradient: func(x []float64, a float64, dx []float64) (f, da float64, err error) {
				if len(x) == 0 {
					return energyGrad(x, a, dx, "")
				}
				return energyGrad(x, a, dx, wrong)
			},
			Params: []string{"x", "a"},
		})
		switch {
		case wrong == "" && err != nil:
			t.Errorf("a gradient that is right: %v", err)
		case wrong != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %q", wrong, err, want)
		}
	}
}

// A gradient that remembers something of an earlier call is found out.
func TestBuffersAreClean(t *testing.T) {
	calls := 0.0
	err := check1(Func{
		Name:     "SquareGrad",
		Primal:   func(x float64) float64 { return x * x },
		Gradient: func(x float64) (f, dx float64) { calls++; return x * x, 2*x + 1e-14*calls },
		Params:   []string{"x"},
	})
	if err == nil || !strings.Contains(err.Error(), "called again, result is") {
		t.Errorf("got %v", err)
	}
}

// The type of a gradient follows from that of the function and from wrt.
func TestSignature(t *testing.T) {
	type layer struct {
		Gain float64
		W    []float64
	}
	type model struct {
		Layers []layer
		Next   *model
		Name   string
	}
	for _, test := range []struct {
		name     string
		function any
		params   string
		wrt      []string
		want     string
	}{
		{"by value", func(x float64, y [2]float32) float64 { return 0 }, "x y", nil,
			"func(float64, [2]float32) (float64, float64, [2]float32)"},
		{"by reference", func(x []float64, m *model) float64 { return 0 }, "x m", nil,
			"func([]float64, *numeric.model, []float64, *numeric.model) float64"},
		{"both", func(l layer) float64 { return 0 }, "l", nil,
			"func(numeric.layer, *numeric.layer) float64"},
		{"wrt", func(x, y float64, z []float64) float64 { return 0 }, "x y z", []string{"y"},
			"func(float64, float64, []float64) (float64, float64)"},
		{"error", func(x float64) (float64, error) { return 0, nil }, "x", nil,
			"func(float64) (float64, float64, error)"},
		{"blank", func(x, _ float64) float64 { return 0 }, "x _", nil,
			"func(float64, float64) (float64, float64)"},
		{"no float", func(x float64, n []int, s string, f func(float64)) float64 { return 0 }, "x n s f", nil,
			"func(float64, []int, string, func(float64)) (float64, float64)"},
		{"variadic", func(a float64, xs ...float64) float64 { return 0 }, "a xs", nil,
			"func(float64, []float64, []float64) (float64, float64)"},
		{"still variadic", func(a float64, xs ...float64) float64 { return 0 }, "a xs", []string{"a"},
			"func(float64, ...float64) (float64, float64)"},
	} {
		_, err := newPair(Func{Primal: test.function, Gradient: func() {}, Params: strings.Fields(test.params), Wrt: test.wrt})
		if err == nil || !strings.HasSuffix(err.Error(), "must be a "+test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}

// A function about which random inputs tell nothing does not pass.
func TestNothingTold(t *testing.T) {
	err := check1(Func{
		Name:     "PanicsGrad",
		Primal:   func(x float64) float64 { panic("always") },
		Gradient: func(x float64) (f, dx float64) { panic("always") },
		Params:   []string{"x"},
	})
	if err == nil || !strings.Contains(err.Error(), "none tells whether the gradient is right") {
		t.Errorf("got %v", err)
	}
}
