package sgd_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

type options = sgd.Options[float64]

// slope is f(w) = w, so that a step of size α lowers w by α.
func slope(n int) sgd.Objective[float64, float64] {
	return sgd.Samples(n, func(_ int, w, dw *float64) float64 {
		*dw++
		return *w
	})
}

func TestSameSeedSameBits(t *testing.T) {
	a := []float64{1, 1.5, 2, 4, 8.25}
	end := func(seed uint64) (float64, *sgd.Run[float64]) {
		w := 20.0
		f := sgd.Samples(len(a), func(i int, w, dw *float64) float64 {
			r := *w/3 - a[i]
			*dw += r
			return r * r
		})
		run, err := sgd.Minimize(t.Context(), &w, f, options{Epochs: 9, Batch: 2, Seed: seed, Trace: true, Step: sgd.InvSqrt(0.3)})
		if err != nil {
			t.Fatal(err)
		}
		return w, run
	}
	w1, run1 := end(1)
	w2, run2 := end(1)
	if w1 != w2 || !slices.Equal(run1.Losses, run2.Losses) {
		t.Errorf("two runs with one seed end in %v and %v", w1, w2)
	}
	if w3, _ := end(2); w1 == w3 {
		t.Errorf("seeds 1 and 2 both end in %v", w3)
	}
}

// The best iterate of full-batch steps is the one whose loss was the smallest:
// steps of 3 on |w| from 4 go 4, 1, −2, 1, …
func TestBestIterateOfAnOscillation(t *testing.T) {
	w := 4.0
	run, err := sgd.Minimize(t.Context(), &w, distances([]float64{0}), options{Epochs: 6, Step: sgd.Constant(3)})
	if err != nil {
		t.Fatal(err)
	}
	if *run.Best != 1 || run.BestLoss != 1 || run.BestEpoch != 1 {
		t.Errorf("best %v with loss %v in epoch %d, want 1, 1, 1", *run.Best, run.BestLoss, run.BestEpoch)
	}
}

// With Value, the iterate at the end of each epoch is judged by it.
func TestBestIterateByValue(t *testing.T) {
	w := 0.0
	o := options{Epochs: 6, Batch: 2, Step: sgd.Constant(1)}
	o.Value = func(w *float64) float64 { return math.Abs(*w + 4) }
	run, err := sgd.Minimize(t.Context(), &w, slope(4), o)
	if err != nil {
		t.Fatal(err)
	}
	if *run.Best != -4 || run.BestLoss != 0 || run.BestEpoch != 1 {
		t.Errorf("best %v with value %v in epoch %d, want −4, 0, 1", *run.Best, run.BestLoss, run.BestEpoch)
	}
	if want := (sgd.Epoch{Loss: -4.5, Value: 2, Step: 1}); run.History[2] != want {
		t.Errorf("epoch 2 is %+v, want %+v", run.History[2], want)
	}
}

// w̄_K = Σ α_k w_k / Σ α_k over the iterates the steps were taken from.
func TestMeanIsWeightedByTheSteps(t *testing.T) {
	w := 10.0
	steps := []float64{1, 2, 4}
	var means []float64
	o := options{Epochs: 3, Average: true, Step: func(k int) float64 { return steps[k] }}
	o.OnEpoch = func(r *sgd.Run[float64]) error {
		means = append(means, *r.Mean)
		return nil
	}
	if _, err := sgd.Minimize(t.Context(), &w, slope(1), o); err != nil {
		t.Fatal(err)
	}
	if want := []float64{10, (10 + 2*9) / 3.0, (10 + 2*9 + 4*7) / 7.0}; !slices.Equal(means, want) {
		t.Errorf("means %v, want %v", means, want)
	}
}

// A float32 mean of 400 000 iterates is still right: half are 0, then half are 1.
func TestMeanOfManyFloat32Iterates(t *testing.T) {
	const steps = 400_000
	var w float32
	k := 0
	f := sgd.Samples(1, func(_ int, w, dw *float32) float32 {
		if k++; k == steps/2 {
			*dw = -1
		}
		return 0
	})
	run, err := sgd.Minimize(t.Context(), &w, f, sgd.Options[float32]{Epochs: steps, Average: true, Step: sgd.Constant(1)})
	if err != nil {
		t.Fatal(err)
	}
	if *run.Mean != 0.5 {
		t.Errorf("mean %v, want 0.5", *run.Mean)
	}
}

func TestOnEpochEndsARun(t *testing.T) {
	disk := errors.New("disk full")
	for _, test := range []struct{ give, want error }{{sgd.ErrStop, nil}, {disk, disk}} {
		w := 0.0
		o := options{Epochs: 9, Step: sgd.Constant(1)}
		o.OnEpoch = func(r *sgd.Run[float64]) error {
			if len(r.History) == 3 {
				return test.give
			}
			return nil
		}
		run, err := sgd.Minimize(t.Context(), &w, slope(1), o)
		if err != test.want || run.Steps != 3 || w != -3 {
			t.Errorf("OnEpoch returns %v: %d steps, error %v", test.give, run.Steps, err)
		}
	}
}

// Cancelled during a step, a run finishes that step and no more.
func TestCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w, calls := 0.0, 0
	f := sgd.Samples(2, func(_ int, w, dw *float64) float64 {
		if calls++; calls == 5 {
			cancel()
		}
		*dw++
		return *w
	})
	run, err := sgd.Minimize(ctx, &w, f, options{Epochs: 100, Average: true, Step: sgd.Constant(1)})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "step 5, epoch 2") {
		t.Errorf("error %v, want one that wraps context.Canceled and names step 5 of epoch 2", err)
	}
	if w != -5 || run.Steps != 5 || len(run.History) != 2 || *run.Best != -4 || *run.Mean != -2 {
		t.Errorf("w = %v after %d steps, %d epochs, best %v, mean %v", w, run.Steps, len(run.History), *run.Best, *run.Mean)
	}
}
