package sgd_test

import (
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
	"github.com/gograd/gograd/runtime/tensor"
)

// numbered has the number of the sample in every row, in a matrix with gaps between them.
func numbered(n int) (x tensor.Matrix[float32], labels []string) {
	x = tensor.NewMatrix[float32](n, 5).Slice(0, n, 1, 4)
	labels = make([]string, n)
	for i := range n {
		for j := range x.Cols {
			x.Set(i, j, float32(i))
		}
		labels[i] = strings.Repeat("|", i)
	}
	return x, labels
}

// Rows and Elements are about the samples of the mini-batch, in its order.
func TestGathering(t *testing.T) {
	x, labels := numbered(10)
	other := make([]float64, 10)
	for _, order := range []sgd.Order{sgd.Shuffled, sgd.WithReplacement, sgd.InOrder} {
		f := sgd.Batches(10, func(b *sgd.Batch, w, dw *float64) float64 {
			rows, names, zeros := sgd.Rows(b, x), sgd.Elements(b, labels), sgd.Elements(b, other)
			if rows.Rows != len(b.Samples()) || rows.Cols != 3 || len(names) != rows.Rows || len(zeros) != rows.Rows {
				t.Fatalf("%d×%d, %d labels, %d zeros for %d samples", rows.Rows, rows.Cols, len(names), len(zeros), len(b.Samples()))
			}
			for j, i := range b.Samples() {
				if rows.At(j, 0) != float32(i) || rows.At(j, 2) != float32(i) || len(names[j]) != i || zeros[j] != 0 {
					t.Errorf("order %d: row %v and label %q for sample %d", order, rows.Row(j), names[j], i)
				}
			}
			return 0
		})
		if _, err := sgd.Minimize(t.Context(), new(float64), f, options{Batch: 4, Epochs: 3, Order: order, Step: sgd.Constant(1)}); err != nil {
			t.Fatal(err)
		}
	}
}

// Samples that follow each other are not copied: in order, alone, and all at once.
func TestNothingIsCopiedThatLiesTogether(t *testing.T) {
	x, labels := numbered(10)
	for name, o := range map[string]options{
		"in order": {Batch: 4, Order: sgd.InOrder},
		"alone":    {Batch: 1},
		"all":      {Batch: 10},
		"in parts": {Batch: 10, Parts: 3},
	} {
		f := sgd.Batches(10, func(b *sgd.Batch, w, dw *float64) float64 {
			first := b.Samples()[0]
			if &sgd.Rows(b, x).Data[0] != &x.Row(first)[0] || &sgd.Elements(b, labels)[0] != &labels[first] {
				t.Errorf("%s: samples %v are copies", name, b.Samples())
			}
			return 0
		})
		o.Epochs, o.Step = 2, sgd.Constant(1)
		if _, err := sgd.Minimize(t.Context(), new(float64), f, o); err != nil {
			t.Fatal(err)
		}
	}
}

// Data of another set of samples are refused.
func TestDataMustBeAboutAllSamples(t *testing.T) {
	x, labels := numbered(10)
	for want, gather := range map[string]func(b *sgd.Batch){
		"sgd.Rows: the data have 10 rows, the objective has 9 samples":         func(b *sgd.Batch) { sgd.Rows(b, x) },
		"sgd.Elements: the data have 10 elements, the objective has 9 samples": func(b *sgd.Batch) { sgd.Elements(b, labels) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("the panic is %v, want %v", got, want)
				}
			}()
			f := sgd.Batches(9, func(b *sgd.Batch, w, dw *float64) float64 {
				gather(b)
				return 0
			})
			_, _ = sgd.Minimize(t.Context(), new(float64), f, options{Epochs: 1, Step: sgd.Constant(1)})
		}()
	}
}
