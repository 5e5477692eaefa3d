package sgd_test

import (
	"runtime"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
	"github.com/gograd/gograd/runtime/tensor"
)

// ten is a linear model with ten parameters.
type ten struct{ W [10]float32 }

func tenGrad(i int, w, dw *ten) float32 {
	r := w.W[i%10] - float32(i)
	dw.W[i%10] += r
	return r * r / 2
}

// tenObjectives are the same in all forms.
func tenObjectives() map[string]sgd.Objective[ten, float32] {
	x, y := tensor.NewMatrix[float32](20, 3), make([]string, 20)
	return map[string]sgd.Objective[ten, float32]{
		"Samples": sgd.Samples(20, tenGrad),
		"Batches": sgd.Batches(20, func(b *sgd.Batch, w, dw *ten) float32 {
			sgd.Rows(b, x)
			sgd.Elements(b, y)
			return tenGrad(b.Samples()[0], w, dw)
		}),
		"Steps": sgd.Steps(20, func(b *sgd.Batch, w *ten, alpha float32) float32 {
			sgd.Rows(b, x)
			w.W[b.Samples()[0]%10] -= alpha
			return 1
		}),
	}
}

// A run of 200 epochs allocates exactly what a run of 2 does: nothing a step.
func TestStepsDoNotAllocate(t *testing.T) {
	for name, f := range tenObjectives() {
		for _, order := range []sgd.Order{sgd.Shuffled, sgd.WithReplacement} {
			allocs := func(epochs int) float64 {
				o := sgd.Options[ten]{
					Epochs: epochs, Batch: 3, Order: order, Average: true, Trace: true, Step: sgd.InvSqrt(0.1),
					Value:   func(w *ten) float64 { return float64(w.W[0]) },
					OnEpoch: func(*sgd.Run[ten]) error { return nil },
				}
				return testing.AllocsPerRun(5, func() {
					var w ten
					if _, err := sgd.Minimize(t.Context(), &w, f, o); err != nil {
						t.Fatal(err)
					}
				})
			}
			if few, many := allocs(2), allocs(200); few != many {
				t.Errorf("%s, order %d: 2 epochs allocate %v times, 200 epochs %v times", name, order, few, many)
			}
		}
	}
}

// Nor do goroutines that share the parts of a mini-batch, but for the first ones.
func TestPartsDoNotAllocate(t *testing.T) {
	const epochs, steps = 2000, 4
	withProcs(2, func() {
		o := sgd.Options[ten]{Epochs: epochs, Batch: 5, Parts: 3, Step: sgd.Constant(0.1)}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := sgd.Minimize(t.Context(), new(ten), tenObjectives()["Batches"], o); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if n := after.Mallocs - before.Mallocs; n > epochs*steps/10 {
			t.Errorf("%d steps allocate %d times", epochs*steps, n)
		}
	})
}

// BenchmarkVanillaStep is one step of batch size 1 on ten parameters.
func BenchmarkVanillaStep(b *testing.B) {
	var w ten
	b.ReportAllocs()
	o := sgd.Options[ten]{Epochs: (b.N + 99) / 100, Step: sgd.Constant(0.01)}
	if _, err := sgd.Minimize(b.Context(), &w, sgd.Samples(100, tenGrad), o); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBareGradient is the gradient in such a step.
func BenchmarkBareGradient(b *testing.B) {
	var w, dw ten
	for i := range b.N {
		tenGrad(i%100, &w, &dw)
	}
}
