package numeric

import "reflect"

// flow says where the gradient by an input goes.
type flow int

const (
	none      flow = iota
	byValue        // a result
	reference      // a parameter of the same type
	both           // a parameter that points to the type
)

func flowOf(t reflect.Type) flow {
	switch own, behind := ownFloats(t), floatsBehind(t, nil); {
	case own && behind:
		return both
	case own:
		return byValue
	case behind:
		return reference
	}
	return none
}

func isFloat(t reflect.Type) bool {
	return t.Kind() == reflect.Float32 || t.Kind() == reflect.Float64
}

// ownFloats says whether there is a float in a value of type t itself.
func ownFloats(t reflect.Type) bool { return isFloat(t) || anyPart(t, ownFloats) }

// floatsBehind says whether a float is reached from a value of type t through
// a slice or a pointer. Types that are being looked into are in seen.
func floatsBehind(t reflect.Type, seen []reflect.Type) bool {
	if t.Kind() != reflect.Slice && t.Kind() != reflect.Pointer {
		return anyPart(t, func(part reflect.Type) bool { return floatsBehind(part, seen) })
	}
	elem := t.Elem()
	for _, s := range seen {
		if s == elem {
			return false
		}
	}
	return ownFloats(elem) || floatsBehind(elem, append(seen, elem))
}

func anyPart(t reflect.Type, has func(reflect.Type) bool) bool {
	switch t.Kind() {
	case reflect.Array:
		return t.Len() > 0 && has(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if has(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}
