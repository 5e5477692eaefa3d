package numeric

import (
	"math/rand/v2"
	"reflect"
)

// CheckStep tests a step of stochastic gradient against the gradient: it subtracts the step size times that, returns the
// value before, and changes nothing where there is an error.
func CheckStep(f Func, rng *rand.Rand) error {
	p, err := newPair(f)
	if err != nil {
		return err
	}
	c := &check{pair: p, rng: rng}
	for k := 0; k < most && c.values < enough && len(c.broken) == 0; k++ {
		s := newSource(rng, k)
		s.aliases = false // what is stepped must not overlap
		c.stepAt(p.draw(s), s.float())
	}
	return c.result()
}

// stepAt tests the step at one input.
func (c *check) stepAt(args []reflect.Value, alpha float64) {
	want := c.differentiate(args, make([]float64, len(c.leaves(c.shadows(args)))))
	step := reflect.ValueOf(c.Step)
	o := &outcome{args: copyAll(args)}
	size := variable(step.Type().In(len(args)))
	size.SetFloat(alpha)
	results := o.run(step, append(o.args[:len(o.args):len(o.args)], size))
	if !o.panicked {
		o.take(c.pair, results)
	}
	if o.panicked != want.panicked || !sameBits(o.value, want.value) && !want.panicked || !sameText(o.err, want.err) {
		c.fail(args, "the step %s, the gradient %s", o.text(), want.text())
		return
	}
	if want.panicked {
		return
	}
	before, after := get(c.leaves(c.stepped(args))), get(c.leaves(c.stepped(o.args)))
	for i, l := range want.sums {
		expected := before[i] - alpha*l.Float()
		if want.err != nil {
			expected = before[i]
		}
		tolerance := c.rounding() * (1 + max(expected, -expected) + max(l.Float(), -l.Float()))
		if gap := after[i] - expected; !(gap <= tolerance && gap >= -tolerance) && expected-expected == 0 {
			c.fail(args, "the step of %v makes %v of %v, where %s is %v", alpha, after[i], before[i], l.name, l.Float())
		}
	}
	c.right += len(before)
	c.values++
}

// stepped are the arguments that are differentiated by.
func (c *check) stepped(args []reflect.Value) []reflect.Value {
	list := make([]reflect.Value, len(args))
	for i, in := range c.inputs {
		if in.flow != none {
			list[i] = args[i]
		}
	}
	return list
}
