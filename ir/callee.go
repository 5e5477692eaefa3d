package ir

import (
	"go/types"
	"strings"
)

// A Callee is what is known about what a Call does, beside the types.
type Callee struct {
	Effects Effect
	// WritesFirst says that of all memory only what the first argument refers
	// to is written. Without it, Writes means anything that can be reached.
	WritesFirst bool
	// Fresh says that the results refer to memory of their own; FreshOrArgs that
	// they may also refer to what the arguments refer to.
	Fresh, FreshOrArgs bool
}

// unknown is what a function may do of which nothing is known.
var unknown = Callee{Effects: MayPanic | Reads | Writes | Allocates | Unknown}

// CallOf is what is known about a Call: about builtins, packages math and math/bits, the
// functions that make errors and strings, and gograd's own runtime, whose packages promise that
// functions named Add… or …Into write to their first argument alone and that others
// return memory of their own.
func CallOf(op *Op) Callee {
	switch {
	case IsKept(op):
		return kept(op)
	case op.Func == nil:
		return builtin(op)
	case op.Reads:
		return Callee{Effects: MayPanic | Reads | Allocates, Fresh: true}
	}
	pkg := op.Func.Pkg()
	switch {
	case pkg == nil:
		return unknown
	case pkg.Path() == "math":
		return Callee{}
	case pkg.Path() == "math/bits":
		if name := op.Func.Name(); strings.HasPrefix(name, "Div") || strings.HasPrefix(name, "Rem") {
			return Callee{Effects: MayPanic}
		}
		return Callee{}
	case makesMessage(op):
		return Callee{Effects: Reads | Allocates, Fresh: true}
	case strings.HasSuffix(pkg.Path(), "/runtime/tensor"), strings.HasSuffix(pkg.Path(), "/runtime/kernel"):
		return runtimeCall(op.Func)
	}
	return unknown
}

// runtimeCall: all panic if shapes don't fit. What is written is behind the first
// argument, by those that say so in their names, and in package kernel by all that give
// nothing back. Rules aren't made to be called, and so nothing is known of them.
func runtimeCall(fn *types.Func) Callee {
	name, void := fn.Name(), fn.Signature().Results().Len() == 0
	inKernel := strings.HasSuffix(fn.Pkg().Path(), "/kernel")
	switch {
	case strings.HasSuffix(name, "Adjoint"):
		return unknown
	case strings.HasSuffix(name, "Into"):
		return Callee{Effects: MayPanic | Reads | Writes, WritesFirst: true, FreshOrArgs: true}
	case void && (inKernel || strings.HasPrefix(name, "Add") || name == "Set"):
		return Callee{Effects: MayPanic | Reads | Writes, WritesFirst: true}
	case isView[name]:
		return Callee{Effects: MayPanic, FreshOrArgs: true}
	}
	return Callee{Effects: MayPanic | Reads | Allocates, Fresh: true}
}

// isView names the functions and methods of the runtime whose result is no copy
// but the same memory in another shape.
var isView = map[string]bool{"MatrixOf": true, "RowMatrix": true, "ColumnMatrix": true, "Row": true, "Slice": true}

// makesMessage reports whether op is one of the usual ways to make an error or a
// string from values that have no methods of their own to be called.
func makesMessage(op *Op) bool {
	switch op.Func.FullName() {
	case "errors.New":
		return true
	case "fmt.Errorf", "fmt.Sprintf", "fmt.Sprint", "fmt.Sprintln":
		for _, v := range op.Args {
			if v.Op != nil && v.Op.Code == Convert {
				v = v.Op.Args[0]
			}
			if _, ok := types.Unalias(v.Type).(*types.Basic); !ok {
				return false
			}
		}
		return true
	}
	return false
}

func builtin(op *Op) Callee {
	switch op.Builtin {
	case "min", "max", "real", "imag", "complex":
		return Callee{}
	case "append":
		if !HasRoom(op.Args[0]) {
			return Callee{Effects: Reads | Allocates, FreshOrArgs: true}
		}
		return Callee{Effects: Reads | Writes | Allocates, WritesFirst: true, FreshOrArgs: true}
	case "copy":
		return Callee{Effects: Reads | Writes, WritesFirst: true}
	case "clear":
		if _, ok := op.Args[0].Type.Underlying().(*types.Slice); ok {
			return Callee{Effects: Writes, WritesFirst: true}
		}
	}
	return unknown
}

// HasRoom reports whether append may write to the memory of the slice s: not where s
// is nil, or s[i:j:j].
func HasRoom(s *Value) bool {
	op := s.Op
	switch {
	case op == nil:
	case op.Code == Const:
		return false
	case op.Code == Convert && isSlice(op.Args[0].Type): // under another name
		return HasRoom(op.Args[0])
	case op.Code == Slice && len(op.Args) == 4:
		hi, limit := op.Args[2], op.Args[3]
		j, jok := IntConst(hi)
		k, kok := IntConst(limit)
		return hi != limit && !(jok && kok && j == k) && !sameLength(hi, limit)
	}
	return true
}

// sameLength reports whether x and y are the length of one slice.
func sameLength(x, y *Value) bool {
	isLen := func(v *Value) bool { return v.Op != nil && v.Op.Code == Len && Effects(v.Op) == 0 }
	return isLen(x) && isLen(y) && x.Op.Args[0] == y.Op.Args[0]
}
