package randprog

import (
	"fmt"
	"slices"
	"strings"
)

// A kind says what a type is made of.
type kind int

const (
	float kind = iota
	integer
	boolean
	array
	slice
	pointer
	structure
	closed // a function
)

// A typ is a type of a random program. Two are the same type if they are the same pointer.
type typ struct {
	kind   kind
	name   string // as Go writes it
	elem   *typ   // of an array, slice or pointer
	len    int    // of an array
	fields []field
}

type field struct {
	name string
	typ  *typ
}

// The types that every program has.
var (
	float64s = &typ{kind: float, name: "float64"}
	float32s = &typ{kind: float, name: "float32"}
	int32s   = &typ{kind: integer, name: "int32"}
	ints     = &typ{kind: integer, name: "int"}
	bools    = &typ{kind: boolean, name: "bool"}
)

// A universe is the types of one program.
type universe struct {
	suffix string // of all names at package level
	named  *typ   // a named float
	param  *typ   // a type parameter, nil until there is a generic function
	made   map[string]*typ
	order  []*typ // what was made
	decls  []string
	all    []*typ // structures
}

func newUniverse(suffix string) *universe {
	u := &universe{suffix: suffix, made: map[string]*typ{}}
	u.named = &typ{kind: float, name: "Real" + suffix}
	return u
}

// of makes a type once.
func (u *universe) of(t typ) *typ {
	if u.made[t.name] == nil {
		u.made[t.name] = &t
		u.order = append(u.order, &t)
	}
	return u.made[t.name]
}

func (u *universe) slice(elem *typ) *typ {
	return u.of(typ{kind: slice, name: "[]" + elem.name, elem: elem})
}

func (u *universe) pointer(elem *typ) *typ {
	return u.of(typ{kind: pointer, name: "*" + elem.name, elem: elem})
}

func (u *universe) array(n int, elem *typ) *typ {
	return u.of(typ{kind: array, name: fmt.Sprintf("[%d]%s", n, elem.name), elem: elem, len: n})
}

// vector is the named slice of floats.
func (u *universe) vector() *typ {
	return u.of(typ{kind: slice, name: "Vec" + u.suffix, elem: float64s})
}

// structure declares a struct type; a field with the name of its type is embedded.
func (u *universe) structure(fields []field) *typ {
	t := &typ{kind: structure, name: fmt.Sprintf("T%d%s", len(u.all), u.suffix), fields: fields}
	var b strings.Builder
	fmt.Fprintf(&b, "type %s struct {\n", t.name)
	for _, f := range fields {
		if f.embedded() {
			fmt.Fprintf(&b, "%s\n", f.typ.name)
		} else {
			fmt.Fprintf(&b, "%s %s\n", f.name, f.typ.name)
		}
	}
	b.WriteString("}\n")
	u.decls = append(u.decls, b.String())
	u.all = append(u.all, t)
	return t
}

// structure is the structure that f is or points to, nil for none.
func (f field) structure() *typ {
	t := f.typ
	if t.kind == pointer {
		t = t.elem
	}
	if t.kind != structure {
		return nil
	}
	return t
}

// embedded reports whether f has the name of its type, or of what it points to.
func (f field) embedded() bool { return f.name == strings.TrimPrefix(f.typ.name, "*") }

// parts are the types one step into or behind t.
func (t *typ) parts() []*typ {
	if t.elem != nil {
		return []*typ{t.elem}
	}
	var out []*typ
	for _, f := range t.fields {
		out = append(out, f.typ)
	}
	return out
}

// promotes reports whether a name means a field of one of the embedded fields of t.
func (t *typ) promotes(name string) bool {
	found := 0
	for _, f := range t.fields {
		if f.name == name {
			return false
		}
		if inner := f.structure(); f.embedded() && inner != nil && slices.ContainsFunc(inner.fields, func(p field) bool { return p.name == name }) {
			found++
		}
	}
	return found == 1
}

// reaches reports whether a want is t, or is in t or behind it.
func (t *typ) reaches(want *typ) bool {
	if t == want {
		return true
	}
	for _, p := range t.parts() {
		if p.reaches(want) {
			return true
		}
	}
	return false
}

// holdsFloat reports whether a float is in t or behind it.
func (t *typ) holdsFloat() bool {
	if t.kind == float {
		return true
	}
	for _, p := range t.parts() {
		if p.holdsFloat() {
			return true
		}
	}
	return false
}

// isValue reports whether t is all in itself: no slice and no pointer.
func (t *typ) isValue() bool {
	if t.kind == slice || t.kind == pointer {
		return false
	}
	for _, p := range t.parts() {
		if !p.isValue() {
			return false
		}
	}
	return true
}
