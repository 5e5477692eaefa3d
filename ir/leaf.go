package ir

import "go/types"

// leafSet is a set of the kinds of scalars that memory of some type is made of.
// Go is typed: memory of different kinds never overlaps.
type leafSet uint64

const allLeaves = ^leafSet(0)

// Kinds that aren't basic types follow after the basic kinds.
const (
	pointerLeaf = int(types.UntypedNil) + 1 + iota
	sliceLeaf
	mapLeaf
	chanLeaf
	funcLeaf
	interfaceLeaf
)

// leavesOf is the set of the kinds of scalars in a value of type t itself.
func leavesOf(t types.Type) leafSet {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		if IsFloat(t) {
			return 1<<types.Float32 | 1<<types.Float64
		}
		return allLeaves
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return 1 << u.Kind()
	case *types.Pointer:
		return 1 << pointerLeaf
	case *types.Slice:
		return 1 << sliceLeaf
	case *types.Map:
		return 1 << mapLeaf
	case *types.Chan:
		return 1 << chanLeaf
	case *types.Signature:
		return 1 << funcLeaf
	case *types.Interface:
		return 1 << interfaceLeaf
	}
	var set leafSet
	for _, part := range partTypes(t) {
		set |= leavesOf(part)
	}
	return set
}

// partTypes are the types of the parts of a struct, or that of an array's elements.
func partTypes(t types.Type) []types.Type {
	if a, ok := t.Underlying().(*types.Array); ok {
		return []types.Type{a.Elem()}
	}
	return Parts(t)
}

// mayRefer reports whether a value of type t can lead to memory that changes.
func mayRefer(t types.Type) bool {
	if IsFloat(t) {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Struct, *types.Array:
		for _, part := range partTypes(t) {
			if mayRefer(part) {
				return true
			}
		}
		return false
	}
	return true
}

// leavesBehind is the set of the kinds in the memory that a value of type t
// leads to, by however many references.
func leavesBehind(t types.Type) leafSet {
	return behind(t, map[types.Type]bool{})
}

func behind(t types.Type, seen map[types.Type]bool) leafSet {
	if seen[t] {
		return 0
	}
	seen[t] = true
	switch u := Under(t).(type) {
	case *types.Slice:
		return leavesOf(u.Elem()) | behind(u.Elem(), seen)
	case *types.Pointer:
		return leavesOf(u.Elem()) | behind(u.Elem(), seen)
	case *types.Struct, *types.Array:
		var set leafSet
		for _, part := range partTypes(t) {
			set |= behind(part, seen)
		}
		return set
	}
	if mayRefer(t) {
		return allLeaves
	}
	return 0
}
