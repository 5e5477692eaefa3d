package check

import (
	"errors"
	"fmt"
	"go/types"
	"reflect"

	"github.com/gograd/gograd/ir"
)

// Interpreted is a program that [ir.Eval] runs; ext gives the functions that it calls.
func Interpreted(f *ir.Func, ext func(*types.Func) any) Function {
	var in []reflect.Type
	for _, v := range f.Inputs() {
		in = append(in, typeOf(v.Type))
	}
	return Function{In: in, Call: func(args []reflect.Value) (results []any, panicked any) {
		var values []any
		for _, a := range args {
			values = append(values, a.Interface())
		}
		results, err := ir.Eval(f, ext, values...)
		if p := (*ir.PanicError)(nil); errors.As(err, &p) {
			return nil, p.Value
		}
		if err != nil {
			return nil, notRun{err}
		}
		return results, nil
	}}
}

// notRun is in the place of a panic where [ir.Eval] doesn't run a program.
type notRun struct{ error }

// A Node is the type of the same name in random programs: reflect makes no
// type that refers to itself.
type Node struct {
	V    float64
	Next *Node
}

// NodeName is what a random program calls a [Node].
const NodeName = "Node"

// typeOf is a Go type with the structure of t: a program that was never
// compiled has no others.
func typeOf(t types.Type) reflect.Type {
	if named, ok := t.(*types.Named); ok && named.Obj().Name() == NodeName {
		return reflect.TypeFor[Node]()
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basic[u.Kind()]
	case *types.Slice:
		return reflect.SliceOf(typeOf(u.Elem()))
	case *types.Pointer:
		return reflect.PointerTo(typeOf(u.Elem()))
	case *types.Array:
		return reflect.ArrayOf(int(u.Len()), typeOf(u.Elem()))
	case *types.Struct:
		var fields []reflect.StructField
		for f := range u.Fields() {
			fields = append(fields, reflect.StructField{Name: f.Name(), Type: typeOf(f.Type())})
		}
		return reflect.StructOf(fields)
	}
	panic(fmt.Sprintf("check: no values of type %s", t))
}

var basic = map[types.BasicKind]reflect.Type{
	types.Bool: reflect.TypeFor[bool](), types.Int: reflect.TypeFor[int](), types.Int32: reflect.TypeFor[int32](),
	types.Float32: reflect.TypeFor[float32](), types.Float64: reflect.TypeFor[float64](),
}
