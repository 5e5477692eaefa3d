package adjoint

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// hides reports whether a call that nothing is known of may keep a value with a
// derivative where it is not seen: in a result that is no plain data, or in other memory
// that it is given. Numbers that are printed are lost on purpose.
func (m *matcher) hides(op *ir.Op) bool {
	if op.Func == nil {
		return false
	}
	for i, x := range op.Args {
		if m.active.Varied(x) && (givesOpaque(op) || takesElsewhere(op, i)) {
			return true
		}
	}
	return false
}

// searches reports whether op calls a function that only looks into the slices that
// it is given, and gives an index or a yes or no: it writes nothing and keeps nothing.
func searches(op *ir.Op) bool {
	if op.Func == nil || op.Func.Pkg() == nil {
		return false
	}
	switch name := op.Func.Name(); op.Func.Pkg().Path() {
	case "sort":
		return strings.HasPrefix(name, "Search") || strings.HasSuffix(name, "AreSorted")
	case "slices":
		switch name {
		case "BinarySearch", "IsSorted", "Contains", "Index", "Equal", "Compare":
			return true
		}
	}
	return false
}

// givesOpaque reports whether a result of op is opaque.
func givesOpaque(op *ir.Op) bool {
	return slices.ContainsFunc(op.Results, func(r *ir.Value) bool { return opaque(r.Type, map[types.Type]bool{}) })
}

// takesElsewhere reports whether op may put what its i-th argument holds, or leads
// to, behind another one.
func takesElsewhere(op *ir.Op, i int) bool {
	for j, x := range op.Args {
		if t := unwrapped(x).Type; j != i && (ir.LeadsToFloat(t) || absorbs(t, map[types.Type]bool{})) {
			return true
		}
	}
	return false
}

// opaque reports whether a result of type t may lead to floats that its type doesn't show.
func opaque(t types.Type, seen map[types.Type]bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Interface:
		return !types.Identical(t, types.Universe.Lookup("error").Type())
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return anyPart(t, seen, opaque)
}

// absorbs reports whether floats may be put behind a value of type t that its type
// doesn't show: into an interface, through a method that takes any, or behind an unsafe pointer.
func absorbs(t types.Type, seen map[types.Type]bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Interface:
		return u.NumMethods() == 0 || methodTakes(u)
	case *types.Signature:
		return takesFloat(u)
	case *types.Map:
		return ir.HasFloat(u.Elem()) || ir.LeadsToFloat(u.Elem()) || absorbs(u.Elem(), seen)
	case *types.Chan:
		return ir.HasFloat(u.Elem()) || ir.LeadsToFloat(u.Elem()) || absorbs(u.Elem(), seen)
	}
	return anyPart(t, seen, absorbs)
}

// anyPart reports whether one of the types that t is made of, or leads to, is so.
func anyPart(t types.Type, seen map[types.Type]bool, is func(types.Type, map[types.Type]bool) bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return is(u.Elem(), seen)
	case *types.Slice:
		return is(u.Elem(), seen)
	case *types.Array:
		return is(u.Elem(), seen)
	case *types.Struct:
		for f := range u.Fields() {
			if is(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

func methodTakes(t *types.Interface) bool {
	for method := range t.Methods() {
		if takesFloat(method.Signature()) {
			return true
		}
	}
	return false
}

func takesFloat(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if t := p.Type(); ir.HasFloat(t) || ir.LeadsToFloat(t) || types.IsInterface(t) {
			return true
		}
	}
	return false
}
