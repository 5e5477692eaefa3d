package sgd_test

import (
	"slices"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// deal runs two epochs over n samples and returns the batches it was asked for.
func deal(t *testing.T, n int, o sgd.Options[float64]) [][]int {
	t.Helper()
	var batches [][]int
	f := sgd.Batches(n, func(b *sgd.Batch, w, dw *float64) float64 {
		batches = append(batches, slices.Clone(b.Samples()))
		return 0
	})
	o.Epochs, o.Step = 2, sgd.Constant(1)
	if _, err := sgd.Minimize(t.Context(), new(float64), f, o); err != nil {
		t.Fatal(err)
	}
	return batches
}

// An epoch is a permutation of the samples, another one every time, and its last batch may be short.
func TestShuffledEpochMeetsEverySampleOnce(t *testing.T) {
	batches := deal(t, 7, sgd.Options[float64]{Batch: 3})
	if len(batches) != 6 || len(batches[0]) != 3 || len(batches[2]) != 1 {
		t.Fatalf("batches %v, want sizes 3 3 1 twice", batches)
	}
	first, second := slices.Concat(batches[:3]...), slices.Concat(batches[3:]...)
	if slices.Equal(first, second) {
		t.Errorf("both epochs have the order %v", first)
	}
	for _, epoch := range [][]int{first, second} {
		slices.Sort(epoch)
		if !slices.Equal(epoch, []int{0, 1, 2, 3, 4, 5, 6}) {
			t.Errorf("an epoch met the samples %v", epoch)
		}
	}
}

func TestInOrderIsTheOrderOfTheSamples(t *testing.T) {
	got := slices.Concat(deal(t, 5, sgd.Options[float64]{Batch: 2, Order: sgd.InOrder})...)
	if !slices.Equal(got, []int{0, 1, 2, 3, 4, 0, 1, 2, 3, 4}) {
		t.Errorf("samples %v", got)
	}
}

// Independent draws come in full batches.
func TestWithReplacementDrawsFullBatches(t *testing.T) {
	batches := deal(t, 7, sgd.Options[float64]{Batch: 3, Order: sgd.WithReplacement})
	if len(batches) != 6 {
		t.Fatalf("%d batches, want 6", len(batches))
	}
	for _, b := range batches {
		if len(b) != 3 {
			t.Errorf("batch %v, want three samples", b)
		}
	}
}

// Every sample is equally likely in every place, over many epochs.
func TestPlacesAreUniform(t *testing.T) {
	const n, epochs = 5, 20000
	for _, order := range []sgd.Order{sgd.Shuffled, sgd.WithReplacement} {
		var count [n][n]int
		place := 0
		f := sgd.Samples(n, func(i int, w, dw *float64) float64 {
			count[place%n][i]++
			place++
			return 0
		})
		o := sgd.Options[float64]{Epochs: epochs, Order: order, Step: sgd.Constant(1)}
		if _, err := sgd.Minimize(t.Context(), new(float64), f, o); err != nil {
			t.Fatal(err)
		}
		for p, row := range count {
			for i, c := range row {
				if c < epochs/n*9/10 || c > epochs/n*11/10 {
					t.Errorf("order %d: sample %d came %d times in place %d, want about %d", order, i, c, p, epochs/n)
				}
			}
		}
	}
}

// The step is along the mean over the batch, also where the batch is short:
// with gradients a_i and α = 1, in batches {0,1,2}, {3,4}, w falls by 2 + 4.5.
func TestStepIsAlongTheMeanOfTheBatch(t *testing.T) {
	a := []float64{1, 2, 3, 4, 5}
	each := sgd.Samples(len(a), func(i int, w, dw *float64) float64 {
		*dw += a[i]
		return a[i] * *w
	})
	mean := sgd.Batches(len(a), func(b *sgd.Batch, w, dw *float64) float64 {
		var g float64
		for _, i := range b.Samples() {
			g += a[i] / float64(len(b.Samples()))
		}
		*dw += g
		return g * *w
	})
	for name, f := range map[string]sgd.Objective[float64, float64]{"Samples": each, "Batches": mean} {
		w := 10.0
		o := sgd.Options[float64]{Batch: 3, Epochs: 1, Order: sgd.InOrder, Trace: true, Step: sgd.Constant(1)}
		run, err := sgd.Minimize(t.Context(), &w, f, o)
		if err != nil {
			t.Fatal(err)
		}
		if w != 10-2-4.5 {
			t.Errorf("%s: w = %v, want 3.5", name, w)
		}
		if want := []float64{20, 36}; !slices.Equal(run.Losses, want) {
			t.Errorf("%s: losses of the steps %v, want %v", name, run.Losses, want)
		}
		if got, want := run.History[0].Loss, (3*20+2*36)/5.0; got != want {
			t.Errorf("%s: loss of the epoch %v, want the mean over the samples %v", name, got, want)
		}
	}
}
