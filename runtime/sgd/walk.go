package sgd

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"unsafe"
)

// block is a run of floats in memory.
type block struct {
	name   string
	at     unsafe.Pointer
	n      int
	kind   reflect.Kind
	number bool // a single number, not an element of anything
	fixed  bool // not to be trained
}

// ref identifies what a slice or a pointer refers to.
type ref struct {
	typ      reflect.Type
	at       unsafe.Pointer
	len, cap int
}

func refOf(v reflect.Value) ref {
	r := ref{typ: v.Type(), at: v.UnsafePointer()}
	if v.Kind() == reflect.Slice {
		r.len, r.cap = v.Len(), v.Cap()
	}
	return r
}

// walker collects the blocks that a value leads to.
type walker struct {
	floats floatTypes
	seen   map[ref]bool
	blocks []block
}

// walk collects the blocks behind the pointer p.
func walk(p reflect.Value) *walker {
	w := &walker{floats: floatTypes{}, seen: map[ref]bool{refOf(p): true}}
	w.value(p.Elem(), "w", false)
	return w
}

func (w *walker) value(v reflect.Value, name string, fixed bool) {
	if !w.floats.reached(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		w.blocks = append(w.blocks, block{name, v.Addr().UnsafePointer(), 1, v.Kind(), true, fixed})
	case reflect.Array:
		w.elements(v, v.Addr().UnsafePointer(), name, fixed)
	case reflect.Slice:
		if w.first(v) {
			w.elements(v, v.UnsafePointer(), name, fixed)
		}
	case reflect.Pointer:
		if !v.IsNil() && w.first(v) {
			w.value(v.Elem(), name, fixed)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			w.value(v.Field(i), name+"."+field.Name, fixed || field.Tag.Get("sgd") == "-")
		}
	}
}

// elements collects those of the array or slice v, which begins at the address at.
func (w *walker) elements(v reflect.Value, at unsafe.Pointer, name string, fixed bool) {
	if elem := v.Type().Elem().Kind(); isFloat(elem) {
		if v.Len() > 0 {
			w.blocks = append(w.blocks, block{name, at, v.Len(), elem, false, fixed})
		}
		return
	}
	for i := range v.Len() {
		w.value(v.Index(i), fmt.Sprintf("%s[%d]", name, i), fixed)
	}
}

// first reports whether v refers to something that was not met before.
func (w *walker) first(v reflect.Value) bool {
	r := refOf(v)
	met := w.seen[r]
	w.seen[r] = true
	return !met
}

// overlap reports two blocks with memory in common: a step would move it twice,
// and their shadows would not have it in common.
func (w *walker) overlap() error {
	byAddress := slices.Clone(w.blocks)
	slices.SortStableFunc(byAddress, func(a, b block) int { return cmp.Compare(uintptr(a.at), uintptr(b.at)) })
	for i := 1; i < len(byAddress); i++ {
		a, b := byAddress[i-1], byAddress[i]
		if uintptr(b.at) < a.end() {
			return fmt.Errorf("sgd: %s and %s overlap in memory: let them be the same slice, or keep them apart", a.name, b.name)
		}
	}
	return nil
}

func (b block) end() uintptr {
	size := unsafe.Sizeof(float64(0))
	if b.kind == reflect.Float32 {
		size = unsafe.Sizeof(float32(0))
	}
	return uintptr(b.at) + uintptr(b.n)*size
}

func isFloat(k reflect.Kind) bool { return k == reflect.Float32 || k == reflect.Float64 }

// floatTypes remembers which types lead to a float through arrays, structs,
// slices and pointers.
type floatTypes map[reflect.Type]bool

func (f floatTypes) reached(t reflect.Type) bool {
	yes, known := f[t]
	if !known {
		yes = leadsToFloat(t, map[reflect.Type]bool{})
		f[t] = yes
	}
	return yes
}

func leadsToFloat(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Float32, reflect.Float64:
		return true
	case reflect.Array, reflect.Slice, reflect.Pointer:
		return leadsToFloat(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if leadsToFloat(t.Field(i).Type, seen) {
				return true
			}
		}
	}
	return false
}
