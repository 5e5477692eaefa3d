package ir

import (
	"fmt"
	"reflect"
)

// memory runs an operation that makes, reads or writes memory.
func (fr *frame) memory(op *Op) reflect.Value {
	switch op.Code {
	case Fresh:
		if len(op.Args) > 0 {
			return fr.makeSlice(op)
		}
		return reflect.New(fr.typ(op).Elem()).Convert(fr.typ(op))
	case Alloc, Pooled:
		return reflect.New(fr.typ(op).Elem()).Convert(fr.typ(op))
	case Make:
		return fr.makeSlice(op)
	case Scratch:
		return fr.scratchSlice(op)
	case Tape:
		t := reflect.New(fr.typ(op)).Elem()
		if len(op.Args) > 0 {
			t.Set(fr.get(op.Args[0]))
		}
		return t
	case Load:
		if s := fr.get(op.Base()); s.Kind() == reflect.String {
			return reflect.ValueOf(s.String()[index(fr.get(op.Args[1]))])
		}
		return fr.pointer(copyOf(fr.place(op)), op)
	case Store:
		fr.place(op).Set(fr.get(op.Args[len(op.Args)-1]))
	case Addr:
		return fr.place(op).Addr().Convert(fr.typ(op))
	case Slice:
		return fr.slice(op).Convert(fr.typ(op))
	case Push:
		t := fr.get(op.Args[0])
		t.Set(reflect.Append(t, fr.get(op.Args[1])))
	case Pop:
		t := fr.get(op.Args[0])
		last := t.Len() - 1
		x := copyOf(t.Index(last))
		t.SetLen(last)
		return x
	case Extend:
		t, n := fr.get(op.Args[0]), index(fr.get(op.Args[1]))
		t.Set(reflect.AppendSlice(t, reflect.MakeSlice(t.Type(), n, n)))
		return t.Slice(t.Len()-n, t.Len())
	case Retract:
		t, n := fr.get(op.Args[0]), index(fr.get(op.Args[1]))
		s := t.Slice(t.Len()-n, t.Len())
		t.SetLen(t.Len() - n)
		return s
	default:
		refuse("%s can't be run", op)
	}
	return reflect.Value{}
}

// pointer is x, which op has loaded, without the interface that holds a pointer to a recursive type.
func (fr *frame) pointer(x reflect.Value, op *Op) reflect.Value {
	switch {
	case x.Kind() != reflect.Interface || fr.typ(op).Kind() == reflect.Interface:
		return x
	case x.IsNil():
		return reflect.Zero(fr.typ(op))
	}
	return x.Elem()
}

// copyOf is what x holds now.
func copyOf(x reflect.Value) reflect.Value {
	y := reflect.New(x.Type()).Elem()
	y.Set(x)
	return y
}

// index is i as a number; it is out of every range if it doesn't fit.
func index(i reflect.Value) int {
	if i.CanInt() {
		return int(i.Int())
	}
	if n := int(i.Uint()); n >= 0 {
		return n
	}
	return int(^uint(0) >> 1)
}

// pointee is the variable that p points to; it panics as Go does if p is nil.
func pointee(p reflect.Value) reflect.Value {
	if p.IsNil() {
		var nothing *int
		_ = *nothing
	}
	return p.Elem()
}

// element is x[i]; it panics as Go does.
func element(x reflect.Value, i int) reflect.Value {
	_ = make([]struct{}, x.Len())[i]
	return x.Index(i)
}

// place is the variable that a Load, Store or Addr is about.
func (fr *frame) place(op *Op) reflect.Value {
	x := fr.get(op.Base())
	if x.Kind() == reflect.Pointer {
		x = pointee(x)
	}
	indexes := op.Indexes()
	for _, step := range op.Path {
		if !step.Index {
			x = x.Field(step.Field)
			continue
		}
		x = element(x, index(fr.get(indexes[0])))
		indexes = indexes[1:]
	}
	return x
}

func (fr *frame) makeSlice(op *Op) reflect.Value {
	n := index(fr.get(op.Args[0]))
	if len(op.Args) == 2 {
		return fr.newSlice(op, n, index(fr.get(op.Args[1])))
	}
	return fr.newSlice(op, n, n)
}

// newSlice is a slice of the type of what op gives.
func (fr *frame) newSlice(op *Op, n, c int) reflect.Value {
	_ = make([]struct{}, n, c) // panics as Go does
	return reflect.MakeSlice(fr.typ(op), n, c)
}

// scratchSlice gives the memory that op gave before, or that it is to take, if it is long enough.
func (fr *frame) scratchSlice(op *Op) reflect.Value {
	n := index(fr.get(op.Args[0]))
	old, ok := fr.scratch[op]
	if len(op.Args) > 1 {
		old, ok = fr.get(op.Args[1]), true
	}
	if !ok || old.Cap() < n {
		old = fr.newSlice(op, n, n)
		fr.scratch[op] = old
	}
	s := old.Slice(0, n)
	s.Clear()
	if op.Exact {
		return s.Slice3(0, n, n)
	}
	return s
}

// slice is x[lo:hi] or x[lo:hi:max]; it panics as Go does.
func (fr *frame) slice(op *Op) reflect.Value {
	x := fr.get(op.Args[0])
	bounds := make([]int, len(op.Args)-1)
	for i, v := range op.Args[1:] {
		bounds[i] = index(fr.get(v))
	}
	lo, hi := bounds[0], bounds[1]
	if x.Kind() == reflect.String {
		return reflect.ValueOf(x.String()[lo:hi])
	}
	if x.Kind() == reflect.Pointer {
		x = pointee(x)
	}
	room := make([]struct{}, x.Cap())[:x.Len()]
	if len(bounds) == 3 {
		_ = room[lo:hi:bounds[2]]
		return x.Slice3(lo, hi, bounds[2])
	}
	_ = room[lo:hi]
	return x.Slice(lo, hi)
}

// length and capacity are those of x, or of the array that x points to, even if x is nil.
func length(x reflect.Value) int {
	if x.Kind() == reflect.Pointer {
		return x.Type().Elem().Len()
	}
	return x.Len()
}

func capacity(x reflect.Value) int {
	if x.Kind() == reflect.Pointer {
		return x.Type().Elem().Len()
	}
	return x.Cap()
}

// convert is T(x) as Go does it.
func convert(x reflect.Value, t reflect.Type) reflect.Value {
	if x.Kind() == reflect.Interface && !x.IsNil() {
		x = x.Elem()
	}
	if n := arrayLength(t); x.Kind() == reflect.Slice && x.Len() < n {
		panic(tooShort{x.Len(), n})
	}
	return convertTo(x, t)
}

// arrayLength is the length of the array that a t points to; 0 for other types.
func arrayLength(t reflect.Type) int {
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Array {
		return 0
	}
	return t.Elem().Len()
}

// tooShort is the panic of a slice of some length that becomes an array of another.
type tooShort struct{ slice, array int }

// RuntimeError marks it as one of Go's own panics.
func (tooShort) RuntimeError() {}

func (e tooShort) Error() string {
	return fmt.Sprintf("runtime error: cannot convert slice with length %d to array or pointer to array with length %d", e.slice, e.array)
}
