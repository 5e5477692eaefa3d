package main

import (
	"slices"
	"time"

	"github.com/gograd/gograd/runtime/tensor"
)

// loops are what is timed. Each takes the number of the step and returns the loss.
type loops struct {
	step, forward, gradient, plain func(k int) float64
}

// data are the mini-batches of a case.
type data[T tensor.Float] struct{ x, y [batches]tensor.Matrix[T] }

func newData[T float32 | float64](c benchCase) (d data[T]) {
	nx, ny := c.batch*c.widths[0], c.batch*c.widths[3]
	x, y := fill[T](batches*nx, 20, 2), fill[T](batches*ny, 21, 1)
	for i := range batches {
		d.x[i] = tensor.MatrixOf(c.batch, c.widths[0], x[i*nx:(i+1)*nx])
		d.y[i] = tensor.MatrixOf(c.batch, c.widths[3], y[i*ny:(i+1)*ny])
	}
	return d
}

func loops32(c benchCase) loops {
	w, dw, d := newNet32(c), newNet32(c), newData[float32](c)
	l := loops{
		step:    func(k int) float64 { return float64(Loss32Step(w, d.x[k%batches], d.y[k%batches], rate)) },
		forward: func(k int) float64 { return float64(Loss32Batch(w, d.x[k%batches], d.y[k%batches])) },
		gradient: func(k int) float64 {
			dw.clear()
			return float64(Loss32BatchGrad(w, d.x[k%batches], d.y[k%batches], dw))
		},
	}
	if c.batch == 1 {
		l.step = func(k int) float64 {
			return float64(Loss32StepOne(w, d.x[k%batches].Data, d.y[k%batches].Data, rate))
		}
		l.gradient = func(k int) float64 {
			dw.clear()
			return float64(Loss32Grad(w, d.x[k%batches].Data, d.y[k%batches].Data, dw))
		}
	}
	l.plain = func(k int) float64 {
		f := l.gradient(k)
		w.add(-rate, dw)
		return f
	}
	return l
}

func loops64(c benchCase) loops {
	w, dw, d := newNet64(c), newNet64(c), newData[float64](c)
	l := loops{
		step:     func(k int) float64 { return Loss64Step(w, d.x[k%batches], d.y[k%batches], rate) },
		forward:  func(k int) float64 { return Loss64Batch(w, d.x[k%batches], d.y[k%batches]) },
		gradient: func(k int) float64 { dw.clear(); return Loss64BatchGrad(w, d.x[k%batches], d.y[k%batches], dw) },
	}
	if c.batch == 1 {
		l.step = func(k int) float64 { return Loss64StepOne(w, d.x[k%batches].Data, d.y[k%batches].Data, rate) }
		l.gradient = func(k int) float64 {
			dw.clear()
			return Loss64Grad(w, d.x[k%batches].Data, d.y[k%batches].Data, dw)
		}
	}
	l.plain = func(k int) float64 {
		f := l.gradient(k)
		w.add(-rate, dw)
		return f
	}
	return l
}

func newNet32(c benchCase) *Net32 {
	return &Net32{
		tensor.MatrixOf(weights[float32](c, 0)), tensor.MatrixOf(weights[float32](c, 1)), tensor.MatrixOf(weights[float32](c, 2)),
		biases[float32](c, 0), biases[float32](c, 1), biases[float32](c, 2),
	}
}

func newNet64(c benchCase) *Net64 {
	return &Net64{
		tensor.MatrixOf(weights[float64](c, 0)), tensor.MatrixOf(weights[float64](c, 1)), tensor.MatrixOf(weights[float64](c, 2)),
		biases[float64](c, 0), biases[float64](c, 1), biases[float64](c, 2),
	}
}

func (w *Net32) parts() [6][]float32 {
	return [6][]float32{w.W1.Data, w.W2.Data, w.W3.Data, w.B1, w.B2, w.B3}
}

func (w *Net64) parts() [6][]float64 {
	return [6][]float64{w.W1.Data, w.W2.Data, w.W3.Data, w.B1, w.B2, w.B3}
}

func (w *Net32) clear() { clearAll(w.parts()) }
func (w *Net64) clear() { clearAll(w.parts()) }

func (w *Net32) add(alpha float32, dw *Net32) { addAll(alpha, w.parts(), dw.parts()) }
func (w *Net64) add(alpha float64, dw *Net64) { addAll(alpha, w.parts(), dw.parts()) }

func clearAll[T tensor.Float](parts [6][]T) {
	for _, p := range parts {
		clear(p)
	}
}

func addAll[T tensor.Float](alpha T, to, from [6][]T) {
	for i, p := range to {
		tensor.AddScaled(p, alpha, from[i])
	}
}

// timed returns the time of one of many calls in the fastest block of them, and in the median one, in seconds.
func timed(do func(k int) float64, seconds float64) (least, median float64) {
	k := 0
	block := func(n int) float64 {
		begin := time.Now()
		for range n {
			do(k)
			k++
		}
		return time.Since(begin).Seconds()
	}
	const long = 0.02 // of a block, in seconds
	n := 1
	for block(n) < long {
		n += n/2 + 1
	}
	var all []float64
	for begin := time.Now(); len(all) < 5 || time.Since(begin).Seconds() < seconds; {
		all = append(all, block(n)/float64(n))
	}
	slices.Sort(all)
	return all[0], all[len(all)/2]
}
