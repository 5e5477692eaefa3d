package numeric

import (
	"fmt"
	"reflect"
	"slices"
)

// outcome is all that a call of a function, or of its gradient, has done.
type outcome struct {
	args     []reflect.Value // what the arguments are afterwards
	value    float64
	err      error
	sums     []leaf          // of the gradient: the floats of all shadows, as they were reached before
	results  []reflect.Value // of the gradient: what is returned by value
	panicked bool
	reason   any
}

// call calls the function with copies of args.
func (p *pair) call(args []reflect.Value) *outcome {
	o := &outcome{args: copyAll(args)}
	results := o.run(p.primal, o.args)
	if !o.panicked {
		o.take(p, results)
	}
	return o
}

// differentiate calls the gradient with copies of args, and shadows that hold old.
func (p *pair) differentiate(args []reflect.Value, old []float64) *outcome {
	shadows := p.shadows(args)
	set(p.leaves(shadows), old)
	return p.differentiateInto(args, shadows)
}

// shadows returns a variable for the gradient by each input, with the shape of
// the input, and with aliases where there are some between inputs. Gradients that
// are returned have one as well: they are added to it, so that all gradients are sums.
func (p *pair) shadows(args []reflect.Value) []reflect.Value {
	shadows := copyAll(args)
	for i, in := range p.inputs {
		if in.flow == none {
			shadows[i] = reflect.Value{}
		}
	}
	return shadows
}

// leaves are the floats of the shadows, in order.
func (p *pair) leaves(shadows []reflect.Value) []leaf {
	w := walker{seen: map[memory]bool{}}
	for i, in := range p.inputs {
		if in.flow != none {
			w.walk("d"+in.name, shadows[i])
		}
	}
	return floats(w.leaves)
}

func (p *pair) differentiateInto(args, shadows []reflect.Value) *outcome {
	o := &outcome{args: copyAll(args), sums: p.leaves(shadows)}
	in := slices.Clone(o.args)
	for i, shadow := range shadows {
		switch p.inputs[i].flow {
		case reference:
			in = append(in, shadow)
		case both:
			in = append(in, shadow.Addr())
		}
	}
	results := o.run(p.gradient, in)
	if !o.panicked {
		o.take(p, results)
		o.results = variables(results[1:])
		o.addResults(p, shadows)
	}
	return o
}

// variables returns variables that hold the values.
func variables(values []reflect.Value) []reflect.Value {
	vars := make([]reflect.Value, len(values))
	for i, v := range values {
		vars[i] = variable(v.Type())
		vars[i].Set(v)
	}
	return vars
}

func (o *outcome) addResults(p *pair, shadows []reflect.Value) {
	results := o.results
	for i, shadow := range shadows {
		if p.inputs[i].flow != byValue {
			continue
		}
		sum := floats(leaves("", shadow))
		for k, l := range floats(leaves("", results[0])) {
			sum[k].SetFloat(sum[k].Float() + l.Float())
		}
		results = results[1:]
	}
}

// run calls fn and catches its panic.
func (o *outcome) run(fn reflect.Value, in []reflect.Value) (results []reflect.Value) {
	defer func() {
		if o.panicked {
			o.reason = recover()
		}
	}()
	o.panicked = true
	if fn.Type().IsVariadic() {
		results = fn.CallSlice(in)
	} else {
		results = fn.Call(in)
	}
	o.panicked = false
	return results
}

func (o *outcome) take(p *pair, results []reflect.Value) {
	o.value = results[0].Float()
	if p.fails {
		o.err, _ = results[len(results)-1].Interface().(error)
	}
}

// text describes how a call ended.
func (o *outcome) text() string {
	switch {
	case o.panicked:
		return fmt.Sprintf("panics with %T %v", o.reason, o.reason)
	case o.err != nil:
		return fmt.Sprintf("returns the error %q", o.err)
	}
	return fmt.Sprintf("returns %v", o.value)
}

func set(ls []leaf, x []float64) {
	for i, l := range ls {
		l.SetFloat(x[i])
	}
}

func get(ls []leaf) []float64 {
	x := make([]float64, len(ls))
	for i, l := range ls {
		x[i] = l.Float()
	}
	return x
}
