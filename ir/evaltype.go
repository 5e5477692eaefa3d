package ir

import (
	"fmt"
	"go/types"
	"reflect"
)

// A typeTable gives Go types for types of a program. Named types and type
// parameters have the Go type that an argument brought; the others are built
// from their structure, type parameters as float64.
type typeTable struct {
	bound []binding
	cache map[types.Type]reflect.Type
	busy  map[types.Type]bool
}

type binding struct {
	t  types.Type
	as reflect.Type
}

// bind says that as stands for t, and the parts of as for those of t.
func (tt *typeTable) bind(t types.Type, as reflect.Type) {
	t = types.Unalias(t)
	switch t.(type) {
	case *types.Named, *types.TypeParam:
		if tt.lookup(t) != nil {
			return
		}
		tt.bound = append(tt.bound, binding{t, as})
	}
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Pointer, *types.Array:
		if k := as.Kind(); k == reflect.Slice || k == reflect.Pointer || k == reflect.Array {
			tt.bind(u.(interface{ Elem() types.Type }).Elem(), as.Elem())
		}
	case *types.Struct:
		if as.Kind() != reflect.Struct || as.NumField() != u.NumFields() {
			return
		}
		for i := range u.NumFields() {
			if !as.Field(i).IsExported() {
				refuse("field %s of %s isn't exported", as.Field(i).Name, as)
			}
			tt.bind(u.Field(i).Type(), as.Field(i).Type)
		}
	}
}

func (tt *typeTable) lookup(t types.Type) reflect.Type {
	for _, b := range tt.bound {
		if types.Identical(b.t, t) {
			return b.as
		}
	}
	return nil
}

func (tt *typeTable) of(t types.Type) reflect.Type {
	if r, ok := tt.cache[t]; ok {
		return r
	}
	if tt.cache == nil {
		tt.cache, tt.busy = map[types.Type]reflect.Type{}, map[types.Type]bool{}
	}
	if p, ok := t.Underlying().(*types.Pointer); ok && tt.busy[p.Elem()] { // Go makes no such type while a program runs
		return reflect.TypeFor[any]()
	}
	if tt.busy[t] {
		refuse("%s is recursive and no argument brings its Go type", t)
	}
	tt.busy[t] = true
	r := tt.lookup(types.Unalias(t))
	if r == nil {
		r = tt.build(t)
	}
	tt.busy[t] = false
	tt.cache[t] = r
	return r
}

func (tt *typeTable) build(t types.Type) reflect.Type {
	if IsFloat(t) && isTypeParam(t) {
		return reflect.TypeFor[float64]()
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicType(u)
	case *types.Slice:
		return reflect.SliceOf(tt.of(u.Elem()))
	case *types.Pointer:
		return reflect.PointerTo(tt.of(u.Elem()))
	case *types.Array:
		return reflect.ArrayOf(int(u.Len()), tt.of(u.Elem()))
	case *types.Map:
		return reflect.MapOf(tt.of(u.Key()), tt.of(u.Elem()))
	case *types.Interface:
		if types.Identical(t, types.Universe.Lookup("error").Type()) {
			return reflect.TypeFor[error]()
		}
		return reflect.TypeFor[any]()
	case *types.Struct:
		fields := make([]reflect.StructField, u.NumFields())
		for i := range fields {
			fields[i] = reflect.StructField{Name: fmt.Sprintf("F%d", i), Type: tt.of(u.Field(i).Type())}
			if u.Field(i).Exported() {
				fields[i].Name = u.Field(i).Name()
			}
		}
		return reflect.StructOf(fields)
	}
	refuse("there are no values of type %s", t)
	return nil
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

func basicType(b *types.Basic) reflect.Type {
	switch b.Kind() {
	case types.Bool, types.UntypedBool:
		return reflect.TypeFor[bool]()
	case types.Int, types.UntypedInt:
		return reflect.TypeFor[int]()
	case types.Int8:
		return reflect.TypeFor[int8]()
	case types.Int16:
		return reflect.TypeFor[int16]()
	case types.Int32, types.UntypedRune:
		return reflect.TypeFor[int32]()
	case types.Int64:
		return reflect.TypeFor[int64]()
	case types.Uint:
		return reflect.TypeFor[uint]()
	case types.Uint8:
		return reflect.TypeFor[uint8]()
	case types.Uint16:
		return reflect.TypeFor[uint16]()
	case types.Uint32:
		return reflect.TypeFor[uint32]()
	case types.Uint64:
		return reflect.TypeFor[uint64]()
	case types.Uintptr:
		return reflect.TypeFor[uintptr]()
	case types.Float32:
		return reflect.TypeFor[float32]()
	case types.Float64, types.UntypedFloat:
		return reflect.TypeFor[float64]()
	case types.String, types.UntypedString:
		return reflect.TypeFor[string]()
	case types.UntypedNil:
		return reflect.TypeFor[any]()
	}
	refuse("there are no values of type %s", b)
	return nil
}
