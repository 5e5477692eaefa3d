package ir

import (
	"fmt"
	"go/types"
	"reflect"
)

// Eval runs f on ordinary Go values, in ordinary Go memory, one operation after
// the other: it is the reference for what a program computes, bit for bit.
//
// args are f's inputs, the receiver first; their types have the structure of
// f's own, by which named types get their Go types. Struct fields must be
// exported. What is called is a Go function, or another *Func, that ext gives
// (nil if it knows none); package math, errors and fmt are known.
//
// A panic of the program is a [*PanicError]. A program that seems never to end is
// not run to the end.
func Eval(f *Func, ext func(*types.Func) any, args ...any) (results []any, err error) {
	m := &machine{ext: ext, types: &typeTable{}, iterations: 1 << 18}
	defer func() {
		if p := recover(); p != nil {
			err = m.failed(p)
		}
	}()
	for _, r := range m.run(f, m.inputs(f, args)) {
		results = append(results, r.Interface())
	}
	return results, nil
}

// A PanicError is the panic that a program ended in. Value is what Go's recover
// would give, a runtime.Error where Go's own checks panic.
type PanicError struct{ Value any }

// Error says what the panic was.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// A refusal is why a program can't be run: it passes through Go's panic up to Eval.
type refusal string

func refuse(format string, args ...any) { panic(refusal("ir: Eval: " + fmt.Sprintf(format, args...))) }

func (m *machine) failed(p any) error {
	if r, ok := p.(refusal); ok {
		return fmt.Errorf("%s", string(r))
	}
	return &PanicError{p}
}

type machine struct {
	ext   func(*types.Func) any
	types *typeTable

	iterations int // of loops that are left
}

// A frame is one call: what the values are, and the memory of each Scratch.
// Values are never changed in place, but for tapes, which are addressable slices.
type frame struct {
	*machine
	values  []reflect.Value // by ID
	scratch map[*Op]reflect.Value
}

func (m *machine) inputs(f *Func, args []any) []reflect.Value {
	inputs := f.Inputs()
	if len(args) != len(inputs) {
		refuse("%s has %d inputs, not %d", f.Name, len(inputs), len(args))
	}
	values := make([]reflect.Value, len(args))
	for i, v := range inputs {
		if args[i] != nil {
			m.types.bind(v.Type, reflect.TypeOf(args[i]))
		}
	}
	for i, v := range inputs {
		values[i] = convertTo(reflect.ValueOf(args[i]), m.types.of(v.Type))
	}
	return values
}

// convertTo is x as a t; no x is nil.
func convertTo(x reflect.Value, t reflect.Type) reflect.Value {
	switch {
	case !x.IsValid():
		return reflect.Zero(t)
	case x.Type() == t:
		return x
	case !x.CanConvert(t):
		refuse("a %s can't become a %s", x.Type(), t)
	}
	return x.Convert(t)
}

func (m *machine) run(f *Func, args []reflect.Value) []reflect.Value {
	fr := &frame{m, make([]reflect.Value, f.lastID+1), map[*Op]reflect.Value{}}
	for i, v := range f.Inputs() {
		fr.values[v.ID] = args[i]
	}
	return fr.block(f.Body)
}

func (fr *frame) get(v *Value) reflect.Value { return fr.values[v.ID] }

func (fr *frame) all(vs []*Value) []reflect.Value {
	out := make([]reflect.Value, len(vs))
	for i, v := range vs {
		out[i] = fr.get(v)
	}
	return out
}

func (fr *frame) set(vs []*Value, xs []reflect.Value) {
	for i, v := range vs {
		fr.values[v.ID] = xs[i]
	}
}

// block runs b and gives what its end hands on.
func (fr *frame) block(b *Block) []reflect.Value {
	for _, op := range b.Ops {
		switch op.Code {
		case Yield, Return:
			return fr.all(op.Args)
		case Panic:
			panic(fr.get(op.Args[0]).Interface())
		case If:
			branch := op.Blocks[1]
			if fr.get(op.Args[0]).Bool() {
				branch = op.Blocks[0]
			}
			fr.set(op.Results, fr.block(branch))
		case Loop:
			fr.loop(op)
		case Call:
			fr.set(op.Results, fr.call(op))
		default:
			if r := fr.op(op); len(op.Results) > 0 {
				fr.values[op.Result().ID] = r
			}
		}
	}
	return nil
}

// loop counts iterations, not the index, which would wrap at the end of its type.
func (fr *frame) loop(op *Op) {
	lo, hi := fr.get(op.Lo()), fr.get(op.Hi())
	carried := fr.all(op.Inits())
	n := trips(lo, hi, uint64(op.Step))
	for k := range n {
		if op.While && !carried[0].Bool() {
			break
		}
		if fr.iterations--; fr.iterations < 0 {
			refuse("%s goes on and on", op)
		}
		if op.Down {
			k = n - 1 - k
		}
		i := reflect.New(lo.Type()).Elem()
		if i.CanInt() {
			i.SetInt(lo.Int() + int64(k*uint64(op.Step)))
		} else {
			i.SetUint(lo.Uint() + k*uint64(op.Step))
		}
		fr.values[op.Index().ID] = i
		fr.set(op.Carried(), carried)
		carried = fr.block(op.Blocks[0])
	}
	fr.set(op.Results, carried)
}

// trips is the number of steps from lo to hi.
func trips(lo, hi reflect.Value, step uint64) uint64 {
	var width uint64
	if lo.CanInt() {
		if lo.Int() >= hi.Int() {
			return 0
		}
		width = uint64(hi.Int()) - uint64(lo.Int())
	} else {
		if lo.Uint() >= hi.Uint() {
			return 0
		}
		width = hi.Uint() - lo.Uint()
	}
	return (width-1)/step + 1
}

// op runs an operation without blocks. The result doesn't matter if op has none.
func (fr *frame) op(op *Op) reflect.Value {
	switch {
	case op.Code.IsCompare():
		return convertTo(reflect.ValueOf(compare(op.Code, fr.get(op.Args[0]), fr.get(op.Args[1]))), fr.typ(op))
	case op.Code.IsBinary():
		return binary(op.Code, fr.get(op.Args[0]), fr.get(op.Args[1]))
	case op.Code.IsUnary():
		return unary(op.Code, fr.get(op.Args[0]))
	}
	switch op.Code {
	case Const:
		return constantOf(op.Const, fr.typ(op))
	case Convert:
		return convert(fr.get(op.Args[0]), fr.typ(op))
	case Len:
		return reflect.ValueOf(length(fr.get(op.Args[0])))
	case Cap:
		return reflect.ValueOf(capacity(fr.get(op.Args[0])))
	case Field:
		x := fr.get(op.Args[0])
		for _, s := range op.Path {
			if s.Index {
				x = x.Index(s.At)
			} else {
				x = x.Field(s.Field)
			}
		}
		return x
	case Build:
		return fr.build(op)
	}
	return fr.memory(op)
}

// typ is the Go type of op's result.
func (fr *frame) typ(op *Op) reflect.Type { return fr.types.of(op.Result().Type) }

func (fr *frame) build(op *Op) reflect.Value {
	x := reflect.New(fr.typ(op)).Elem()
	for i, v := range op.Args {
		if x.Kind() == reflect.Array {
			x.Index(i).Set(fr.get(v))
		} else {
			x.Field(i).Set(fr.get(v))
		}
	}
	return x
}
