package ir

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLeaves is the number of parts up to which a variable is split into values.
const maxLeaves = 32

// A variable is an Alloc that is promoted.
type variable struct {
	alloc  *Value
	typ    types.Type
	leaves []leaf
	order  int
}

// A leaf is a part of a variable that becomes a value of its own.
type leaf struct {
	path []Step // indexes of arrays are in At
	typ  types.Type
	name string
}

type leafKey struct {
	v *variable
	i int
}

// find fills vars: all Allocs that can be promoted, in program order.
func (p *promoter) find(f *Func) {
	uses := map[*Value][]*Op{}
	var allocs []*Value
	for op := range f.Body.All() {
		for _, a := range op.Args {
			if n := len(uses[a]); n == 0 || uses[a][n-1] != op {
				uses[a] = append(uses[a], op)
			}
		}
		if op.Code == Alloc {
			allocs = append(allocs, op.Result())
		}
	}
	for _, a := range allocs {
		t := a.Type.Underlying().(*types.Pointer).Elem()
		leaves, ok := splitLeaves(t, a.Name, f.Pkg)
		if ok && len(leaves) <= maxLeaves && onlyPlaces(a, t, uses) {
			p.vars[a] = &variable{alloc: a, typ: t, leaves: leaves, order: len(p.vars)}
		}
	}
}

// onlyPlaces reports whether address, that of a t, is only used for constant places.
func onlyPlaces(address *Value, t types.Type, uses map[*Value][]*Op) bool {
	for _, op := range uses[address] {
		switch op.Code {
		case Load, Addr:
		case Store:
			if op.Args[len(op.Args)-1] == address {
				return false
			}
		default:
			return false
		}
		if slices.Contains(op.Args[1:], address) || !constantPath(op, t) {
			return false
		}
		if op.Code == Addr && !onlyPlaces(op.Result(), PlaceType(address.Type, op.Path), uses) {
			return false
		}
	}
	return true
}

// constantPath reports whether op's place in a t is known and exists.
func constantPath(op *Op, t types.Type) bool {
	indexes := op.Indexes()
	for _, s := range op.Path {
		if s.Index {
			n, ok := IntConst(indexes[0])
			array, isArray := t.Underlying().(*types.Array)
			if !ok || !isArray || n < 0 || n >= array.Len() {
				return false
			}
			indexes = indexes[1:]
		}
		t = Part(t, []Step{s})
	}
	return true
}

// splitLeaves lists the leaves of a variable of type t and the given name. It
// fails if one of its fields can't be named in package pkg.
func splitLeaves(t types.Type, name string, pkg *types.Package) ([]leaf, bool) {
	var out []leaf
	ok := true
	var walk func(t types.Type, path []Step, name string)
	walk = func(t types.Type, path []Step, name string) {
		switch u := t.Underlying().(type) {
		case *types.Struct:
			for i := range u.NumFields() {
				field := u.Field(i)
				ok = ok && (field.Exported() || field.Pkg() == pkg) && field.Name() != "_"
				walk(field.Type(), append(slices.Clip(path), Step{Field: i}), partName(name, field.Name()))
			}
		case *types.Array:
			for i := 0; i < int(u.Len()) && len(out) <= maxLeaves; i++ {
				walk(u.Elem(), append(slices.Clip(path), Step{Index: true, At: i}), partName(name, fmt.Sprint(i)))
			}
		default:
			out = append(out, leaf{path: path, typ: t, name: name})
		}
	}
	walk(t, nil, name)
	return out, ok
}

// partName is the hint for a part: p and X make pX, v and 0 make v0.
func partName(name, part string) string {
	if name == "" && unicode.IsDigit(rune(part[0])) {
		return ""
	}
	if name == "" {
		return strings.ToLower(part[:1]) + part[1:]
	}
	r, size := utf8.DecodeRuneInString(part)
	return name + string(unicode.ToUpper(r)) + part[size:]
}

// resolved is op's path with the constant indexes in At.
func resolved(op *Op) []Step {
	path := slices.Clone(op.Path)
	indexes := op.Indexes()
	for i := range path {
		if path[i].Index {
			n, _ := IntConst(indexes[0])
			path[i].At = int(n)
			indexes = indexes[1:]
		}
	}
	return path
}

// within lists the leaves of v that path leads to or contains.
func (v *variable) within(path []Step) []leafKey {
	var keys []leafKey
	for i, l := range v.leaves {
		if len(l.path) >= len(path) && slices.Equal(l.path[:len(path)], path) {
			keys = append(keys, leafKey{v, i})
		}
	}
	return keys
}

func (k leafKey) leaf() leaf { return k.v.leaves[k.i] }
