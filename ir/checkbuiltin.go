package ir

import (
	"fmt"
	"go/types"
)

// checkBuiltin checks a call of one of Go's own functions: of those that work on
// slices, the types too.
func checkBuiltin(op *Op) string {
	switch op.Builtin {
	case "":
		return "it calls nothing"
	case "append":
		return checkAppend(op)
	case "copy":
		return checkCopy(op)
	case "clear":
		if len(op.Args) != 1 || len(op.Results) > 0 {
			return "it clears one thing and gives nothing"
		}
	}
	return ""
}

func checkAppend(op *Op) string {
	if len(op.Args) == 0 || !isSlice(op.Args[0].Type) || op.Spread && len(op.Args) != 2 {
		return "it needs a slice, and what to append: one slice if it is spread"
	}
	if len(op.Results) != 1 {
		return "it gives one slice"
	}
	t := op.Args[0].Type
	if s := same("its result", op.Result().Type, t); s != "" {
		return s
	}
	if op.Spread {
		return checkElements(op.Args[1], elemOf(t))
	}
	for _, v := range op.Args[1:] {
		if s := same("what it appends", v.Type, elemOf(t)); s != "" {
			return s
		}
	}
	return ""
}

func checkCopy(op *Op) string {
	if len(op.Args) != 2 || !isSlice(op.Args[0].Type) {
		return "it copies to one slice from another"
	}
	if len(op.Results) > 1 {
		return fmt.Sprintf("it gives one number, not %d", len(op.Results))
	}
	return checkElements(op.Args[1], elemOf(op.Args[0].Type))
}

// checkElements: v is a slice of what is wanted; a string is one of bytes.
func checkElements(v *Value, want types.Type) string {
	if isString(v.Type) {
		return same("an element", types.Typ[types.Byte], want.Underlying())
	}
	if !isSlice(v.Type) {
		return fmt.Sprintf("it takes elements from a %s", v.Type)
	}
	return same("an element", elemOf(v.Type), want)
}
