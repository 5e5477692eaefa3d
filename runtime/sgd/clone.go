package sgd

import "reflect"

// Clone returns a copy of what w points to that shares no floats with it.
// Slices and pointers that lead to floats are copied, and what was the same slice
// or pointer in w is the same in the copy; everything else is shared.
func Clone[W any](w *W) *W { return clone(w, false) }

// Shadow returns a copy of what w points to, as Clone does, with all floats 0: a
// place that a gradient with respect to w can be added to.
func Shadow[W any](w *W) *W { return clone(w, true) }

func clone[W any](w *W, zero bool) *W {
	c := new(W)
	*c = *w
	d := cloner{zero: zero, floats: floatTypes{}, seen: map[ref]reflect.Value{}}
	d.seen[refOf(reflect.ValueOf(w))] = reflect.ValueOf(c)
	d.detach(reflect.ValueOf(c).Elem())
	return c
}

// cloner gives a shallow copy floats of its own.
type cloner struct {
	zero   bool
	floats floatTypes
	seen   map[ref]reflect.Value // what the original refers to → its copy
}

func (c *cloner) detach(v reflect.Value) {
	if !c.floats.reached(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if c.zero {
			open(v).SetZero()
		}
	case reflect.Array:
		c.elements(v)
	case reflect.Struct:
		for i := range v.NumField() {
			c.detach(v.Field(i))
		}
	case reflect.Slice, reflect.Pointer:
		if !v.IsNil() {
			c.refer(open(v))
		}
	}
}

// refer lets the slice or pointer v refer to a copy of what it refers to.
func (c *cloner) refer(v reflect.Value) {
	r := refOf(v)
	if known, ok := c.seen[r]; ok {
		v.Set(known)
		return
	}
	if v.Kind() == reflect.Pointer {
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh.Convert(v.Type()))
		c.seen[r] = v
		c.detach(v.Elem())
		return
	}
	fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Cap())
	reflect.Copy(fresh, v)
	v.Set(fresh)
	c.seen[r] = fresh
	c.elements(fresh)
}

// elements detaches those of an array or a slice.
func (c *cloner) elements(v reflect.Value) {
	if isFloat(v.Type().Elem().Kind()) && !c.zero {
		return
	}
	for i := range v.Len() {
		c.detach(v.Index(i))
	}
}

// open returns v with the right to set it, where it is a field that is not exported too.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
}
