package check

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
)

// A leaf is a float of the input.
type leaf struct {
	path   string
	param  int
	shadow bool // its derivative is added to a shadow
}

type flow int

const (
	none flow = iota
	inItself
	behind
	inBoth
)

// flowOf says where the floats of a t are.
func flowOf(t reflect.Type) flow {
	in, out := floats(t)
	switch {
	case in && out:
		return inBoth
	case in:
		return inItself
	case out:
		return behind
	}
	return none
}

// floats says whether there are floats in a t itself, and behind references in
// it. What is behind a field of a type that refers to itself is there already.
func floats(t reflect.Type) (in, out bool) {
	switch t.Kind() {
	case reflect.Float32, reflect.Float64:
		return true, false
	case reflect.Array:
		return floats(t.Elem())
	case reflect.Slice, reflect.Pointer:
		in, out = floats(t.Elem())
		return false, in || out
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).Type == reflect.PointerTo(t) {
				out = true
				continue
			}
			a, b := floats(t.Field(i).Type)
			in, out = in || a, out || b
		}
	}
	return in, out
}

// A filler makes inputs.
type filler struct {
	*rand.Rand
	length int // of most slices
	nodes  int // of lists are being filled
}

// build makes the inputs of a point: the same ones each time, whatever the width of the floats.
func (p *point) build(in []reflect.Type) []reflect.Value {
	f := &filler{Rand: rand.New(rand.NewPCG(p.seed, 1))}
	f.length = 4 + f.IntN(3)
	if f.IntN(12) == 0 {
		f.length = f.IntN(4)
	}
	args := make([]reflect.Value, len(in))
	share := f.IntN(6) == 0
	for i, t := range in {
		args[i] = reflect.New(t).Elem()
		f.fill(args[i])
		for j := range i {
			// Parameters that overlap must both be in wrt.
			if share && p.Primal.In[j] == p.Primal.In[i] && p.Wrt[i] && p.Wrt[j] && flowOf(t) == behind {
				args[i].Set(f.overlap(args[j]))
				break
			}
		}
	}
	return args
}

// overlap is x or a part of it.
func (f *filler) overlap(x reflect.Value) reflect.Value {
	if x.Kind() == reflect.Slice && x.Len() > 4 {
		return x.Slice(f.IntN(2), x.Len())
	}
	return x
}

func (f *filler) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		x := 0.1 + 1.4*f.Float64()
		if f.IntN(2) == 0 {
			x = -x
		}
		v.SetFloat(float64(float32(x)))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(f.IntN(5)))
	case reflect.Uint, reflect.Uint8:
		v.SetUint(uint64(f.IntN(5)))
	case reflect.Bool:
		v.SetBool(f.IntN(2) == 0)
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Slice:
		n := f.length
		if f.IntN(4) == 0 && n >= 4 {
			n = 4 + f.IntN(3)
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n+f.IntN(3)))
		for i := range n {
			f.fill(v.Index(i))
		}
	case reflect.Pointer:
		if f.nodes++; f.nodes < 8 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
		f.nodes--
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	default:
		panic(fmt.Sprintf("check: no random %s", v.Type()))
	}
}

// pair visits the floats in and behind x with those at the same places of y.
func pair(x, y reflect.Value, path string, visit func(x, y reflect.Value, path string)) {
	switch x.Kind() {
	case reflect.Float32, reflect.Float64:
		visit(x, y, path)
	case reflect.Array, reflect.Slice:
		for i := range x.Len() {
			pair(x.Index(i), y.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Pointer:
		if !x.IsNil() {
			pair(x.Elem(), y.Elem(), path, visit)
		}
	case reflect.Struct:
		for i := range x.NumField() {
			pair(x.Field(i), y.Field(i), path+"."+x.Type().Field(i).Name, visit)
		}
	}
}

// sameMemory compares all that two lists of inputs lead to.
func sameMemory(want, got []reflect.Value) error {
	for i := range want {
		if err := same(want[i], got[i], fmt.Sprint("#", i)); err != nil {
			return err
		}
	}
	return nil
}

func same(x, y reflect.Value, path string) error {
	switch x.Kind() {
	case reflect.Array, reflect.Slice:
		if x.Len() != y.Len() {
			return wrong("memory", "%s is left with length %d, not %d", path, y.Len(), x.Len())
		}
		for i := range x.Len() {
			if err := same(x.Index(i), y.Index(i), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case reflect.Pointer:
		if !x.IsNil() && !y.IsNil() && len(path) < 200 { // it may be a ring
			return same(x.Elem(), y.Elem(), path)
		}
	case reflect.Struct:
		for i := range x.NumField() {
			if err := same(x.Field(i), y.Field(i), path+"."+x.Type().Field(i).Name); err != nil {
				return err
			}
		}
	default:
		if bits(x) != bits(y) {
			return wrong("memory", "%s is left as %v, not %v", path, y, x)
		}
	}
	return nil
}

// bits is a number that tells x from other values; all NaN are one.
func bits(x reflect.Value) uint64 {
	switch {
	case x.CanFloat() && math.IsNaN(x.Float()):
		return 1
	case x.CanFloat():
		return math.Float64bits(x.Float())
	case x.CanInt():
		return uint64(x.Int())
	case x.CanUint():
		return x.Uint()
	case x.Kind() == reflect.Bool && x.Bool():
		return 1
	}
	return 0
}

func abs(x float64) float64 { return math.Abs(x) }

func near(x, y, tolerance float64) bool {
	return abs(x-y) <= tolerance || math.IsNaN(x) && math.IsNaN(y) || x == y
}
