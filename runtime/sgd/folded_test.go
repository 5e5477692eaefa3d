package sgd_test

import (
	"math"
	"slices"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
	"github.com/gograd/gograd/runtime/tensor"
)

// wideStep is batchGrad with the step folded in.
func wideStep(w *wide, x tensor.Matrix[float32], y []float32, alpha float32) float32 {
	dw := wide{W: make([]float32, len(w.W))}
	loss := batchGrad(w, x, y, &dw)
	for j, g := range dw.W {
		w.W[j] -= float32(alpha * g)
	}
	w.B -= float32(alpha * dw.B)
	return loss
}

// A run of folded steps is the run of Batches, with all that is told of it.
func TestFoldedStepsAreSteps(t *testing.T) {
	const n, inputs = 10, 6
	x, y := wideData(n, inputs)
	for _, batch := range []int{1, 4, n} {
		end := func(f sgd.Objective[wide, float32]) (*wide, *sgd.Run[wide]) {
			w := &wide{W: make([]float32, inputs)}
			o := sgd.Options[wide]{Batch: batch, Epochs: 6, Average: true, Trace: true, Step: sgd.InvSqrt(4)}
			run, err := sgd.Minimize(t.Context(), w, f, o)
			if err != nil {
				t.Fatal(err)
			}
			return w, run
		}
		w, run := end(wideObjective(x, y))
		stepped, foldedRun := end(sgd.Steps(n, func(b *sgd.Batch, w *wide, alpha float32) float32 {
			return wideStep(w, sgd.Rows(b, x), sgd.Elements(b, y), alpha)
		}))
		same := func(a, b *wide) bool { return slices.Equal(a.W, b.W) && a.B == b.B }
		if !same(w, stepped) || !same(run.Best, foldedRun.Best) || !same(run.Mean, foldedRun.Mean) {
			t.Errorf("batch %d: last, best or mean iterate differ", batch)
		}
		if !slices.Equal(run.Losses, foldedRun.Losses) || !slices.Equal(run.History, foldedRun.History) ||
			run.Steps != foldedRun.Steps || run.BestEpoch != foldedRun.BestEpoch {
			t.Errorf("batch %d: losses %v, want %v", batch, foldedRun.Losses, run.Losses)
		}
	}
}

// A folded step has spoilt w by the time its loss is known not to be finite. The best
// iterate is as it was.
func TestFoldedStepsDiverge(t *testing.T) {
	w, calls := 1.0, 0
	f := sgd.Steps(3, func(b *sgd.Batch, w *float64, alpha float64) float64 {
		if calls++; calls == 5 {
			*w = math.NaN()
			return math.NaN()
		}
		*w -= alpha / 4
		return *w
	})
	run, err := sgd.Minimize(t.Context(), &w, f, options{Epochs: 9, Step: sgd.Constant(1)})
	wantDiverged(t, err, "step 4, epoch 1: the loss is NaN")
	if *run.Best != 0.25 || run.Steps != 4 {
		t.Errorf("best %v after %d steps, want that of epoch 0, 0.25, after 4", *run.Best, run.Steps)
	}
}
