package numeric

import (
	"math/rand/v2"
	"reflect"
)

// A Loop makes a function, given its arguments, into one that calls it n times,
// with a call of restore before each.
type Loop func(args []reflect.Value) func(n int, restore func())

// Timed is a function with its gradient, and both in loops.
type Timed struct {
	Func
	Call, CallGradient Loop
}

// A Cost is what a gradient and its function cost at one input.
type Cost struct {
	Name             string
	Size             int        // of the input; 0 if none was found that gives a value
	Primal, Gradient float64    // nanoseconds for a call
	Allocs           [2]float64 // in a call of function and gradient
}

// Measure measures the functions of packages one after the other.
func Measure(packages [][]Timed) (costs []Cost) {
	for _, p := range packages {
		for _, t := range p {
			costs = append(costs, t.measure())
		}
	}
	return costs
}

// measure returns a Cost without a size where a call panics.
func (t Timed) measure() (cost Cost) {
	defer func() {
		if recover() != nil {
			cost = Cost{Name: t.Name}
		}
	}()
	p, err := newPair(t.Func)
	if err != nil {
		return Cost{Name: t.Name}
	}
	args, size := p.sizable()
	if size == 0 {
		return Cost{Name: t.Name}
	}
	all := append(args[:len(args):len(args)], p.passed(p.shadows(args))...)
	primal, gradient := repeated{loop: t.Call(args)}, repeated{loop: t.CallGradient(all)}
	primal.restore, gradient.restore = func() {}, func() {}
	if p.writes(args) {
		primal.restore, gradient.restore = restorer(args), restorer(all)
	}
	fastest := race(primal, gradient)
	return Cost{t.Name, size, fastest[0], fastest[1], [2]float64{primal.allocs(), gradient.allocs()}}
}

const (
	longCall   = 3000  // nanoseconds, enough for the clock to tell calls apart
	firstSize  = 4     // of slices, as integers are
	lastSize   = 4096  // likewise
	perSize    = 8     // inputs of one size
	mostFloats = 10000 // in one input
)

// sizable draws inputs of growing sizes until a call takes long enough, and
// returns one for which it took longest, with its size. Of two that are
// almost alike it takes the first, which is the same each time.
func (p *pair) sizable() (args []reflect.Value, size int) {
	rng := rand.New(rand.NewPCG(1, 2))
	longest := 0.0
	for n := firstSize; n <= lastSize && longest < longCall; n += n/3 + 1 {
		for k := range perSize {
			in := p.draw(sourceOfSize(rng, n, k))
			if len(p.leaves(p.shadows(in))) > mostFloats {
				return args, size
			}
			first := p.call(in)
			if first.panicked || first.err != nil {
				continue
			}
			if ns := p.roughly(in); ns > 1.5*longest {
				args, size, longest = in, n, ns
			}
		}
	}
	return args, size
}

// sourceOfSize gives slices the length n and integers n or less; in every third input
// some slices are matrices instead, so that they have n·n elements.
func sourceOfSize(rng *rand.Rand, n, k int) *source {
	s := &source{rng: rng, n: n, positive: k%2 == 0, inside: map[reflect.Type]int{}}
	s.lengths = func() int { return n }
	if k%3 == 2 && n <= 64 {
		s.lengths = func() int { return []int{n, n * n}[rng.IntN(2)] }
	}
	return s
}

// passed are the shadows that the gradient has parameters for.
func (p *pair) passed(shadows []reflect.Value) (in []reflect.Value) {
	for i, shadow := range shadows {
		switch p.inputs[i].flow {
		case reference:
			in = append(in, shadow)
		case both:
			pointer := variable(reflect.PointerTo(shadow.Type()))
			pointer.Set(shadow.Addr())
			in = append(in, pointer)
		}
	}
	return in
}

// writes says whether the function writes to what args lead to.
func (p *pair) writes(args []reflect.Value) bool {
	after := p.call(args).args
	for i := range args {
		if difference("", after[i], args[i]) != "" {
			return true
		}
	}
	return false
}
