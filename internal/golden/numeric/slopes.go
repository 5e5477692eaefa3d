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
	move := func(x []T) []reflect.Value {
		moved := copyAll(args)
		for i, l := range c.leaves(moved) {
			l.SetFloat(float64(x[i]))
		}
		return moved
	}
	f := func(x *[]T) T {
		o := c.call(move(*x))
		if o.panicked || o.err != nil {
			return T(math.NaN())
		}
		return T(o.value)
	}
	grad := func(x, dx *[]T) T {
		o := c.differentiate(move(*x), make([]float64, len(*x)))
		for i, l := range o.sums {
			(*dx)[i] += T(l.Float())
		}
		return T(o.value)
	}
	report, err := gradcheck.Examine(f, grad, &x, gradcheck.Components(20))
	if err != nil {
		return // the value is not finite here, or there is nothing to compare
	}
	c.judge(args, report, at)
}

func (c *check) judge(args []reflect.Value, r *gradcheck.Report, at []leaf) {
	for _, s := range r.Components {
		switch s.Verdict {
		case gradcheck.Right:
			c.right++
		case gradcheck.Wrong:
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
