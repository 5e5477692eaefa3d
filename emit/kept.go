package emit

import (
	"strings"

	"github.com/gograd/gograd/ir"
)

// kept prints a form of Go that is kept as it is.
func (p *printer) kept(op *ir.Op) expr {
	args := p.arguments(op, op.Args, nil)
	switch first := op.Args[0:min(1, len(op.Args))]; op.Builtin {
	case ir.MapIndex:
		return expr{p.typed(first[0]).in(precPrimary) + "[" + args[1] + "]", precPrimary}
	case ir.MapStore:
		return expr{p.typed(first[0]).in(precPrimary) + "[" + args[1] + "] = " + args[2], precOr}
	case ir.Send:
		return expr{p.typed(first[0]).in(precUnary) + " <- " + args[1], precOr}
	case ir.Receive:
		return p.unary("<-", p.typed(first[0]))
	case ir.Assert, ir.TypeCase:
		return expr{p.typed(first[0]).in(precPrimary) + ".(" + p.typ(op.Result().Type) + ")", precPrimary}
	case ir.CallValue:
		return expr{p.typed(first[0]).in(precPrimary) + "(" + strings.Join(args[1:], ", ") + ")", precPrimary}
	case "make":
		return p.builtin("make", append([]string{p.typ(op.Result().Type)}, args...))
	}
	return p.builtin(op.Builtin, args)
}
