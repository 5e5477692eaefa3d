package sgd_test

import (
	"context"
	"fmt"

	"github.com/gograd/gograd/runtime/sgd"
)

// Line is the model a + b·x.
type Line struct{ A, B float64 }

// LossGrad has the form that gograd gives to the gradient of
// ½(a + b·x − y)² with respect to the line.
func LossGrad(l *Line, x, y float64, dl *Line) float64 {
	r := l.A + l.B*x - y
	dl.A += r
	dl.B += r * x
	return r * r / 2
}

// A line is fitted to three points that lie on it.
func ExampleMinimize() {
	x, y := []float64{-1, 0, 1}, []float64{-1, 1, 3}

	var w Line
	run, err := sgd.Minimize(context.Background(), &w, sgd.Samples(len(x), func(i int, w, dw *Line) float64 {
		return LossGrad(w, x[i], y[i], dw)
	}), sgd.Options[Line]{Epochs: 100, Step: sgd.Constant(0.5)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("y = %.3f + %.3f x after %d steps\n", w.A, w.B, run.Steps)
	// Output: y = 1.000 + 2.000 x after 300 steps
}

// LossBatchGrad has the form that gograd gives to the gradient of the mean over a
// mini-batch, with batch=x,y.
func LossBatchGrad(l *Line, x, y []float64, dl *Line) float64 {
	n := float64(len(x))
	var mean float64
	for i := range x {
		r := l.A + l.B*x[i] - y[i]
		dl.A += r / n
		dl.B += r * x[i] / n
		mean += r * r / 2 / n
	}
	return mean
}

// LossStep has the form that gograd gives to a step on a mini-batch, with
// //gograd:step and batch=x,y.
func LossStep(l *Line, x, y []float64, alpha float64) float64 {
	var dl Line
	mean := LossBatchGrad(l, x, y, &dl)
	l.A -= alpha * dl.A
	l.B -= alpha * dl.B
	return mean
}

// Mini-batches of 64 of a thousand samples, each cut into four parts that are worked
// on at the same time.
func ExampleBatches() {
	x, y := points(1000)

	var w Line
	_, err := sgd.Minimize(context.Background(), &w, sgd.Batches(len(x), func(b *sgd.Batch, w, dw *Line) float64 {
		return LossBatchGrad(w, sgd.Elements(b, x), sgd.Elements(b, y), dw)
	}), sgd.Options[Line]{Batch: 64, Parts: 4, Epochs: 20, Step: sgd.Constant(0.5)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("y = %.3f + %.3f x\n", w.A, w.B)
	// Output: y = 1.000 + 2.000 x
}

// The same with steps that gograd has folded the gradient into.
func ExampleSteps() {
	x, y := points(1000)

	var w Line
	_, err := sgd.Minimize(context.Background(), &w, sgd.Steps(len(x), func(b *sgd.Batch, w *Line, alpha float64) float64 {
		return LossStep(w, sgd.Elements(b, x), sgd.Elements(b, y), alpha)
	}), sgd.Options[Line]{Batch: 64, Epochs: 20, Step: sgd.Constant(0.5)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("y = %.3f + %.3f x\n", w.A, w.B)
	// Output: y = 1.000 + 2.000 x
}

// points are n points on the line 1 + 2x.
func points(n int) (x, y []float64) {
	for i := range n {
		x = append(x, float64(2*i)/float64(n)-1)
		y = append(y, 1+2*x[i])
	}
	return x, y
}
