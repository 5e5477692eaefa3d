package parse_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"

	"github.com/gograd/gograd/ir"
)

// sameCall calls f and the compiled fn with the same random inputs.
func sameCall(f *ir.Func, fn any, rng *rand.Rand) error {
	seed := rng.Uint64()
	want, got := inputs(fn, seed), inputs(fn, seed)
	point := fmt.Sprintf("at %+v", shown(inputs(fn, seed)))
	wantResults, wantPanic := compiled(fn, want)
	gotResults, err := ir.Eval(f, nil, shown(got)...)
	var p *ir.PanicError
	switch {
	case errors.As(err, &p):
		if fmt.Sprint(p.Value) != fmt.Sprint(wantPanic) {
			return fmt.Errorf("%s: a panic with %v, Go: %v", point, p.Value, wantPanic)
		}
	case err != nil:
		return err
	case wantPanic != nil:
		return fmt.Errorf("%s: no panic, Go: %v", point, wantPanic)
	}
	for i, w := range wantResults {
		if !same(reflect.ValueOf(w), reflect.ValueOf(gotResults[i])) {
			return fmt.Errorf("%s: result %d is %v, Go: %v", point, i, gotResults[i], w)
		}
	}
	for i := range want {
		if !same(want[i], got[i]) {
			return fmt.Errorf("%s: input %d is left as %+v, Go: %+v", point, i, got[i], want[i])
		}
	}
	return nil
}

// compiled calls the compiled function.
func compiled(fn any, in []reflect.Value) (results []any, panicked any) {
	defer func() { panicked = recover() }()
	call := reflect.ValueOf(fn).Call
	if reflect.TypeOf(fn).IsVariadic() {
		call = reflect.ValueOf(fn).CallSlice
	}
	for _, r := range call(in) {
		results = append(results, r.Interface())
	}
	return results, nil
}

func shown(vs []reflect.Value) (out []any) {
	for _, v := range vs {
		out = append(out, v.Interface())
	}
	return out
}

// inputs are random, and the same for the same seed.
func inputs(fn any, seed uint64) (in []reflect.Value) {
	rng := rand.New(rand.NewPCG(seed, 0))
	t := reflect.TypeOf(fn)
	for i := range t.NumIn() {
		x := reflect.New(t.In(i)).Elem()
		fill(x, rng)
		in = append(in, x)
	}
	return in
}

func fill(x reflect.Value, rng *rand.Rand) {
	switch x.Kind() {
	case reflect.Float64, reflect.Float32:
		x.SetFloat(float64(rng.IntN(33)-16) / 8)
		if rng.IntN(3) == 0 {
			x.SetFloat(rng.NormFloat64())
		}
	case reflect.Int, reflect.Int32:
		x.SetInt(int64(rng.IntN(10) - 3))
	case reflect.Uint8:
		x.SetUint(rng.Uint64N(256))
	case reflect.String:
		x.SetString([]string{"", "a", "b", "mn", "zz"}[rng.IntN(5)])
	case reflect.Slice:
		x.Set(reflect.MakeSlice(x.Type(), 3+rng.IntN(3), 8))
		for i := range x.Len() {
			fill(x.Index(i), rng)
		}
	case reflect.Pointer:
		x.Set(reflect.New(x.Type().Elem()))
		fill(x.Elem(), rng)
	case reflect.Array:
		for i := range x.Len() {
			fill(x.Index(i), rng)
		}
	case reflect.Struct:
		for i := range x.NumField() {
			fill(x.Field(i), rng)
		}
	default:
		panic("no random " + x.Type().String())
	}
}

// same compares values by their structure, floats bit for bit, errors by their texts.
func same(x, y reflect.Value) bool {
	if !x.IsValid() || !y.IsValid() {
		return x.IsValid() == y.IsValid()
	}
	if err, ok := x.Interface().(error); ok {
		return err.Error() == fmt.Sprint(y.Interface())
	}
	if x.Kind() != y.Kind() {
		return false
	}
	switch x.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(x.Float()) == math.Float64bits(y.Float())
	case reflect.Pointer:
		return x.IsNil() == y.IsNil() && (x.IsNil() || same(x.Elem(), y.Elem()))
	case reflect.Slice, reflect.Array:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !same(x.Index(i), y.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range x.NumField() {
			if !same(x.Field(i), y.Field(i)) {
				return false
			}
		}
		return true
	}
	return x.Equal(y)
}
