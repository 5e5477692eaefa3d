package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/gograd/gograd/runtime/sgd"
)

// fit trains w and returns the best network met, that of the epoch with the
// smallest loss. When ctx ends, so does the training: the best network so far is
// returned with ctx's error, as it is when the training diverges.
func fit(ctx context.Context, w *MLP, train, test []Sample, o *options, out io.Writer) (*MLP, error) {
	x, y := matrices(train)
	loss := sgd.Batches(len(train), func(b *sgd.Batch, w, dw *MLP) float32 {
		return LossBatchGrad(w, sgd.Rows(b, x), sgd.Rows(b, y), dw)
	})
	run, err := sgd.Minimize(ctx, w, loss, sgd.Options[MLP]{
		Batch:  o.batch,
		Epochs: o.epochs,
		Step:   sgd.Constant(o.step),
		Seed:   o.seed,
		OnEpoch: func(r *sgd.Run[MLP]) error {
			epoch := len(r.History)
			if r.BestEpoch == epoch-1 {
				if err := o.keep(r.Best); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintf(out, "epoch %3d/%d  loss %.4f  test %.1f%%\n",
				epoch, o.epochs, r.History[epoch-1].Loss, 100*accuracy(w, test))
			return err
		},
	})
	if run == nil {
		return nil, err
	}
	if run.BestEpoch < 0 {
		err = errors.Join(err, o.keep(run.Best))
	}
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(out, "interrupted in epoch %d\n", len(run.History)+1)
	case errors.Is(err, sgd.ErrDiverged):
		err = fmt.Errorf("%w: choose a smaller -step than %v", err, o.step)
	}
	return run.Best, err
}

// keep writes w to the file of -save, if there is one.
func (o *options) keep(w *MLP) error {
	if o.save == "" {
		return nil
	}
	return save(o.save, w)
}

// accuracy returns the share of samples whose digit w tells.
func accuracy(w *MLP, samples []Sample) float64 {
	right := 0
	for _, s := range samples {
		if largest(Output(w, s.X)) == s.Digit {
			right++
		}
	}
	return float64(right) / float64(len(samples))
}

// largest returns the index of the largest number.
func largest(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
