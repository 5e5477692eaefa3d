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
	name := strings.TrimSuffix(strings.TrimPrefix(s.name, "d"), ".Data")
	if !got.panicked {
		c.fail(args, "%s with the length %d, for %d, does not panic", s.name, n+by, n)
		return
	}
	message := fmt.Sprint(got.reason)
	for _, part := range []string{name, fmt.Sprint(n), fmt.Sprint(n + by)} {
		if !strings.Contains(message, part) {
			c.fail(args, "%s with the length %d, for %d, panics with %q", s.name, n+by, n, message)
			return
		}
	}
	for j, l := range got.sums {
		if !sameBits(l.Float(), before[j]) {
			c.fail(args, "%s with the length %d, for %d, panics after %s is written to", s.name, n+by, n, l.name)
		}
	}
	for j := range args {
		if d := difference(c.inputs[j].name, got.args[j], args[j]); d != "" {
			c.fail(args, "%s with the length %d, for %d, panics after memory is written to: %s", s.name, n+by, n, d)
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
