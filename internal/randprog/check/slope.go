package check

import (
	"fmt"
	"math"
	"reflect"
	"strings"
)

// differences holds the derivative along random directions against differences.
func (p *point) differences(o outcome, value float64) error {
	if len(o.inputs) == 0 {
		return nil
	}
	for range 2 {
		direction := make([]float64, len(o.inputs))
		for i := range direction {
			direction[i] = p.rng.NormFloat64()
		}
		if err := p.along(o, direction, abs(value)); err != nil {
			return err
		}
	}
	return nil
}

// along compares in one direction. Where differences over steps of different
// lengths don't agree there is a kink, a jump, or too much noise.
func (p *point) along(o outcome, direction []float64, value float64) error {
	var got, size float64
	for i, g := range o.grads {
		got += g.Float() * direction[i]
		size += abs(g.Float() * direction[i])
	}
	want, bar, ok := p.slope(direction, value)
	if !ok || bar > 1e-3*(1+abs(want)) || abs(want) > 1e5 || value > 1e5 {
		return nil
	}
	tolerance := 20*bar + 1e-6*(size+abs(want)+1)
	if p.Narrow {
		tolerance += 3e-3 * (size + abs(want) + value + 1)
	}
	if near(got, want, tolerance) {
		return nil
	}
	return wrong("derivative", "the derivative is %v, differences give %v (± %.1g)%s", got, want, bar, p.components(o, value))
}

// slope is the derivative in a direction by differences at three steps, each
// extrapolated from two (Richardson, 1911), and how far they are apart.
func (p *point) slope(direction []float64, value float64) (slope, bar float64, ok bool) {
	var estimates []float64
	for _, h := range []float64{4e-4, 1e-4, 3e-5} {
		d1, ok1 := p.central(direction, h)
		d2, ok2 := p.central(direction, h/2)
		if !ok1 || !ok2 {
			return 0, 0, false
		}
		estimates = append(estimates, (4*d2-d1)/3)
	}
	slope = estimates[1]
	bar = abs(estimates[0]-slope) + abs(estimates[2]-slope) + 1e-11*value
	return slope, bar, !math.IsNaN(bar)
}

// central is the central difference quotient.
func (p *point) central(direction []float64, h float64) (float64, bool) {
	above, ok1 := p.moved(direction, h)
	below, ok2 := p.moved(direction, -h)
	return (above - below) / (2 * h), ok1 && ok2
}

// moved is the value at a point that lies h further in a direction.
func (p *point) moved(direction []float64, h float64) (float64, bool) {
	args := p.build(p.Wide.In)
	seen := map[any]bool{}
	k := 0
	for i := range args {
		if !p.Wrt[i] {
			continue
		}
		pair(args[i], args[i], "", func(x, _ reflect.Value, _ string) {
			if key := x.Addr().Interface(); !seen[key] {
				seen[key] = true
				x.SetFloat(x.Float() + h*direction[k])
				k++
			}
		})
	}
	results, panicked := p.Wide.Call(args)
	if panicked != nil || p.Fails && results[1] != nil {
		return 0, false
	}
	return reflect.ValueOf(results[0]).Float(), true
}

// components lists the numbers of the gradient that differ.
func (p *point) components(o outcome, value float64) string {
	var b strings.Builder
	for i, l := range o.inputs {
		direction := make([]float64, len(o.inputs))
		direction[i] = 1
		want, bar, ok := p.slope(direction, value)
		got := o.grads[i].Float()
		if ok && !near(got, want, 20*bar+1e-6*(1+abs(want))) {
			fmt.Fprintf(&b, "\n\tby %s: %v, differences give %v (± %.1g)", l.path, got, want, bar)
		}
	}
	return b.String()
}
