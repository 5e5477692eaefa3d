package main

import (
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
	"github.com/gograd/gograd/runtime/tensor"
)

// BenchmarkDriver compares a loop that is written out, of gradients of mini-batches and
// updates, with what runtime/sgd makes of it: with mini-batches as they lie, with shuffled
// ones, and with ones that are cut in two.
func BenchmarkDriver(b *testing.B) {
	for _, c := range cases {
		if c.name != "small-b32" && c.name != "mnist-b64" && c.name != "mnist-b256" {
			continue
		}
		b.Run(c.name+"/loop", func(b *testing.B) {
			l := loops32(c)
			b.ResetTimer()
			for k := range b.N {
				l.plain(k)
			}
		})
		for name, o := range map[string]sgd.Options[Net32]{
			"driver":   {Order: sgd.InOrder},
			"shuffled": {Order: sgd.Shuffled},
			"parts":    {Order: sgd.InOrder, Parts: 2},
		} {
			b.Run(c.name+"/"+name, func(b *testing.B) { drive(b, c, o) })
		}
	}
}

// drive takes b.N steps, or some more to end an epoch.
func drive(b *testing.B, c benchCase, o sgd.Options[Net32]) {
	const epoch = 32 // steps
	x, y := rows(epoch*c.batch, c.widths[0], 20), rows(epoch*c.batch, c.widths[3], 21)
	loss := sgd.Batches(x.Rows, func(b *sgd.Batch, w, dw *Net32) float32 {
		return Loss32BatchGrad(w, sgd.Rows(b, x), sgd.Rows(b, y), dw)
	})
	o.Batch, o.Epochs, o.Step = c.batch, (b.N+epoch-1)/epoch, sgd.Constant(rate)
	w := newNet32(c)
	b.ReportAllocs()
	b.ResetTimer()
	run, err := sgd.Minimize(b.Context(), w, loss, o)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(run.Steps), "ns/step")
}

// rows are n rows of noise.
func rows(n, cols int, salt uint32) tensor.Matrix[float32] {
	return tensor.MatrixOf(n, cols, fill[float32](n*cols, salt, 1))
}
