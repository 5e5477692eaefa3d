package sgd

import (
	"sync/atomic"

	"github.com/gograd/gograd/runtime/kernel"
)

// gradient is that of a mini-batch, in parts.
type gradient[W any, T Float] struct {
	f      Objective[W, T]
	w      *W
	params []Param[T]
	strips []strip

	// parts are as many as the largest mini-batch has, used those of this one.
	// The gradient is that of the first when all have been added.
	parts, used []*part[W, T]
	asked       int // Options.Parts
	numbers     int // in params

	crew    *crew
	sharers int         // goroutines that the strips repay
	alpha   T           // the step size
	spoilt  atomic.Bool // a strip of the gradient is not finite

	// The tasks, made once: a method that is passed on is allocated each time.
	evaluateTask, stepTask func(i int)
}

// newGradient returns the gradient of f, for mini-batches of o.Batch samples or less.
func newGradient[W any, T Float](w *W, params []Param[T], f Objective[W, T], o *Options[W]) (*gradient[W, T], error) {
	g := &gradient[W, T]{f: f, w: w, params: params, strips: cutParams(params), asked: o.Parts, crew: newCrew()}
	g.evaluateTask, g.stepTask = g.evaluatePart, g.stepStrip
	for _, p := range params {
		g.numbers += len(p.Data)
	}
	g.sharers = g.numbers / sharedNumbers
	for range g.partsOf(o.Batch) {
		p, err := newPart[W, T](w, f.n)
		if err != nil {
			return nil, err
		}
		g.parts = append(g.parts, p)
	}
	return g, nil
}

// partsOf returns how many parts so many samples are cut into.
func (g *gradient[W, T]) partsOf(samples int) int {
	switch {
	case g.asked > 0:
		return min(g.asked, samples)
	case g.f.single:
		return 1
	}
	return partsOf(samples, g.numbers)
}

// evaluate computes the gradient at w of these samples, and the sum of their losses.
// It returns the first sample whose loss is not finite, −1 if none is known.
func (g *gradient[W, T]) evaluate(samples []int) (sum float64, bad int) {
	g.cut(samples)
	g.crew.do(len(g.used), len(g.used), g.evaluateTask)
	for _, p := range g.used {
		if sum += p.sum; !finite(p.sum) {
			return p.sum, p.bad
		}
	}
	return sum, -1
}

// cut deals the samples out to the parts, as evenly as it goes.
func (g *gradient[W, T]) cut(samples []int) {
	n, parts := len(samples), g.partsOf(len(samples))
	g.used = g.parts[:parts]
	for i, p := range g.used {
		own := samples[i*n/parts : (i+1)*n/parts]
		p.batch.set(own)
		p.weight = 1
		if !g.f.single {
			p.weight = T(float64(len(own)) / float64(n))
		}
	}
}

func (g *gradient[W, T]) evaluatePart(i int) {
	p := g.used[i]
	p.sum, p.bad = g.f.grad(&p.batch, g.w, p.dw)
}

// step steps w ← w − alpha·g and clears the shadows. Where g is not finite it leaves
// w as it is, and returns the name and the value of the first such number.
func (g *gradient[W, T]) step(alpha T) (name string, x T) {
	g.alpha = alpha
	g.crew.do(len(g.strips), g.sharers, g.stepTask)
	if !g.spoilt.Load() {
		return "", 0
	}
	return stray(g.used[0].grads)
}

// stepStrip does so with strip i, while it is in the first cache.
func (g *gradient[W, T]) stepStrip(i int) {
	s := &g.strips[i]
	g.add(s)
	w, dw := numbersIn(s, g.params), numbersIn(s, g.used[0].grads)
	if firstStray(dw) >= 0 {
		g.spoilt.Store(true)
		return
	}
	// Product and difference apart have the same bits on every CPU.
	kernel.Scale(dw, g.alpha, dw)
	kernel.Sub(w, w, dw)
	for _, p := range g.used {
		clear(numbersIn(s, p.grads))
	}
}

// add adds up strip s of all shadows in the first: two at a time, then two of their
// sums at a time, and so on.
func (g *gradient[W, T]) add(s *strip) {
	for _, p := range g.used {
		if p.weight != 1 {
			x := numbersIn(s, p.grads)
			kernel.Scale(x, p.weight, x)
		}
	}
	for apart := 1; apart < len(g.used); apart *= 2 {
		for j := 0; j+apart < len(g.used); j += 2 * apart {
			x := numbersIn(s, g.used[j].grads)
			kernel.Add(x, x, numbersIn(s, g.used[j+apart].grads))
		}
	}
}
