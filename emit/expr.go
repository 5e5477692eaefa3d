package emit

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// The precedences of Go's expressions.
const (
	precOr = 1 + iota
	precAnd
	precCompare
	precAdd
	precMul
	precUnary
	precPrimary
)

// An expr is a Go expression as text, with the precedence of its outermost operator.
type expr struct {
	text string
	prec int
}

// in is e as an operand of an operator with precedence prec or higher.
func (e expr) in(prec int) string {
	if e.prec < prec {
		return "(" + e.text + ")"
	}
	return e.text
}

// symbols are the operators of Go.
var symbols = map[ir.Code]string{
	ir.Neg: "-", ir.Not: "!", ir.Compl: "^",
	ir.Add: "+", ir.Sub: "-", ir.Mul: "*", ir.Div: "/", ir.Rem: "%",
	ir.And: "&", ir.Or: "|", ir.Xor: "^", ir.AndNot: "&^", ir.Shl: "<<", ir.Shr: ">>",
	ir.Eq: "==", ir.Ne: "!=", ir.Lt: "<", ir.Le: "<=", ir.Gt: ">", ir.Ge: ">=",
}

func precedence(c ir.Code) int {
	switch c {
	case ir.Mul, ir.Div, ir.Rem, ir.Shl, ir.Shr, ir.And, ir.AndNot:
		return precMul
	case ir.Add, ir.Sub, ir.Or, ir.Xor:
		return precAdd
	}
	return precCompare
}

// value prints v where it is used: a variable's name, or the expression that gives it.
func (p *printer) value(v *ir.Value) expr {
	if p.isVariable(v) {
		if p.isMemory(v) {
			return expr{"&" + p.nameOf(v), precUnary}
		}
		return expr{p.nameOf(v), precPrimary}
	}
	return p.expression(v.Op)
}

// typed prints v where nothing else says which type it has.
func (p *printer) typed(v *ir.Value) expr {
	if !p.isVariable(v) && v.Op.Code == ir.Const {
		return p.typedLiteral(v.Op)
	}
	return p.value(v)
}

// assigned prints v where it is assigned to something of its type: a conversion
// to an interface needn't be written.
func (p *printer) assigned(v *ir.Value) expr {
	if !p.isVariable(v) && v.Op.Code == ir.Convert && types.IsInterface(v.Type) && !isTypeParam(v.Type) {
		return p.typed(v.Op.Args[0])
	}
	return p.value(v)
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// expression prints what op computes.
func (p *printer) expression(op *ir.Op) expr {
	switch {
	case op.Code == ir.Shl || op.Code == ir.Shr:
		return p.binary(op, p.typedShift(op.Args[0]), p.value(op.Args[1]))
	case op.Code.IsBinary():
		return p.binary(op, p.value(op.Args[0]), p.value(op.Args[1]))
	case op.Code == ir.Not:
		return p.not(op.Args[0])
	case op.Code.IsUnary():
		return p.unary(symbols[op.Code], p.value(op.Args[0]))
	}
	switch op.Code {
	case ir.Const:
		return p.literal(op)
	case ir.If:
		return p.logical(op)
	case ir.Convert:
		return p.conversion(op.Result().Type, p.convertible(op))
	case ir.Call:
		return p.call(op)
	case ir.Len, ir.Cap:
		return p.length(op)
	case ir.Make, ir.Scratch: // a Scratch that nobody uses, but that may panic
		return p.builtin("make", append([]string{p.typ(op.Result().Type)}, p.texts(lengths(op))...))
	case ir.Build:
		return p.build(op)
	case ir.Pop:
		return p.top(op)
	}
	return p.placeExpr(op)
}

func (p *printer) texts(vs []*ir.Value) []string {
	list := make([]string, len(vs))
	for i, v := range vs {
		list[i] = p.value(v).text
	}
	return list
}

func (p *printer) binary(op *ir.Op, x, y expr) expr {
	prec := precedence(op.Code)
	return expr{x.in(prec) + " " + symbols[op.Code] + " " + y.in(prec+1), prec}
}

// typedShift: an untyped constant that is shifted would take its type from outside.
func (p *printer) typedShift(v *ir.Value) expr {
	if !p.isVariable(v) && v.Op.Code == ir.Const {
		return p.conversion(v.Type, p.value(v))
	}
	return p.value(v)
}

func (p *printer) unary(symbol string, x expr) expr {
	text := x.in(precUnary)
	if strings.HasPrefix(text, symbol) {
		text = "(" + text + ")"
	}
	return expr{symbol + text, precUnary}
}

// opposite are the comparisons that hold when others don't.
var opposite = map[ir.Code]ir.Code{
	ir.Eq: ir.Ne, ir.Ne: ir.Eq, ir.Lt: ir.Ge, ir.Ge: ir.Lt, ir.Gt: ir.Le, ir.Le: ir.Gt,
}

// not prints the opposite of v. That of x < y isn't x >= y where NaNs are about.
func (p *printer) not(v *ir.Value) expr {
	if p.isVariable(v) {
		return p.unary("!", p.value(v))
	}
	op := v.Op
	if op.Code == ir.Not {
		return p.value(op.Args[0])
	}
	if op.Code == ir.Eq || op.Code == ir.Ne || op.Code.IsCompare() && ir.IsInteger(op.Args[0].Type) {
		negated := *op
		negated.Code = opposite[op.Code]
		return p.binary(&negated, p.value(op.Args[0]), p.value(op.Args[1]))
	}
	return p.unary("!", p.value(v))
}

// logical prints an If as && or ||.
func (p *printer) logical(op *ir.Op) expr {
	then, els := op.Blocks[0].End().Args[0], op.Blocks[1].End().Args[0]
	cond, not := p.value(op.Args[0]), p.not(op.Args[0])
	switch {
	case p.isConstant(els) && isZero(els):
		return expr{cond.in(precAnd) + " && " + p.value(then).in(precCompare), precAnd}
	case p.isConstant(els):
		return expr{not.in(precOr) + " || " + p.value(then).in(precAnd), precOr}
	case isZero(then):
		return expr{not.in(precAnd) + " && " + p.value(els).in(precCompare), precAnd}
	}
	return expr{cond.in(precOr) + " || " + p.value(els).in(precAnd), precOr}
}

// conversion prints T(x).
func (p *printer) conversion(t types.Type, x expr) expr {
	name := p.typ(t)
	switch types.Unalias(t).(type) {
	case *types.Pointer, *types.Chan, *types.Signature:
		name = "(" + name + ")"
	}
	return expr{name + "(" + x.text + ")", precPrimary}
}

// convertible prints the operand of a conversion.
func (p *printer) convertible(op *ir.Op) expr {
	if types.IsInterface(op.Result().Type) {
		return p.typed(op.Args[0])
	}
	return p.value(op.Args[0])
}

// length prints len(x) or cap(x).
func (p *printer) length(op *ir.Op) expr {
	if x := op.Args[0]; p.isVariable(x) && p.isMemory(x) {
		return p.builtin(op.Code.String(), []string{p.nameOf(x)})
	}
	return p.builtin(op.Code.String(), []string{p.typed(op.Args[0]).text})
}

func (p *printer) builtin(name string, args []string) expr {
	p.mention(name)
	return expr{name + "(" + strings.Join(args, ", ") + ")", precPrimary}
}

// lengths are the arguments of a Make or Scratch that are lengths.
func lengths(op *ir.Op) []*ir.Value {
	if op.Code == ir.Scratch {
		return op.Args[:1]
	}
	return op.Args
}
