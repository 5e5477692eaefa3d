package sgd

import (
	"context"
	"errors"
	"fmt"
)

// Minimize runs the stochastic gradient method on f from *w, and leaves the last
// iterate there. The slices in *w are updated in place; during the run they must
// stay the same slices.
//
// The run is there also when the error is not nil, unless it could not start:
// then w is as it was. When ctx ends, the run stops before the next step with an
// error that wraps ctx's. A loss that is not finite stops it before the step is
// taken, with an error that wraps ErrDiverged, and so does a gradient: parameters
// about which it is not finite stay as they are. Only with Steps are they spoilt
// by then.
func Minimize[W any, T Float](ctx context.Context, w *W, f Objective[W, T], o Options[W]) (*Run[W], error) {
	switch {
	case w == nil:
		return nil, errors.New("sgd: the parameters are a nil pointer: pass &w")
	case f.grad == nil && f.step == nil:
		return nil, errors.New("sgd: the objective has no gradient: make it with sgd.Samples, sgd.Batches or sgd.Steps")
	}
	if err := o.check(f.n); err != nil {
		return nil, err
	}
	if f.step != nil && o.Parts > 1 {
		return nil, fmt.Errorf("sgd: Options.Parts is %d with sgd.Steps: a step that is folded in cannot be cut, leave it 0 or use sgd.Batches", o.Parts)
	}
	d, err := newDriver(w, f, o)
	if err != nil {
		return nil, err
	}
	err = d.epochs(ctx)
	d.mean.store()
	if errors.Is(err, ErrStop) {
		err = nil
	}
	return d.run, err
}

// epochs runs until all epochs are done or something ends the run.
func (d *driver[W, T]) epochs(ctx context.Context) error {
	for e := range d.opts.Epochs {
		loss, err := d.pass(ctx, e)
		if err != nil {
			return err
		}
		if err := d.finish(loss); err != nil {
			return err
		}
	}
	return nil
}

// pass takes the steps of one epoch and returns the mean loss on the way.
func (d *driver[W, T]) pass(ctx context.Context, epoch int) (float64, error) {
	var sum float64
	var n int
	d.samples.shuffle(epoch)
	for batch := d.samples.batch(); batch != nil; batch = d.samples.batch() {
		if err := ctx.Err(); err != nil {
			return 0, fmt.Errorf("sgd: stopped before %s: %w", d.where(), err)
		}
		loss, err := d.step(batch)
		if err != nil {
			return 0, err
		}
		sum += loss
		n += len(batch)
	}
	return sum / float64(n), nil
}

// finish closes an epoch with the given mean loss.
func (d *driver[W, T]) finish(loss float64) error {
	if name, x := stray(d.params); name != "" {
		return d.diverged("%s has become %v", name, x)
	}
	value := loss
	if d.opts.Value != nil {
		if value = d.opts.Value(d.w); !finite(value) {
			return d.diverged("Options.Value is %v", value)
		}
	}
	if !d.exact() {
		d.keep(value, d.params)
	}
	d.run.History = append(d.run.History, Epoch{Loss: loss, Value: value, Step: d.alpha})
	if d.opts.OnEpoch == nil {
		return nil
	}
	d.mean.store()
	return d.opts.OnEpoch(d.run)
}
