package ir

import (
	"fmt"
	"go/types"
)

// checkPlace: the path exists in what the base refers to, there is an index for
// each element in it, and the type is that of what is loaded, stored or pointed to.
func checkPlace(op *Op) string {
	t, indexes := op.Args[0].Type, 0
	if op.Code != Field {
		p, isPointer := t.Underlying().(*types.Pointer)
		switch {
		case isPointer:
			t = p.Elem()
		case !isSlice(t) && !isString(t), len(op.Path) == 0:
			return "its base must be a pointer, or a slice that is indexed"
		}
	}
	for k, step := range op.Path {
		next, err := stepInto(op, t, step, k)
		if err != "" {
			return err
		}
		if step.At != 0 && op.Code != Field {
			return "At is for the paths of values"
		}
		if step.Index {
			indexes++
		}
		t = next
	}
	switch op.Code {
	case Field:
		return same("its result", op.Result().Type, t)
	case Store:
		if s := same("what it stores", op.Args[len(op.Args)-1].Type, t); s != "" {
			return s
		}
	case Load:
		if s := same("its result", op.Result().Type, t); s != "" {
			return s
		}
	case Addr:
		if p, ok := op.Result().Type.Underlying().(*types.Pointer); !ok || !types.Identical(p.Elem(), t) {
			return fmt.Sprintf("its result is no pointer to %s", t)
		}
	}
	return checkIndexes(op, indexes)
}

// stepInto is the type of the part of a t that the k-th step of op's path leads to.
func stepInto(op *Op, t types.Type, step Step, k int) (types.Type, string) {
	switch u := Under(t).(type) {
	case *types.Struct:
		if !step.Index && 0 <= step.Field && step.Field < u.NumFields() {
			return u.Field(step.Field).Type(), ""
		}
	case *types.Array:
		if step.Index && (op.Code != Field || 0 <= step.At && int64(step.At) < u.Len()) {
			return u.Elem(), ""
		}
	case *types.Slice:
		if step.Index && k == 0 && isSlice(op.Args[0].Type) && op.Code != Field {
			return u.Elem(), ""
		}
	case *types.Basic:
		if step.Index && k == 0 && isString(t) && op.Code == Load {
			return types.Typ[types.Byte], ""
		}
	}
	return nil, fmt.Sprintf("step %d of its path leads nowhere in a %s", k, t)
}

func checkIndexes(op *Op, n int) string {
	if len(op.Indexes()) != n {
		return fmt.Sprintf("it has %d indexes for a path with %d", len(op.Indexes()), n)
	}
	return allIntegers(op.Indexes())
}

func allIntegers(vs []*Value) string {
	for _, v := range vs {
		if !IsInteger(v.Type) {
			return fmt.Sprintf("an index or length is a %s", v.Type)
		}
	}
	return ""
}

// checkSlice checks what makes slices, and the stacks that look like slices.
func checkSlice(op *Op) string {
	switch op.Code {
	case Push, Pop, Extend, Retract:
		if !isTape(op.Args[0]) {
			return "it needs a tape"
		}
	}
	switch op.Code {
	case Push:
		return same("what it pushes", op.Args[1].Type, elemOf(op.Args[0].Type))
	case Pop:
		return same("its result", op.Result().Type, elemOf(op.Args[0].Type))
	case Extend, Retract:
		if s := allIntegers(op.Args[1:]); s != "" {
			return s
		}
		return same("its result", op.Result().Type, op.Args[0].Type)
	case Slice:
		return checkSlicing(op)
	}
	if !isSlice(op.Result().Type) {
		return "its result is no slice"
	}
	switch {
	case op.Code == Make && len(op.Args) != 1 && len(op.Args) != 2:
		return "it needs a length, and perhaps a capacity"
	case op.Code == Tape || op.Code == Scratch:
		return checkMemory(op)
	}
	return allIntegers(op.Args)
}

// checkMemory checks the length of a Scratch, and the memory that it or a Tape is made of.
func checkMemory(op *Op) string {
	lengths := 0
	if op.Code == Scratch {
		lengths = 1
	}
	switch len(op.Args) {
	case lengths:
	case lengths + 1:
		if s := same("the memory that it is made of", op.Args[lengths].Type, op.Result().Type); s != "" {
			return s
		}
	default:
		return fmt.Sprintf("it has %d operands", len(op.Args))
	}
	return allIntegers(op.Args[:lengths])
}

func checkSlicing(op *Op) string {
	if len(op.Args) != 3 && len(op.Args) != 4 {
		return "it needs two or three bounds"
	}
	if s := allIntegers(op.Args[1:]); s != "" {
		return s
	}
	from, to := op.Args[0].Type, op.Result().Type
	if p, ok := from.Underlying().(*types.Pointer); ok {
		a, ok := p.Elem().Underlying().(*types.Array)
		if !ok || !isSlice(to) {
			return fmt.Sprintf("it can't make a %s of a %s", to, from)
		}
		return same("its result's element", elemOf(to), a.Elem())
	}
	if !isSlice(from) && !isString(from) {
		return fmt.Sprintf("a %s can't be sliced", from)
	}
	return same("its result", to, from)
}

func isSlice(t types.Type) bool {
	_, ok := Under(t).(*types.Slice)
	return ok
}

// elemOf is what a slice has elements of, or a pointer points to; nil for others.
func elemOf(t types.Type) types.Type {
	switch u := Under(t).(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Pointer:
		return u.Elem()
	}
	return nil
}

// checkCall: the operands can be passed to the function's parameters and the
// results are the function's. Type arguments are inferred when the program is
// printed, so of a generic function only the numbers are compared.
func checkCall(op *Op) string {
	if op.Func == nil {
		return checkBuiltin(op)
	}
	sig := op.Func.Signature()
	args := op.Args
	if sig.Recv() != nil {
		if len(args) == 0 {
			return "it has no receiver"
		}
		args = args[1:]
	}
	fixed, results := sig.Params().Len(), sig.Results().Len()
	if sig.Variadic() && !op.Spread {
		fixed--
	}
	if len(args) < fixed || (len(args) > fixed && (!sig.Variadic() || op.Spread)) {
		return fmt.Sprintf("it passes %d values for %d parameters", len(args), sig.Params().Len())
	}
	if len(op.Results) != results {
		return fmt.Sprintf("it has %d results, the function %d", len(op.Results), results)
	}
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 || isGenericInterface(sig.Recv()) {
		return ""
	}
	return checkSignature(op, sig, args)
}

// isGenericInterface reports whether a method has type parameters from the interface that it is of.
func isGenericInterface(recv *types.Var) bool {
	if recv == nil || !types.IsInterface(recv.Type()) {
		return false
	}
	named, ok := types.Unalias(recv.Type()).(*types.Named)
	return ok && named.TypeParams().Len() > 0
}

func checkSignature(op *Op, sig *types.Signature, args []*Value) string {
	for i, v := range args {
		var want types.Type
		if last := sig.Params().Len() - 1; sig.Variadic() && !op.Spread && i >= last {
			want = elemOf(sig.Params().At(last).Type())
		} else {
			want = sig.Params().At(i).Type()
		}
		if !types.AssignableTo(v.Type, want) {
			return fmt.Sprintf("argument %d is a %s, not a %s", i, v.Type, want)
		}
	}
	for i, v := range op.Results {
		if s := same("a result", v.Type, sig.Results().At(i).Type()); s != "" {
			return s
		}
	}
	return ""
}
