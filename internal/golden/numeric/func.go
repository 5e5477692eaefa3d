package numeric

import (
	"fmt"
	"reflect"
	"slices"
)

// A Func is a function together with its gradient, and what the directive says.
type Func struct {
	Name     string   // of the gradient, for messages
	Primal   any      // a func value: of a method, the method expression
	Gradient any      // likewise
	Method   bool     // the first of Params is a receiver
	Params   []string // the names of all parameters, in order
	Wrt      []string // nil for those that a directive without wrt stands for
	Single   bool     // some of the arithmetic is that of float32

	One   any      // of a function for a mini-batch: that for one sample
	Batch []string // and the parameters of which there is one for each sample

	Step any // a step of stochastic gradient, which is tested against the gradient; nil for none
}

// pair is a Func whose types are as they should be.
type pair struct {
	Func
	primal, gradient reflect.Value
	inputs           []input
	fails            bool // there is an error behind the value
}

// input is a parameter of the function, or its receiver.
type input struct {
	name string
	typ  reflect.Type
	flow flow // none unless the gradient by it is asked for
}

// newPair returns an error if the gradient's type does not follow from the function's.
func newPair(f Func) (*pair, error) {
	p := &pair{Func: f, primal: reflect.ValueOf(f.Primal), gradient: reflect.ValueOf(f.Gradient)}
	t := p.primal.Type()
	for i, name := range f.Params {
		in := input{name: name, typ: t.In(i), flow: flowOf(t.In(i))}
		if !f.asked(i) {
			in.flow = none
		}
		p.inputs = append(p.inputs, in)
	}
	p.fails = t.NumOut() == 2
	if got, want := p.gradient.Type(), p.signature(); got != want {
		return nil, fmt.Errorf("%s is a %v, and must be a %v", f.Name, got, want)
	}
	return p, nil
}

func (f Func) asked(i int) bool {
	name := f.Params[i]
	if f.Wrt != nil {
		return slices.Contains(f.Wrt, name)
	}
	return name != "" && name != "_" && (i > 0 || !f.Method)
}

// signature is the type that the gradient must have.
func (p *pair) signature() reflect.Type {
	t := p.primal.Type()
	var in, shadows, out []reflect.Type
	out = append(out, t.Out(0))
	for _, i := range p.inputs {
		in = append(in, i.typ)
		switch i.flow {
		case byValue:
			out = append(out, i.typ)
		case reference:
			shadows = append(shadows, i.typ)
		case both:
			shadows = append(shadows, reflect.PointerTo(i.typ))
		}
	}
	if p.fails {
		out = append(out, t.Out(1))
	}
	return reflect.FuncOf(append(in, shadows...), out, t.IsVariadic() && len(shadows) == 0)
}
