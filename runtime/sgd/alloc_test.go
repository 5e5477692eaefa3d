package sgd_test

import (
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// ten is a linear model with ten parameters.
type ten struct{ W [10]float32 }

func tenGrad(i int, w, dw *ten) float32 {
	r := w.W[i%10] - float32(i)
	dw.W[i%10] += r
	return r * r / 2
}

// A run of 200 epochs allocates exactly what a run of 2 does: nothing a step.
func TestStepsDoNotAllocate(t *testing.T) {
	for _, order := range []sgd.Order{sgd.Shuffled, sgd.WithReplacement} {
		allocs := func(epochs int) float64 {
			o := sgd.Options[ten]{
				Epochs: epochs, Batch: 3, Order: order, Average: true, Trace: true, Step: sgd.InvSqrt(0.1),
				Value:   func(w *ten) float64 { return float64(w.W[0]) },
				OnEpoch: func(*sgd.Run[ten]) error { return nil },
			}
			return testing.AllocsPerRun(5, func() {
				var w ten
				if _, err := sgd.Minimize(t.Context(), &w, sgd.Samples(20, tenGrad), o); err != nil {
					t.Fatal(err)
				}
			})
		}
		if few, many := allocs(2), allocs(200); few != many {
			t.Errorf("order %d: 2 epochs allocate %v times, 200 epochs %v times", order, few, many)
		}
	}
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
