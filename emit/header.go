package emit

import (
	"fmt"
	"go/constant"
	"go/token"
	"math"
	"strconv"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// loop prints a for statement.
func (p *printer) loop(s *stmt) []jen.Code {
	if s.op.Endless() {
		return p.endless(s)
	}
	body := p.block(s.blocks[0])
	p.inHeader = true
	defer func() { p.inHeader = false }()
	header, first := p.forHeader(s)
	if first != "" && (s.op.Step == 1 || p.usesIndex(s)) {
		body = append([]jen.Code{jen.Id(first)}, body...)
	}
	return []jen.Code{jen.For(jen.Id(header)).Block(body...)}
}

// endless prints a loop that ends on data: on a condition, if it begins with a break.
func (p *printer) endless(s *stmt) []jen.Code {
	body, header := *s.blocks[0], ""
	if first := body.stmts[0]; p.isGuard(first) {
		body.stmts = body.stmts[1:]
		p.inHeader = true
		if len(first.blocks[0].stmts) == 0 {
			header = p.value(first.op.Args[0]).text
		} else {
			header = p.not(first.op.Args[0]).text
		}
		p.inHeader = false
	}
	return []jen.Code{jen.For(jen.Id(header)).Block(p.block(&body)...)}
}

// isGuard reports whether s is `if c { break }`.
func (p *printer) isGuard(s *stmt) bool {
	if s.kind != branch || len(s.blocks[0].stmts)+len(s.blocks[1].stmts) != 1 {
		return false
	}
	only := append(s.blocks[0].stmts[:len(s.blocks[0].stmts):len(s.blocks[0].stmts)], s.blocks[1].stmts...)[0]
	return only.kind == do && p.isBreak(only.op)
}

// forHeader prints what stands between for and the body, and what the body begins with.
func (p *printer) forHeader(s *stmt) (header, first string) {
	op := s.op
	switch {
	case p.over[op] != nil:
		return p.rangeVars(s) + "range " + p.typed(p.over[op]).text, ""
	case countsFromZero(op):
		return p.rangeVars(s) + "range " + p.typed(op.Hi()).text, ""
	case op.Step > 1 && !isWide(op):
		return p.counted(s)
	}
	i, lo, hi := p.nameOf(op.Index()), p.value(op.Lo()).in(precAdd), op.Hi()
	switch {
	case op.Down && !isWide(op):
		return fmt.Sprintf("%s := %s; %s > %s; ", i, p.typed(hi).text, i, lo), i + "--"
	case op.Down:
		return fmt.Sprintf("%s := %s; %s; %s", i, p.start(op), p.notBelow(op, i), step(i, "-", op.Step)), ""
	}
	return fmt.Sprintf("%s := %s; %s; %s", i, p.typed(op.Lo()).text, p.below(op, i), step(i, "+", op.Step)), ""
}

// usesIndex reports whether the body of the loop s reads the loop's index.
func (p *printer) usesIndex(s *stmt) bool {
	found, i := false, p.vars[s.op.Index()]
	p.visit(s.blocks[0], func(v *ir.Value, _ *stmt, _ *block) { found = found || p.vars[v] == i })
	return found
}

func step(i, sign string, n int64) string {
	if n == 1 {
		return i + sign + sign
	}
	return i + " " + sign + "= " + strconv.FormatInt(n, 10)
}

// below prints the condition of a loop that counts up: i < n+1 is i <= n.
func (p *printer) below(op *ir.Op, i string) string {
	hi := op.Hi()
	if !p.isVariable(hi) && hi.Op.Code == ir.Add && isInt(hi.Op.Args[1], 1) && isWide(op) {
		return i + " <= " + p.value(hi.Op.Args[0]).in(precAdd)
	}
	return i + " < " + p.value(hi).in(precAdd)
}

// notBelow prints the condition of a loop that counts down: i >= n+1 is i > n.
func (p *printer) notBelow(op *ir.Op, i string) string {
	lo := op.Lo()
	if !p.isVariable(lo) && lo.Op.Code == ir.Add && isInt(lo.Op.Args[1], 1) {
		return i + " > " + p.value(lo.Op.Args[0]).in(precAdd)
	}
	return i + " >= " + p.value(lo).in(precAdd)
}

// rangeVars prints what stands before range.
func (p *printer) rangeVars(s *stmt) string {
	i := p.vars[s.op.Index()]
	used, element := p.usesIndex(s), ""
	if load := p.elements[s.op]; load != nil {
		element = p.nameOf(load.Result())
	}
	switch {
	case used && element != "":
		return i.name + ", " + element + " := "
	case used:
		return i.name + " := "
	case element != "":
		return "_, " + element + " := "
	}
	return ""
}

// start prints the first index of a loop that counts down: the last that one
// counting up would reach.
func (p *printer) start(op *ir.Op) string {
	lo, hi := op.Lo(), op.Hi()
	if op.Step == 1 {
		return p.minusOne(hi)
	}
	k := op.Step
	from, span := "", p.value(hi).in(precAdd)
	if !isInt(lo, 0) {
		from = p.value(lo).in(precAdd) + " + "
		span += " - " + p.value(lo).in(precMul)
	}
	text := fmt.Sprintf("%s(%s + %d)/%d*%d - %d", from, span, k-1, k, k, k)
	if p.isConstant(lo) && p.isConstant(hi) {
		return p.conversion(op.Index().Type, expr{text, precAdd}).text
	}
	return text
}

// minusOne prints v - 1.
func (p *printer) minusOne(v *ir.Value) string {
	if c := p.constant(v); c != nil {
		less := *v.Op
		less.Const = constant.BinaryOp(c, token.SUB, constant.MakeInt64(1))
		return p.typedLiteral(&less).text
	}
	if !p.isVariable(v) && v.Op.Code == ir.Add && isInt(v.Op.Args[1], 1) {
		return p.value(v.Op.Args[0]).text
	}
	if !p.isVariable(v) && v.Op.Code == ir.Sub {
		if c, ok := ir.IntConst(v.Op.Args[1]); ok && 0 < c && c < math.MaxInt8 && !p.isVariable(v.Op.Args[1]) {
			return p.value(v.Op.Args[0]).in(precAdd) + " - " + strconv.FormatInt(c+1, 10)
		}
	}
	return p.value(v).in(precAdd) + " - 1"
}

// counted prints a loop by the number of its iterations, from which the body
// computes the index: it can't overflow.
func (p *printer) counted(s *stmt) (header, first string) {
	op := s.op
	p.mention("int")
	i, k := p.nameOf(op.Index()), op.Step
	lo, span := "", ""
	if !isInt(op.Lo(), 0) {
		lo = p.value(op.Lo()).in(precAdd) + " + "
		span = " - int(" + p.value(op.Lo()).text + ")"
	}
	n := fmt.Sprintf("(int(%s)%s + %d)/%d", p.value(op.Hi()).text, span, k-1, k)
	first = fmt.Sprintf("%s := %s%s(%s * %d)", i, lo, p.typ(op.Index().Type), i, k)
	switch {
	case op.Down:
		return fmt.Sprintf("%s := %s - 1; %s >= 0; %s--", i, n, i, i), first
	case !p.usesIndex(s):
		return "range " + n, ""
	}
	return i + " := range " + n, first
}
