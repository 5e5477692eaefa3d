package check

import (
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
)

// Compiled is a Go function.
func Compiled(fn any) Function {
	f := reflect.ValueOf(fn)
	t := f.Type()
	var in []reflect.Type
	for i := range t.NumIn() {
		in = append(in, t.In(i))
	}
	return Function{In: in, Call: func(args []reflect.Value) (results []any, panicked any) {
		defer func() { panicked = recover() }()
		call := f.Call
		if t.IsVariadic() {
			call = f.CallSlice
		}
		for _, r := range call(args) {
			results = append(results, r.Interface())
		}
		return results, nil
	}}
}

// Report checks compiled functions, by their seeds, and writes a line for each that has a mistake.
func Report(w io.Writer, cases map[uint64]Case, points int) {
	for _, seed := range slices.Sorted(maps.Keys(cases)) {
		c := cases[seed]
		c.Compiled = true
		if err := c.Check(seed, points); err != nil {
			fmt.Fprintf(w, "seed %d: %v\n", seed, err)
		}
	}
}
