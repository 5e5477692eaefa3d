package sgd

import (
	"fmt"
	"slices"

	"github.com/gograd/gograd/runtime/kernel"
)

// driver is a run under way.
type driver[W any, T Float] struct {
	w       *W
	params  []Param[T]
	f       Objective[W, T]
	opts    Options[W]
	samples *sampler
	alpha   float64 // the last step size
	best    []Param[T]
	mean    *averager[T]
	run     *Run[W]

	grad   *gradient[W, T] // nil where the objective takes the step itself,
	folded *folded[W, T]   // nil where it does not
}

func newDriver[W any, T Float](w *W, f Objective[W, T], o Options[W]) (*driver[W, T], error) {
	d := &driver[W, T]{w: w, f: f, opts: o}
	var err error
	if d.params, err = Params[T](w); err != nil {
		return nil, err
	}
	if name, x := stray(d.params); name != "" {
		return nil, fmt.Errorf("sgd: %s is %v to begin with: start from finite parameters", name, x)
	}
	d.samples = newSampler(o.Order, f.n, o.Batch, o.Seed)
	if err := d.prepare(); err != nil {
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
	d.run = newRun(best, mean, &o, d.samples.steps())
	return d, nil
}

// prepare makes what the steps of this objective take.
func (d *driver[W, T]) prepare() (err error) {
	if d.f.step != nil {
		d.folded, err = newFolded(d.w, d.params, d.f, d.exact() || d.opts.Average)
		return err
	}
	d.grad, err = newGradient(d.w, d.params, d.f, &d.opts)
	return err
}

// step takes one step and returns the sum of the losses of its samples.
func (d *driver[W, T]) step(batch []int) (float64, error) {
	d.alpha = d.opts.Step(d.run.Steps)
	scale := d.alpha
	if d.f.single {
		scale /= float64(len(batch))
	}
	if alpha := T(scale); !(alpha > 0) || !finite(alpha) {
		return 0, fmt.Errorf("sgd: %s: the step size is %v: it must be positive and finite", d.where(), d.alpha)
	}
	take := d.stepAgainst
	if d.folded != nil {
		take = d.stepFolded
	}
	loss, err := take(batch, T(scale))
	if err != nil {
		return 0, err
	}
	d.run.Steps++
	return loss, nil
}

// stepAgainst steps against the gradient.
func (d *driver[W, T]) stepAgainst(batch []int, alpha T) (float64, error) {
	loss, bad := d.grad.evaluate(batch)
	if err := d.judge(loss, bad); err != nil {
		return 0, err
	}
	d.record(loss/float64(len(batch)), d.params)
	if name, g := d.grad.step(alpha); name != "" {
		return 0, d.diverged("the gradient with respect to %s is %v", name, g)
	}
	return loss, nil
}

// stepFolded lets the objective take the step.
func (d *driver[W, T]) stepFolded(batch []int, alpha T) (float64, error) {
	loss := d.folded.step(batch, alpha)
	if err := d.judge(loss, -1); err != nil {
		return 0, err
	}
	d.record(loss/float64(len(batch)), d.folded.before)
	return loss, nil
}

// record notes the mean loss of a step's samples at the iterate w it is taken from.
func (d *driver[W, T]) record(loss float64, w []Param[T]) {
	if d.exact() {
		d.keep(loss, w)
	}
	if d.opts.Trace {
		d.run.Losses = append(d.run.Losses, loss)
	}
	d.mean.add(w, d.alpha)
}

// judge stops a run whose loss is not finite.
func (d *driver[W, T]) judge(loss float64, sample int) error {
	if !finite(loss) && sample >= 0 {
		return d.diverged("the loss of sample %d is %v", sample, loss)
	}
	if !finite(loss) {
		return d.diverged("the loss is %v", loss)
	}
	return nil
}

// exact reports whether the loss of an epoch is that of one iterate, known before
// the step from it.
func (d *driver[W, T]) exact() bool { return d.samples.steps() == 1 && d.opts.Value == nil }

// keep makes the iterate w the best if its value is the smallest so far.
func (d *driver[W, T]) keep(value float64, w []Param[T]) {
	if value >= d.run.BestLoss {
		return
	}
	copyParams(d.best, w)
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
		if i := firstStray(p.Data); i >= 0 {
			return p.Element(i), p.Data[i]
		}
	}
	return "", 0
}

// firstStray returns the index of the first number that is not finite, −1 if there is
// none.
func firstStray[T Float](x []T) int {
	// A sum is finite only if all its terms are. It may not be though they are.
	if finite(kernel.Sum(x)) {
		return -1
	}
	return slices.IndexFunc(x, func(v T) bool { return !finite(v) })
}

// divergence is an error with ErrDiverged in its chain.
type divergence string

func (e divergence) Error() string { return string(e) }
func (divergence) Unwrap() error   { return ErrDiverged }

func (d *driver[W, T]) diverged(format string, args ...any) error {
	return divergence(fmt.Sprintf("sgd: %s: %s: look at the data there, or take smaller steps", d.where(), fmt.Sprintf(format, args...)))
}
