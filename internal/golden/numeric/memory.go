package numeric

import (
	"fmt"
	"math"
	"reflect"
	"unsafe"
)

// open returns v such that it can be set even if it is a field without a
// capital letter. It must be addressable.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// variable returns a new variable of type t.
func variable(t reflect.Type) reflect.Value { return reflect.New(t).Elem() }

// copier makes deep copies. What was one piece of memory is one in the copy; slices
// that overlap without being equal are not known to it.
type copier map[memory]reflect.Value

// memory is what a pointer or a slice refers to.
type memory struct {
	at  unsafe.Pointer
	len int
	typ reflect.Type
}

func memoryOf(v reflect.Value) memory {
	if v.Kind() == reflect.Slice {
		return memory{v.UnsafePointer(), v.Len(), v.Type()}
	}
	return memory{v.UnsafePointer(), 1, v.Type()}
}

// deepCopy returns a variable with a copy of v that shares no memory with v.
func deepCopy(v reflect.Value) reflect.Value {
	c := variable(v.Type())
	copier{}.copy(c, v)
	return c
}

func copyAll(vs []reflect.Value) []reflect.Value {
	c := copier{}
	copies := make([]reflect.Value, len(vs))
	for i, v := range vs {
		copies[i] = variable(v.Type())
		c.copy(copies[i], v)
	}
	return copies
}

func (c copier) copy(dst, src reflect.Value) {
	switch src.Kind() {
	case reflect.Pointer, reflect.Slice:
		if !src.IsNil() {
			c.reference(dst, src)
		}
	case reflect.Array:
		c.elements(dst, src)
	case reflect.Struct:
		for i := range src.NumField() {
			c.copy(open(dst.Field(i)), open(src.Field(i)))
		}
	default:
		dst.Set(src)
	}
}

func (c copier) reference(dst, src reflect.Value) {
	m := memoryOf(src)
	old, ok := c[m]
	switch {
	case ok:
		dst.Set(old)
		return
	case src.Kind() == reflect.Pointer:
		dst.Set(reflect.New(src.Type().Elem()))
		c[m] = reflect.ValueOf(dst.Interface())
		c.copy(dst.Elem(), src.Elem())
	default:
		dst.Set(reflect.MakeSlice(src.Type(), src.Len(), src.Len()))
		c[m] = reflect.ValueOf(dst.Interface())
		c.elements(dst, src)
	}
}

func (c copier) elements(dst, src reflect.Value) {
	for i := range src.Len() {
		c.copy(dst.Index(i), src.Index(i))
	}
}

// leaf is a value in memory, by the name that Go has for it.
type leaf struct {
	name string
	reflect.Value
}

// floats are the floats among leaves.
func floats(all []leaf) (some []leaf) {
	for _, l := range all {
		if isFloat(l.Type()) {
			some = append(some, l)
		}
	}
	return some
}

// A walker collects all that is reached from variables and is made of nothing
// else, each once, whatever the number of ways that lead there.
type walker struct {
	leaves []leaf
	seen   map[memory]bool
}

// leaves are all that is reached from the variable v.
func leaves(name string, v reflect.Value) []leaf {
	w := walker{seen: map[memory]bool{}}
	w.walk(name, v)
	return w.leaves
}

func (w *walker) walk(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if w.first(v) {
			w.walk(dereferenced(name, v.Type().Elem()), v.Elem())
		}
	case reflect.Slice:
		if w.first(v) {
			w.elements(name, v)
		}
	case reflect.Array:
		w.elements(name, v)
	case reflect.Struct:
		for i := range v.NumField() {
			w.walk(name+"."+v.Type().Field(i).Name, open(v.Field(i)))
		}
	default:
		w.leaves = append(w.leaves, leaf{name, v})
	}
}

// first says whether a reference leads to something that was not seen before.
func (w *walker) first(v reflect.Value) bool {
	if v.IsNil() || w.seen[memoryOf(v)] {
		return false
	}
	w.seen[memoryOf(v)] = true
	return true
}

func (w *walker) elements(name string, v reflect.Value) {
	for i := range v.Len() {
		w.walk(fmt.Sprintf("%s[%d]", name, i), v.Index(i))
	}
}

func dereferenced(name string, elem reflect.Type) string {
	if elem.Kind() == reflect.Struct {
		return name
	}
	return "(*" + name + ")"
}

// sameBits says whether two floats are equal to the bit; one NaN is like another.
func sameBits(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}

// difference describes the first difference between what is reached from got
// and from want, "" if there is none.
func difference(name string, got, want reflect.Value) string {
	gots, wants := leaves(name, got), leaves(name, want)
	for i := range min(len(gots), len(wants)) {
		g, w := gots[i], wants[i]
		if g.name != w.name {
			return fmt.Sprintf("%s is there in place of %s", g.name, w.name)
		}
		if !sameLeaf(g.Value, w.Value) {
			return fmt.Sprintf("%s is %v, want %v", g.name, g.Value, w.Value)
		}
	}
	if len(gots) != len(wants) {
		return fmt.Sprintf("%s holds %d values, want %d", name, len(gots), len(wants))
	}
	return ""
}

func sameLeaf(a, b reflect.Value) bool {
	switch {
	case isFloat(a.Type()):
		return sameBits(a.Float(), b.Float())
	case a.Kind() == reflect.Func || a.Kind() == reflect.Map || a.Kind() == reflect.Chan:
		return a.IsNil() == b.IsNil()
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
