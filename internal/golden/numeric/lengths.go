package numeric

import (
	"fmt"
	"reflect"
	"strings"
)

// lengths tests that each length that is compared on entry is: a shadow with
// another one panics, with both lengths, before anything is written.
//
// Before: no parameter is an alias of another.
func (c *check) lengths(args []reflect.Value) {
	for i, in := range c.inputs {
		if in.flow != reference && in.flow != both {
			continue
		}
		for k := range len(in.compared(in.name, args[i])) {
			for _, by := range []int{-1, 1} {
				c.length(args, i, k, by)
			}
		}
	}
}

// length changes the k-th length behind the shadow of input i.
func (c *check) length(args []reflect.Value, i, k, by int) {
	shadows := c.shadows(args)
	s := c.inputs[i].compared("d"+c.inputs[i].name, shadows[i])[k]
	n := s.Len()
	if n+by < 0 {
		return
	}
	other := reflect.MakeSlice(s.Type(), n+by, n+by)
	reflect.Copy(other, s.Value)
	s.Set(other)
	before := get(c.leaves(shadows))
	got := c.differentiateInto(args, shadows)
	what := fmt.Sprintf("%s with the length %d, for %d,", s.name, n+by, n)
	name := strings.TrimSuffix(strings.TrimPrefix(s.name, "d"), ".Data")
	switch message := fmt.Sprint(got.reason); {
	case !got.panicked:
		c.fail(args, "%s does not panic", what)
	case !contains(message, name, fmt.Sprint(n), fmt.Sprint(n+by)):
		c.fail(args, "%s panics with %q", what, message)
	default:
		c.unwritten(args, what, got, before)
	}
}

func contains(message string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(message, part) {
			return false
		}
	}
	return true
}

// unwritten tests that a panic came before anything was written.
func (c *check) unwritten(args []reflect.Value, what string, got *outcome, before []float64) {
	for i, l := range got.sums {
		if !sameBits(l.Float(), before[i]) {
			c.fail(args, "%s panics after %s is written to", what, l.name)
		}
	}
	for i, in := range c.inputs {
		if d := difference(in.name, got.args[i], args[i]); d != "" {
			c.fail(args, "%s panics after memory is written to: %s", what, d)
		}
	}
}

// compared are the slices whose lengths are compared on entry: those reached
// through fields and one pointer, which may be that to the shadow.
func (in input) compared(name string, v reflect.Value) []leaf {
	if in.flow == both {
		return compared(name, v, 0)
	}
	return compared(name, v, 1)
}

func compared(name string, v reflect.Value, pointers int) (all []leaf) {
	switch v.Kind() {
	case reflect.Slice:
		if flowOf(v.Type()) != none {
			return []leaf{{name, v}}
		}
	case reflect.Pointer:
		if pointers > 0 && !v.IsNil() {
			return compared(name, v.Elem(), pointers-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, compared(name+"."+v.Type().Field(i).Name, open(v.Field(i)), pointers)...)
		}
	}
	return all
}
