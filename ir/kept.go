package ir

// Forms of Go through which no derivative flows are kept as they are: each is a
// Call whose Builtin is one of these, with the operands in the order of the text.
const (
	MapIndex  = "m[k]"     // with a second result, whether the key is there
	MapStore  = "m[k] = v" // no result
	Send      = "c <- v"   // no result
	Receive   = "<-c"      // with a second result, whether c is open
	Assert    = "x.(T)"    // T is the result's type; with a second result, whether x has it
	TypeCase  = "x.(type)" // the same in a case of a type switch, always with a second result
	CallValue = "f(…)"     // f is the first operand
)

// IsKept reports whether op is a form of Go that is kept as it is, or a call that
// runs later: nothing about it is to be differentiated.
func IsKept(op *Op) bool {
	if op.Code != Call {
		return false
	}
	switch op.Builtin {
	case MapIndex, MapStore, Send, Receive, Assert, TypeCase, CallValue, "delete", "close", "make":
		return true
	}
	return op.Later != ""
}

// kept is what is known about a form that is kept: what looks at a type or a map, or
// makes a map, does nothing that others notice.
func kept(op *Op) Callee {
	switch op.Builtin {
	case "make":
		return Callee{Effects: Allocates | MayPanic, Fresh: true}
	case Assert, TypeCase:
		if len(op.Results) > 1 {
			return Callee{FreshOrArgs: true}
		}
		return Callee{Effects: MayPanic, FreshOrArgs: true}
	case MapIndex:
		if !mayRefer(op.Result().Type) {
			return Callee{Effects: Reads | MayPanic}
		}
	}
	return unknown
}
