package main

import (
	"math"
	"testing"
	"time"

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
		s := newSamples(c)
		b.Run(c.name+"/loop", s.loop)
		b.Run(c.name+"/driver", s.driver(sgd.Options[Net32]{Order: sgd.InOrder}))
		b.Run(c.name+"/shuffled", s.driver(sgd.Options[Net32]{Order: sgd.Shuffled}))
		b.Run(c.name+"/parts", s.driver(sgd.Options[Net32]{Order: sgd.InOrder, Parts: 2}))
	}
}

// epoch is how many mini-batches there are in samples.
const epoch = 32

// samples are those of a case in one matrix.
type samples struct {
	benchCase
	x, y tensor.Matrix[float32]
}

func newSamples(c benchCase) samples {
	n, in, out := epoch*c.batch, c.widths[0], c.widths[3]
	return samples{c, tensor.MatrixOf(n, in, fill[float32](n*in, 20, 2)), tensor.MatrixOf(n, out, fill[float32](n*out, 21, 1))}
}

// loop is the loop that is written out.
func (s samples) loop(b *testing.B) {
	w, dw := newNet32(s.benchCase), newNet32(s.benchCase)
	least := newLaps()
	for k := range (b.N + epoch - 1) / epoch * epoch {
		from := k % epoch * s.batch
		dw.clear()
		Loss32BatchGrad(w, s.x.Slice(from, from+s.batch, 0, s.x.Cols), s.y.Slice(from, from+s.batch, 0, s.y.Cols), dw)
		w.add(-rate, dw)
		if k%epoch == epoch-1 {
			least.lap()
		}
	}
	least.report(b)
}

// driver takes as many steps.
func (s samples) driver(o sgd.Options[Net32]) func(b *testing.B) {
	loss := sgd.Batches(s.x.Rows, func(b *sgd.Batch, w, dw *Net32) float32 {
		return Loss32BatchGrad(w, sgd.Rows(b, s.x), sgd.Rows(b, s.y), dw)
	})
	return func(b *testing.B) {
		least := newLaps()
		o.Batch, o.Epochs, o.Step = s.batch, (b.N+epoch-1)/epoch, sgd.Constant(rate)
		o.OnEpoch = func(*sgd.Run[Net32]) error {
			least.lap()
			return nil
		}
		b.ReportAllocs()
		if _, err := sgd.Minimize(b.Context(), newNet32(s.benchCase), loss, o); err != nil {
			b.Fatal(err)
		}
		least.report(b)
	}
}

// laps are the times of epochs, of which the least counts: it was disturbed least.
type laps struct {
	start time.Time
	least time.Duration
}

func newLaps() *laps { return &laps{time.Now(), math.MaxInt64} }

func (l *laps) lap() {
	now := time.Now()
	l.least, l.start = min(l.least, now.Sub(l.start)), now
}

func (l *laps) report(b *testing.B) {
	b.ReportMetric(float64(l.least.Nanoseconds())/epoch, "least-ns/step")
}
