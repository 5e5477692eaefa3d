package sgd

import "fmt"

// driver is a run under way.
type driver[W any, T Float] struct {
	w, dw         *W
	params, grads []Param[T]
	f             Objective[W, T]
	opts          Options[W]
	samples       *sampler
	alpha         float64 // the last step size
	best          []Param[T]
	mean          *averager[T]
	run           *Run[W]
}

func newDriver[W any, T Float](w *W, f Objective[W, T], o Options[W]) (*driver[W, T], error) {
	d := &driver[W, T]{w: w, dw: Shadow(w), f: f, opts: o}
	var err error
	if d.params, err = Params[T](w); err != nil {
		return nil, err
	}
	if name, x := stray(d.params); name != "" {
		return nil, fmt.Errorf("sgd: %s is %v to begin with: start from finite parameters", name, x)
	}
	if d.grads, err = Params[T](d.dw); err != nil {
		return nil, err
	}
	best := Clone(w)
	if d.best, err = Params[T](best); err != nil {
		return nil, err
	}
	var mean *W
	if o.Average {
		mean = Clone(w)
		if d.mean, err = newAverager[T](mean); err != nil {
			return nil, err
		}
	}
	d.samples = newSampler(o.Order, f.n, o.Batch, o.Seed)
	d.run = newRun(best, mean, &o, d.samples.steps())
	return d, nil
}

// step takes one step and returns the sum of the losses of its samples.
func (d *driver[W, T]) step(batch []int) (float64, error) {
	d.alpha = d.opts.Step(d.run.Steps)
	scale := d.alpha
	if d.f.sums {
		scale /= float64(len(batch))
	}
	if alpha := T(scale); !(alpha > 0) || !finite(alpha) {
		return 0, fmt.Errorf("sgd: %s: the step size is %v: it must be positive and finite", d.where(), d.alpha)
	}
	loss, bad := d.f.grad(batch, d.w, d.dw)
	if err := d.judge(loss, bad); err != nil {
		return 0, err
	}
	mean := loss / float64(len(batch))
	if d.exact() {
		d.keep(mean)
	}
	if d.opts.Trace {
		d.run.Losses = append(d.run.Losses, mean)
	}
	d.mean.add(d.params, d.alpha)
	for i, g := range d.grads {
		descend(d.params[i].Data, g.Data, T(scale))
	}
	d.run.Steps++
	return loss, nil
}

// judge stops a run before a step that would spoil the parameters.
func (d *driver[W, T]) judge(loss float64, sample int) error {
	if !finite(loss) && sample >= 0 {
		return d.diverged("the loss of sample %d is %v", sample, loss)
	}
	if !finite(loss) {
		return d.diverged("the loss is %v", loss)
	}
	if name, g := stray(d.grads); name != "" {
		return d.diverged("the gradient with respect to %s is %v", name, g)
	}
	return nil
}

// descend steps w ← w − α·dw and clears dw. The conversion keeps multiplication
// and subtraction apart, so that every CPU gives the same bits.
func descend[T Float](w, dw []T, alpha T) {
	w = w[:len(dw)]
	for i, g := range dw {
		w[i] -= T(alpha * g)
		dw[i] = 0
	}
}

// exact reports whether the loss of an epoch is that of one iterate, known before
// the step from it.
func (d *driver[W, T]) exact() bool { return d.samples.steps() == 1 && d.opts.Value == nil }

// keep makes the present iterate the best if its value is the smallest so far.
func (d *driver[W, T]) keep(value float64) {
	if value >= d.run.BestLoss {
		return
	}
	for i, p := range d.params {
		copy(d.best[i].Data, p.Data)
	}
	d.run.BestLoss = value
	d.run.BestEpoch = len(d.run.History)
}

// where names the step that comes next, counted from 0 as StepSize does.
func (d *driver[W, T]) where() string {
	return fmt.Sprintf("step %d, epoch %d", d.run.Steps, len(d.run.History))
}

// stray returns the first number that is not finite, and its name.
func stray[T Float](params []Param[T]) (name string, x T) {
	for _, p := range params {
		for i, x := range p.Data {
			if !finite(x) {
				return p.Element(i), x
			}
		}
	}
	return "", 0
}

// divergence is an error with ErrDiverged in its chain.
type divergence string

func (e divergence) Error() string { return string(e) }
func (divergence) Unwrap() error   { return ErrDiverged }

func (d *driver[W, T]) diverged(format string, args ...any) error {
	return divergence(fmt.Sprintf("sgd: %s: %s: look at the data there, or take smaller steps", d.where(), fmt.Sprintf(format, args...)))
}
