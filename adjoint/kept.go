package adjoint

import "github.com/gograd/gograd/ir"

// keptAdvice is about a form of Go that is kept as it is, but that a derivative
// would flow through.
func keptAdvice(op *ir.Op) string {
	switch {
	case op.Later == "go":
		return "goroutines are not differentiated: call the function directly"
	case op.Later == "defer":
		return "defer is not differentiated: write the call where it is to run"
	case op.Builtin == ir.Send:
		return "channels are not differentiated: return the value instead of sending it"
	case op.Builtin == ir.MapStore || op.Builtin == ir.MapIndex:
		return "maps are not differentiated: use a slice or a struct"
	case op.Builtin == ir.CallValue:
		return "a function value is not known at the call: call a function by its name"
	case op.Builtin == ir.TypeCase:
		return "type switches are not differentiated: write one function for each type"
	case op.Builtin == ir.Assert:
		return "type assertions are not differentiated: pass the value with its type"
	}
	return "this is not differentiated: compute with the value itself"
}
