package adjoint

import (
	"reflect"

	"github.com/gograd/gograd/ir"
)

// An outcome is what a call of the gradient gives.
type outcome struct {
	results  []any
	args     []reflect.Value // as they are left
	gradient []float64       // by all floats of the inputs, in order
	inShadow []bool          // whether a derivative was added to a shadow
}

// failed reports whether an error was returned.
func (o *outcome) failed() bool {
	err, _ := o.results[len(o.results)-1].(error)
	return err != nil
}

// run calls the gradient with shadows in which each float is old.
func (p *program) run(args []any, old float64) (*outcome, error) {
	o := &outcome{args: copies(args)}
	in := interfaces(o.args)
	shadows := map[int][]reflect.Value{}
	for i, sh := range p.sig.Inputs {
		if sh.Flow != ByReference && sh.Flow != Both {
			continue
		}
		d := copyOf(o.args[i])
		shadows[i] = p.leaves(p.f.Inputs()[i], d)
		for _, x := range shadows[i] {
			x.SetFloat(old)
		}
		if sh.Flow == Both {
			in = append(in, d.Addr().Interface())
		} else {
			in = append(in, d.Interface())
		}
	}
	var err error
	if o.results, err = ir.Eval(p.gradient, workbench.body, in...); err != nil {
		return nil, err
	}
	p.collect(o, shadows)
	return o, nil
}

// collect lists the derivatives in results and shadows.
func (p *program) collect(o *outcome, shadows map[int][]reflect.Value) {
	result := 0
	for i, v := range p.f.Inputs() {
		floats, inShadow := shadows[i]
		if p.sig.Inputs[i].Flow == ByValue {
			result++
			floats = p.leaves(v, copyOf(reflect.ValueOf(o.results[result])))
		}
		for _, x := range floats {
			o.gradient = append(o.gradient, x.Float())
			o.inShadow = append(o.inShadow, inShadow)
		}
	}
}

// leaves are the floats that the input v, with the value x, is differentiated by.
func (p *program) leaves(v *ir.Value, x reflect.Value) (out []reflect.Value) {
	if !p.wrt[v] {
		return nil
	}
	seen := map[any]bool{}
	var visit func(x reflect.Value)
	visit = func(x reflect.Value) {
		switch x.Kind() {
		case reflect.Float32, reflect.Float64:
			if at := x.Addr().Interface(); !seen[at] {
				seen[at] = true
				out = append(out, x)
			}
		case reflect.Pointer:
			if at := x.Interface(); !x.IsNil() && !seen[at] {
				seen[at] = x.Elem().Kind() == reflect.Struct
				visit(x.Elem())
			}
		case reflect.Slice, reflect.Array:
			for i := range x.Len() {
				visit(x.Index(i))
			}
		case reflect.Struct:
			for i := range x.NumField() {
				visit(x.Field(i))
			}
		}
	}
	visit(x)
	return out
}

func copies(args []any) []reflect.Value {
	out := make([]reflect.Value, len(args))
	for i, a := range args {
		out[i] = copyOf(reflect.ValueOf(a))
	}
	return out
}

func interfaces(vs []reflect.Value) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v.Interface()
	}
	return out
}

// copyOf is an addressable copy of x and of all memory behind it.
func copyOf(x reflect.Value) reflect.Value {
	out := reflect.New(x.Type()).Elem()
	out.Set(x)
	separate(out, map[any]reflect.Value{})
	return out
}

// separate gives x memory of its own; what was one before stays one.
func separate(x reflect.Value, done map[any]reflect.Value) {
	switch x.Kind() {
	case reflect.Pointer:
		if x.IsNil() {
			return
		}
		old := x.Interface()
		if _, ok := done[old]; !ok {
			done[old] = reflect.New(x.Type().Elem())
			done[old].Elem().Set(x.Elem())
			separate(done[old].Elem(), done)
		}
		x.Set(done[old])
	case reflect.Slice:
		s := reflect.MakeSlice(x.Type(), x.Len(), x.Cap())
		reflect.Copy(s, x)
		for i := range s.Len() {
			separate(s.Index(i), done)
		}
		x.Set(s)
	case reflect.Array:
		for i := range x.Len() {
			separate(x.Index(i), done)
		}
	case reflect.Struct:
		for i := range x.NumField() {
			separate(x.Field(i), done)
		}
	}
}
