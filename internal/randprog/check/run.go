package check

import (
	"fmt"
	"reflect"
)

// An outcome is what a run of the gradient gives.
type outcome struct {
	results []any
	panic   any
	args    []reflect.Value // afterwards
	inputs  []leaf          // the floats that it was differentiated by, before
	grads   []reflect.Value // the derivative by each of them
}

// run calls the gradient with these sums in the shadows, zeros for nil.
func (p *point) run(old []float64) outcome {
	o := outcome{args: p.build(p.Primal.In)}
	mirror := p.build(p.Primal.In)
	in := append([]reflect.Value{}, o.args...)
	seen := map[any]bool{}
	byValue := map[int]int{} // the result of a parameter
	for i, t := range p.Primal.In {
		flow := flowOf(t)
		switch {
		case !p.Wrt[i] || flow == none:
			continue
		case flow == inItself:
			byValue[i] = 1 + len(byValue)
		case flow == inBoth:
			in = append(in, mirror[i].Addr())
		default:
			in = append(in, mirror[i])
		}
		pair(o.args[i], mirror[i], fmt.Sprint("#", i), func(x, d reflect.Value, path string) {
			if key := x.Addr().Interface(); !seen[key] {
				seen[key] = true
				d.SetFloat(0)
				if old != nil && flow != inItself {
					d.SetFloat(old[len(o.grads)])
				}
				o.inputs = append(o.inputs, leaf{path, i, flow != inItself})
				o.grads = append(o.grads, d)
			}
		})
	}
	o.results, o.panic = p.Gradient.Call(in)
	if o.panic == nil {
		p.takeResults(&o, byValue)
	}
	return o
}

// takeResults finds the derivatives that are results.
func (p *point) takeResults(o *outcome, byValue map[int]int) {
	floats := map[int][]reflect.Value{} // of a parameter's result, in order
	for i, k := range byValue {
		r := reflect.New(p.Primal.In[i]).Elem()
		r.Set(reflect.ValueOf(o.results[k]).Convert(p.Primal.In[i]))
		pair(r, r, "", func(x, _ reflect.Value, _ string) { floats[i] = append(floats[i], x) })
	}
	for k, in := range o.inputs {
		if !in.shadow {
			o.grads[k] = floats[in.param][0]
			floats[in.param] = floats[in.param][1:]
		}
	}
}
