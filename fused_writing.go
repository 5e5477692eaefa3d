package gograd

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
)

// writing says where the recursive function fn, with what it calls, writes floats that its caller sees.
func (s *fusedForms) writing(fn *types.Func) adjoint.Writing {
	if w, known := s.writings[fn]; known {
		return w
	}
	list := s.reached(fn)
	for _, callee := range list {
		s.writings[callee] = adjoint.Writing{}
	}
	for again := true; again; {
		again = false
		for _, callee := range list {
			before, after := s.writings[callee], s.writingNow(callee)
			if before.Elsewhere != after.Elsewhere || before.Stores != after.Stores || !slices.Equal(before.Inputs, after.Inputs) || !slices.Equal(before.Extends, after.Extends) {
				s.writings[callee], again = after, true
			}
		}
	}
	return s.writings[fn]
}

// writingNow is what follows for fn from what is known so far of the recursive functions that it calls.
func (s *fusedForms) writingNow(fn *types.Func) adjoint.Writing {
	f := s.body(fn)
	if f == nil {
		return adjoint.Writing{Elsewhere: true}
	}
	for op := range f.Body.All() {
		if op.Func != nil && s.lowerer.Recursive(op.Func) && s.writings[op.Func.Origin()].Elsewhere {
			return adjoint.Writing{Elsewhere: true}
		}
	}
	if s.stores(f, storesInterface) {
		return adjoint.Writing{Elsewhere: true}
	}
	outside, aliases := s.writesOutside(f), ir.NewAliases(f)
	if !slices.ContainsFunc(slices.Collect(f.Body.All()), outside) {
		return adjoint.Writing{}
	}
	w := adjoint.WritingOf(f, s.rules, outside, func(op *ir.Op) []bool {
		return s.given(op, aliases)
	}, func(op *ir.Op) adjoint.Writing {
		if op.Func == nil || !s.lowerer.Recursive(op.Func) {
			return adjoint.Writing{}
		}
		return s.writings[op.Func.Origin()]
	})
	w.Stores = s.stores(f, storesReference)
	for op := range f.Body.All() {
		w.Stores = w.Stores || op.Func != nil && s.lowerer.Recursive(op.Func) && s.writings[op.Func.Origin()].Stores
	}
	return w
}

// given are the arguments of the call op that lead to floats which it may write and which the caller of the function sees.
func (s *fusedForms) given(op *ir.Op, aliases *ir.Aliases) []bool {
	list := make([]bool, len(op.Args))
	for i, x := range op.Args {
		writes := ir.LeadsToFloat(x.Type)
		if op.Func != nil && s.lowerer.Recursive(op.Func) {
			w := s.writings[op.Func.Origin()]
			writes = w.Inputs != nil && w.Inputs[i]
		}
		list[i] = writes && !aliases.Local(x) && !madeHere(x)
	}
	return list
}

// writesOutside reports whether operations of f may write floats to memory that the caller of f sees.
func (s *fusedForms) writesOutside(f *ir.Func) func(*ir.Op) bool {
	aliases := ir.NewAliases(f)
	seen := func(x *ir.Value) bool { return !aliases.Local(x) && !madeHere(x) }
	return func(op *ir.Op) bool {
		switch {
		case op.Code == ir.Store:
			t := op.Args[len(op.Args)-1].Type
			return seen(op.Args[0]) && (ir.HasFloat(t) || ir.LeadsToFloat(t) || types.IsInterface(t))
		case op.Code != ir.Call || ir.Effects(op)&(ir.Writes|ir.Unknown) == 0:
			return false
		}
		return slices.Contains(s.given(op, aliases), true)
	}
}

// stores reports whether f may do to memory that its caller sees what is says of an operation.
func (s *fusedForms) stores(f *ir.Func, is func(*ir.Op) bool) bool {
	outside := s.writesOutside(f)
	return slices.ContainsFunc(slices.Collect(f.Body.All()), func(op *ir.Op) bool { return is(op) && outside(op) })
}

// storesReference reports whether op stores a reference to floats.
func storesReference(op *ir.Op) bool { return ir.LeadsToFloat(storedType(op)) }

// storesInterface reports whether op stores what may hold a reference to floats that its type doesn't show.
func storesInterface(op *ir.Op) bool { return types.IsInterface(storedType(op)) }

// storedType is the type of what op stores.
func storedType(op *ir.Op) types.Type {
	if op.Code == ir.Store {
		return op.Args[len(op.Args)-1].Type
	}
	switch op.Builtin {
	case "copy", "append", "clear":
		if isSlice(op.Args[0].Type) {
			return ir.PlaceType(op.Args[0].Type, []ir.Step{{Index: true}})
		}
	}
	return types.Typ[types.Int]
}

// keeps reports whether somebody may have references to what fn is given when it has returned.
func (s *fusedForms) keeps(fn *types.Func) bool {
	return slices.ContainsFunc(s.reached(fn), func(callee *types.Func) bool {
		return slices.ContainsFunc(slices.Collect(s.body(callee).Body.All()), s.keepsReference)
	})
}

// keepsReference reports whether op may store a reference in memory, put it into an interface, hand it to a function
// that is not known, or return it.
func (s *fusedForms) keepsReference(op *ir.Op) bool {
	refers := func(v *ir.Value) bool { return !isPlain(v.Type) }
	switch op.Code {
	case ir.Store, ir.Return:
		return slices.ContainsFunc(op.Args[storedFrom(op):], refers)
	case ir.Convert:
		return types.IsInterface(op.Result().Type) && slices.ContainsFunc(op.Args, refers)
	case ir.Call:
		switch {
		case op.Later != "":
			return true
		case op.Func != nil && s.lowerer.Recursive(op.Func):
			return false
		case op.Builtin == "copy" || op.Builtin == "clear" || op.Builtin == "append":
			return !isPlain(storedType(op))
		}
		return ir.Effects(op)&(ir.Writes|ir.Unknown) != 0 && slices.ContainsFunc(op.Args, refers)
	}
	return false
}

// storedFrom is the number of the first operand of a Store or Return that it stores or returns.
func storedFrom(op *ir.Op) int {
	if op.Code == ir.Store {
		return len(op.Args) - 1
	}
	return 0
}

// isPlain reports whether a t refers to nothing that can be written, or is an error.
func isPlain(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() != types.UnsafePointer
	case *types.Array:
		return isPlain(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if !isPlain(f.Type()) {
				return false
			}
		}
		return true
	}
	return isError(t)
}
