package numeric

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
)

const (
	most   = 300 // inputs that are drawn
	enough = 20  // of them at which the function returns a value
)

// Check tests a gradient at random inputs. The error has a line for each of the
// first promises that are broken, with the input at which they are.
func Check(f Func, rng *rand.Rand) error {
	p, err := newPair(f)
	if err != nil {
		return err
	}
	c := &check{pair: p, rng: rng}
	for k := 0; k < most && c.values < enough && len(c.broken) == 0; k++ {
		s := newSource(rng, k)
		args := p.draw(s)
		if c.at(args) && !s.aliases {
			c.lengths(args)
		}
	}
	return c.result()
}

// CheckSome is Check at fewer inputs, for functions of which there are many.
func CheckSome(f Func, rng *rand.Rand, values int) error {
	p, err := newPair(f)
	if err != nil {
		return err
	}
	c := &check{pair: p, rng: rng, few: true}
	for k := 0; k < 10*values && c.values < values && len(c.broken) == 0; k++ {
		c.at(p.draw(newSource(rng, rng.IntN(48))))
	}
	return errors.Join(c.broken[:min(len(c.broken), 5)]...)
}

// result is what is wrong, of which the first are enough.
func (c *check) result() error {
	if len(c.broken) == 0 && c.right == 0 {
		return fmt.Errorf("%s: of %d random inputs, %d give a value, and none tells whether the gradient is right", c.Name, most, c.values)
	}
	return errors.Join(c.broken[:min(len(c.broken), 5)]...)
}

// draw draws an input. In some of them, parameters of one type are aliases.
func (p *pair) draw(s *source) (args []reflect.Value) {
	if p.One != nil {
		return p.drawBatch(s)
	}
	for i, in := range p.inputs {
		args = append(args, s.draw(in.typ))
		for j, other := range p.inputs[:i] {
			if s.aliases && in.flow == reference && other == (input{other.name, in.typ, reference}) && s.rng.IntN(2) == 0 {
				args[i] = args[j]
			}
		}
	}
	return args
}

// check is what is known about a gradient so far.
type check struct {
	*pair
	rng    *rand.Rand
	broken []error
	values int  // inputs at which the function returned a value
	right  int  // numbers that agree with differences
	few    bool // few numbers are compared with differences at each input
}

// at tests the gradient at one input. It says whether the function returns a value there.
func (c *check) at(args []reflect.Value) bool {
	want := c.call(args)
	if c.One != nil {
		c.isMean(args, want)
	}
	old := c.random(len(c.leaves(c.shadows(args))))
	got := c.differentiate(args, old)
	if !c.sameEnd(args, got, want) || want.panicked {
		return false
	}
	c.sameMemory(args, got, want)
	c.sameAgain(args, got, c.differentiate(args, old))
	if want.err != nil {
		c.untouched(args, got, old)
		return false
	}
	c.values++
	c.added(args, got, old)
	c.slopes(args)
	return true
}

func (c *check) random(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(float32(c.rng.NormFloat64()))
	}
	return x
}

// fail notes that a promise is broken at args.
func (c *check) fail(args []reflect.Value, format string, a ...any) {
	c.broken = append(c.broken, fmt.Errorf("%s(%s): %s", c.Name, c.show(args), fmt.Sprintf(format, a...)))
}

func (c *check) show(args []reflect.Value) string {
	parts := make([]string, len(args))
	for i, a := range args {
		for a.Kind() == reflect.Pointer && !a.IsNil() {
			a = a.Elem()
		}
		parts[i] = strings.TrimSpace(fmt.Sprintf("%s %+v", c.inputs[i].name, a))
	}
	return strings.Join(parts, ", ")
}

// sameEnd tests that value, error and panic are those of the function.
func (c *check) sameEnd(args []reflect.Value, got, want *outcome) bool {
	same := got.panicked == want.panicked && sameBits(got.value, want.value) &&
		sameText(got.err, want.err) && sameText(got.reason, want.reason)
	if !same {
		c.fail(args, "the gradient %s, the function %s", got.text(), want.text())
	}
	return same
}

func sameText(a, b any) bool {
	return reflect.TypeOf(a) == reflect.TypeOf(b) && fmt.Sprint(a) == fmt.Sprint(b)
}

// sameMemory tests that the arguments are left as the function leaves them.
func (c *check) sameMemory(args []reflect.Value, got, want *outcome) {
	for i, in := range c.inputs {
		if d := difference(in.name, got.args[i], want.args[i]); d != "" {
			c.fail(args, "what the gradient leaves in memory: %s as the function leaves it", d)
		}
	}
}

// sameAgain tests that a second call does what the first did: nothing is left
// in buffers.
func (c *check) sameAgain(args []reflect.Value, first, second *outcome) {
	if !c.sameEnd(args, second, first) {
		return
	}
	for i, r := range first.results {
		if d := difference("result", second.results[i], r); d != "" {
			c.fail(args, "called again, %s as at first", d)
		}
	}
	for i, l := range first.sums {
		if got := second.sums[i].Float(); !sameBits(got, l.Float()) {
			c.fail(args, "called again, %s is %v, at first %v", l.name, got, l.Float())
		}
	}
}

// untouched tests that at an error all gradients are zero.
func (c *check) untouched(args []reflect.Value, got *outcome, old []float64) {
	for i, l := range got.sums {
		if l.Float() != old[i] {
			c.fail(args, "at the error %q, %s becomes %v from %v", got.err, l.name, l.Float(), old[i])
		}
	}
	c.othersZero(args, got)
}

// added tests that the gradient is added to what the shadows hold.
func (c *check) added(args []reflect.Value, got *outcome, old []float64) {
	alone := get(c.differentiate(args, make([]float64, len(old))).sums)
	tolerance := c.rounding() * (1 + largest(alone) + largest(old))
	for i, l := range got.sums {
		if gap := l.Float() - (old[i] + alone[i]); gap > tolerance || gap < -tolerance {
			c.fail(args, "%s becomes %v from %v, and %v from 0: it must be added to", l.name, l.Float(), old[i], alone[i])
		}
	}
	c.othersZero(args, got)
}

// rounding is what the errors of a longer computation may add up to, relative
// to the largest number in it.
func (c *check) rounding() float64 {
	if c.Single {
		return 1e-4
	}
	return 1e-11
}

// largest returns the largest finite absolute value.
func largest(x []float64) (large float64) {
	for _, v := range x {
		if a := max(v, -v); a > large && a*0 == 0 {
			large = a
		}
	}
	return large
}

// othersZero tests that what is no float is zero in gradients that are returned.
func (c *check) othersZero(args []reflect.Value, got *outcome) {
	results := slices.Clone(got.results)
	for _, in := range c.inputs {
		if in.flow != byValue {
			continue
		}
		r := deepCopy(results[0])
		results = results[1:]
		for _, l := range floats(leaves("", r)) {
			l.SetFloat(0)
		}
		if !r.IsZero() {
			c.fail(args, "the gradient by %s, %+v, holds more than floats", in.name, r)
		}
	}
}
