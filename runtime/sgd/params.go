package sgd

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"
)

// Param is a block of parameters: a slice or an array of numbers, or one number.
type Param[T Float] struct {
	Name string // where it is, "w.W1.Data" say, where w is the whole
	Data []T    // its memory, not a copy

	number bool
}

// Element returns the name of the i-th number of p, "w.W1.Data[3]" say.
func (p Param[T]) Element(i int) string {
	if p.number {
		return p.Name
	}
	return fmt.Sprintf("%s[%d]", p.Name, i)
}

// Params returns the floats that w points to, as blocks that share its memory,
// in the order of its fields. It follows arrays, structs, slices and pointers,
// fields that are not exported included, and leaves alone what else there is, as
// well as fields with the tag `sgd:"-"`. A slice or a pointer that is met twice
// (tied weights) counts once.
//
// It is an error if a float is of another type than T, if there is none, and if
// two blocks overlap without being the same.
func Params[T Float](w any) ([]Param[T], error) {
	v := reflect.ValueOf(w)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, fmt.Errorf("sgd: the parameters are a %T: pass a pointer to them, &w", w)
	}
	found := walk(v)
	if err := found.overlap(); err != nil {
		return nil, err
	}
	var params []Param[T]
	for _, b := range found.blocks {
		if b.fixed {
			continue
		}
		if kind := reflect.TypeFor[T]().Kind(); b.kind != kind {
			return nil, fmt.Errorf("sgd: %s is %s, not %s: give all parameters one type, or tag the field `sgd:\"-\"` to hold it fixed", b.name, b.kind, kind)
		}
		params = append(params, Param[T]{b.name, unsafe.Slice((*T)(b.at), b.n), b.number})
	}
	if params == nil {
		return nil, errors.New("sgd: there are no parameters: " + v.Type().Elem().String() + " leads to no float; are its slices made?")
	}
	return params, nil
}

// copyParams copies the numbers of params that have the same shape.
func copyParams[T Float](dst, src []Param[T]) {
	for i, p := range src {
		copy(dst[i].Data, p.Data)
	}
}
