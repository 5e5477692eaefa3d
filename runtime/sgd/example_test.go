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
