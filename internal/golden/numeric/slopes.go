package numeric

import (
	"fmt"
	"math"
	"reflect"

	"github.com/gograd/gograd/runtime/gradcheck"
	"github.com/gograd/gograd/runtime/sgd"
)

// slopes compares the gradient with central differences.
func (c *check) slopes(args []reflect.Value) {
	if c.Single {
		slopes[float32](c, args)
	} else {
		slopes[float64](c, args)
	}
}

// slopes takes differences whose steps fit the arithmetic of T.
func slopes[T sgd.Float](c *check, args []reflect.Value) {
	at := c.leaves(args)
	x := make([]T, len(at))
	for i, l := range at {
		x[i] = T(l.Float())
	}
	f := func(x *[]T) T {
		o := c.call(moved(c, args, *x))
		if o.panicked || o.err != nil {
			return T(math.NaN())
		}
		return T(o.value)
	}
	grad := func(x, dx *[]T) T {
		o := c.differentiate(moved(c, args, *x), make([]float64, len(*x)))
		for i, l := range o.sums {
			(*dx)[i] += T(l.Float())
		}
		return T(o.value)
	}
	components := 20
	if c.few {
		components = 6
	}
	report, err := gradcheck.Examine(f, grad, &x, gradcheck.Components(components))
	if err != nil {
		return // the value is not finite here, or there is nothing to compare
	}
	c.judge(args, report, at)
}

// moved returns args with other floats.
func moved[T sgd.Float](c *check, args []reflect.Value, x []T) []reflect.Value {
	moved := copyAll(args)
	for i, l := range c.leaves(moved) {
		l.SetFloat(float64(x[i]))
	}
	return moved
}

// judge counts what is right and reports what is wrong. A gradient may be as
// far off as rounding makes sums of numbers of the size of its largest one.
func (c *check) judge(args []reflect.Value, r *gradcheck.Report, at []leaf) {
	var all []float64
	for _, s := range r.Components {
		all = append(all, s.Gradient)
	}
	slack := c.rounding() * (1 + largest(all))
	for _, s := range r.Components {
		switch {
		case s.Verdict == gradcheck.Right:
			c.right++
		case s.Verdict == gradcheck.Wrong && !(s.Low-slack <= s.Gradient && s.Gradient <= s.High+slack):
			c.fail(args, "%s: the gradient is %v, differences allow %v to %v", readable(s.Name, at), s.Gradient, s.Low, s.High)
		}
	}
}

// readable puts the names of leaves for the numbers that gradcheck gives them.
func readable(name string, at []leaf) string {
	var i int
	if _, err := fmt.Sscanf(name, "w[%d]", &i); err == nil && i < len(at) {
		return at[i].name
	}
	return name
}
