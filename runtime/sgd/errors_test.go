package sgd_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

func TestBadOptionsAreRefusedAtTheStart(t *testing.T) {
	step := sgd.Constant(1)
	for _, test := range []struct {
		n    int
		o    options
		want string
	}{
		{0, options{Epochs: 1, Step: step}, "0 samples"},
		{3, options{Epochs: 1, Step: step, Batch: 4}, "Options.Batch is 4 with 3 samples: choose 1 to 3"},
		{3, options{Epochs: 1, Step: step, Batch: -1}, "Options.Batch is -1"},
		{3, options{Step: step}, "Options.Epochs is 0"},
		{3, options{Epochs: 1}, "Options.Step is nil"},
		{3, options{Epochs: 1, Step: step, Order: 9}, "Options.Order is 9"},
		{3, options{Epochs: 1, Step: step, Parts: -1}, "Options.Parts is -1 with mini-batches of 1 samples"},
		{3, options{Epochs: 1, Step: step, Batch: 2, Parts: 3}, "Options.Parts is 3 with mini-batches of 2 samples: choose 1 to 2"},
	} {
		w := 5.0
		run, err := sgd.Minimize(t.Context(), &w, slope(test.n), test.o)
		if run != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("n = %d, %+v: error %v, want %q", test.n, test.o, err, test.want)
		}
	}
}

func TestNothingToRunIsAnError(t *testing.T) {
	o := options{Epochs: 1, Step: sgd.Constant(1)}
	if _, err := sgd.Minimize(t.Context(), nil, slope(1), o); err == nil {
		t.Error("no error for nil parameters")
	}
	for _, f := range []sgd.Objective[float64, float64]{
		sgd.Samples[float64, float64](1, nil), sgd.Batches[float64, float64](1, nil), sgd.Steps[float64, float64](1, nil),
	} {
		if _, err := sgd.Minimize(t.Context(), new(float64), f, o); err == nil {
			t.Error("no error for an objective without a gradient")
		}
	}
}

func TestStepSizeMustBePositiveAndFinite(t *testing.T) {
	for _, bad := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		w := 0.0
		o := options{Epochs: 5, Step: func(k int) float64 {
			if k == 3 {
				return bad
			}
			return 1
		}}
		_, err := sgd.Minimize(t.Context(), &w, slope(1), o)
		if err == nil || !strings.Contains(err.Error(), "step 3, epoch 3: the step size is") {
			t.Errorf("step size %v: error %v", bad, err)
		}
		if w != -3 {
			t.Errorf("step size %v: w = %v, want the three steps before it", bad, w)
		}
	}
}

// two is a model with two blocks of parameters.
type two struct {
	B float64
	W []float64
}

// Before anything is spoilt, a run stops and says where.
func TestDivergenceNamesItsPlace(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		name       string
		loss, grad float64
		step       float64
		want       string
	}{
		{"loss", nan, 1, 1, "step 5, epoch 1: the loss of sample 2 is NaN"},
		{"infinite loss", inf, 1, 1, "step 5, epoch 1: the loss of sample 2 is +Inf"},
		{"gradient", 1, nan, 1, "step 5, epoch 1: the gradient with respect to w.W[1] is NaN"},
		{"parameter", 1, 1e308, 1e10, "step 6, epoch 1: w.W[1] has become -Inf"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := two{W: make([]float64, 3)}
			steps := 0
			f := sgd.Samples(3, func(i int, w, dw *two) float64 {
				if steps++; steps == 6 {
					dw.W[1] += test.grad
					return test.loss
				}
				return 0
			})
			o := sgd.Options[two]{Epochs: 9, Order: sgd.InOrder, Step: sgd.Constant(test.step)}
			run, err := sgd.Minimize(t.Context(), &w, f, o)
			wantDiverged(t, err, test.want)
			if test.name != "parameter" && w.W[1] != 0 {
				t.Errorf("w.W[1] = %v, want it untouched", w.W[1])
			}
			if run.Best.W[1] != 0 || run.BestEpoch != 0 {
				t.Errorf("best %v from epoch %d, want that of epoch 0", run.Best, run.BestEpoch)
			}
		})
	}
}

func wantDiverged(t *testing.T, err error, want string) {
	t.Helper()
	if !errors.Is(err, sgd.ErrDiverged) || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

// A folded step is taken as a whole.
func TestFoldedStepsHaveNoParts(t *testing.T) {
	f := sgd.Steps(4, func(b *sgd.Batch, w *float64, alpha float64) float64 { return 0 })
	_, err := sgd.Minimize(t.Context(), new(float64), f, options{Batch: 4, Parts: 2, Epochs: 1, Step: sgd.Constant(1)})
	if err == nil || !strings.Contains(err.Error(), "Options.Parts is 2 with sgd.Steps") {
		t.Errorf("error %v", err)
	}
}

func TestValueMustBeFinite(t *testing.T) {
	w := 0.0
	o := options{Epochs: 5, Step: sgd.Constant(1)}
	o.Value = func(*float64) float64 { return math.NaN() }
	_, err := sgd.Minimize(t.Context(), &w, slope(1), o)
	if !errors.Is(err, sgd.ErrDiverged) || !strings.Contains(err.Error(), "Options.Value is NaN") {
		t.Errorf("error %v", err)
	}
}

func TestStartMustBeFinite(t *testing.T) {
	w := two{W: []float64{0, math.NaN()}}
	f := sgd.Samples(1, func(_ int, w, dw *two) float64 { return 0 })
	_, err := sgd.Minimize(t.Context(), &w, f, sgd.Options[two]{Epochs: 1, Step: sgd.Constant(1)})
	if err == nil || !strings.Contains(err.Error(), "w.W[1] is NaN to begin with") {
		t.Errorf("error %v", err)
	}
}
