package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// A printer prints the statements of a function.
type printer struct {
	*function
	file     *file
	newNames map[*types.TypeParam]types.Type // of type parameters
	pool     *pool
	inHeader bool // of an if or a for, where composite literals need parentheses
	mentions map[string]bool
	counts   map[*variable]int // see occurrences
}

// mention notes that the function uses a name that isn't a variable's.
func (p *printer) mention(name string) { p.mentions[name] = true }

// nameOf is the name of v's variable.
func (p *printer) nameOf(v *ir.Value) string { return p.vars[v].name }

// block prints the statements of b.
func (p *printer) block(b *block) []jen.Code {
	var list []jen.Code
	for i := 0; i < len(b.stmts); {
		s := b.stmts[i]
		if s.paragraph && len(list) > 0 {
			list = append(list, jen.Line())
		}
		if enter := p.enter(s, b); enter != nil {
			if i > 0 && b.stmts[i-1].kind != branch && !s.paragraph {
				list = append(list, jen.Line())
			}
			list = append(list, enter...)
		}
		printed, n := p.head(b, b.stmts[i:])
		list = append(list, printed...)
		p.noteFirst(s, b)
		if i += n; p.pool != nil {
			list = append(list, p.pool.give(p, b, b.stmts[:i], b.stmts[i:])...)
		}
	}
	return list
}

// head prints the statement at the head of list, which is in b, and those after it that go with it.
func (p *printer) head(b *block, list []*stmt) (printed []jen.Code, n int) {
	if n := p.declarations(list); n > 1 {
		return []jen.Code{p.declareAll(list[:n])}, n
	}
	if n := p.plainCopies(list); n > 1 {
		return p.copyAll(list[:n]), n
	}
	if n := stacks(list); n > 1 {
		return p.pool.begin(p, list[:n]), n
	}
	if len(list) > 1 && p.isCopy(list[0], list[1]) {
		return []jen.Code{p.pool.copied(p, list[0], list[1].op.Args[1])}, 2
	}
	if len(list) > 1 && p.isInit(list[0], list[1]) && p.enter(list[1], b) == nil {
		return p.branch(list[1], list[0]), 2
	}
	return p.stmt(list[0]), 1
}

// enter prints how pooled memory is taken, before the first statement that needs it.
func (p *printer) enter(s *stmt, b *block) []jen.Code {
	if p.pool == nil || b != p.body || p.pool.first != s {
		return nil
	}
	return p.pool.enter(p)
}

// noteFirst notes, while the function is rehearsed, which statement of its body
// is the first that needs pooled memory.
func (p *printer) noteFirst(s *stmt, b *block) {
	if p.pool != nil && b == p.body && p.pool.first == nil && p.pool.used {
		p.pool.first = s
	}
}

// funcBody prints the statements of the function. At its end `return` needn't be written.
func (p *printer) funcBody() []jen.Code {
	if last := len(p.body.stmts) - 1; last >= 0 && len(p.fn.Results) == 0 && endsOutside(p.body) &&
		p.body.stmts[last].op.Code == ir.Return {
		p.body.stmts = p.body.stmts[:last]
	}
	return p.block(p.body)
}

func (p *printer) stmt(s *stmt) []jen.Code {
	switch s.kind {
	case branch:
		return p.branch(s, nil)
	case loop:
		return p.loop(s)
	case declare:
		return []jen.Code{p.declareAll([]*stmt{s})}
	case assign:
		return append([]jen.Code{p.assign(s)}, p.useOnce(s)...)
	case define:
		return p.define(s)
	}
	return p.do(s)
}

// declarations counts the statements at the head of list that can be one `var`.
func (p *printer) declarations(list []*stmt) int {
	n := 0
	for n < len(list) && p.isPlainVar(list[n]) && !p.isMemory(list[n].to[0]) && (n == 0 || !list[n].paragraph) &&
		p.varType(list[n].to[0]) == p.varType(list[0].to[0]) {
		n++
	}
	return n
}

// plainCopies counts the statements at the head of list that declare copies of other variables, and can be one.
func (p *printer) plainCopies(list []*stmt) int {
	declared := map[*variable]bool{}
	n := 0
	for ; n < len(list); n++ {
		s := list[n]
		if s.kind != assign || !s.declares || len(s.to) != 1 || !p.isVariable(s.from[0]) || p.isMemory(s.to[0]) || n > 0 && s.paragraph ||
			declared[p.vars[s.from[0]]] {
			break
		}
		declared[p.vars[s.to[0]]] = true
	}
	return n
}

// copyAll prints declarations of copies.
func (p *printer) copyAll(list []*stmt) []jen.Code {
	var to, from []string
	for _, s := range list {
		to, from = append(to, p.nameOf(s.to[0])), append(from, p.typed(s.from[0]).text)
	}
	return assignments(to, " := ", from)
}

// isPlainVar reports whether s is `var x T`.
func (p *printer) isPlainVar(s *stmt) bool {
	return s.kind == declare ||
		s.kind == assign && s.declares && len(s.to) == 1 && !p.isVariable(s.from[0]) && isZero(s.from[0])
}

func (p *printer) declareAll(list []*stmt) jen.Code {
	var names []string
	for _, s := range list {
		names = append(names, p.nameOf(s.to[0]))
	}
	return jen.Id("var " + strings.Join(names, ", ") + " " + p.varType(list[0].to[0]))
}

// varType is the type of v's variable.
func (p *printer) varType(v *ir.Value) string {
	if p.isMemory(v) {
		return p.typ(ir.PlaceType(v.Type, nil))
	}
	return p.typ(v.Type)
}

// assign prints an assignment of values to variables.
func (p *printer) assign(s *stmt) jen.Code {
	if p.isPlainVar(s) {
		return p.declareAll([]*stmt{s})
	}
	if len(s.to) == 1 && s.to[0] != nil && !p.isVariable(s.from[0]) {
		return p.set(s, s.from[0].Op)
	}
	var values []string
	for _, v := range s.from {
		if s.declares {
			values = append(values, p.typed(v).text)
		} else {
			values = append(values, p.assigned(v).text)
		}
	}
	return jen.Id(p.targets(s) + strings.Join(values, ", "))
}

// set prints `x := e`, `x = e` or `x += e`, where e is what op computes.
func (p *printer) set(s *stmt, op *ir.Op) jen.Code {
	x := p.vars[s.to[0]]
	if symbol := symbols[op.Code]; !s.declares && isUpdate(op) && p.isVariable(op.Args[0]) && p.vars[op.Args[0]] == x {
		return p.update(x.name, symbol, op.Args[1])
	}
	if s.declares && op.Code == ir.Const {
		return jen.Id(p.targets(s) + p.typedLiteral(op).text)
	}
	return jen.Id(p.targets(s) + p.expression(op).text)
}

// isUpdate reports whether op can be written as `x += y`.
func isUpdate(op *ir.Op) bool { return ir.Add <= op.Code && op.Code <= ir.Shr }

// update prints `place += y`.
func (p *printer) update(place, symbol string, y *ir.Value) jen.Code {
	if isInt(y, 1) && ir.IsInteger(y.Type) && !p.isVariable(y) && (symbol == "+" || symbol == "-") {
		return jen.Id(place + symbol + symbol)
	}
	return jen.Id(place + " " + symbol + "= " + p.value(y).text)
}

// targets prints the left side of an assignment.
func (p *printer) targets(s *stmt) string {
	names := make([]string, len(s.to))
	for i, v := range s.to {
		names[i] = "_"
		if v != nil {
			names[i] = p.nameOf(v)
		}
	}
	if s.declares {
		return strings.Join(names, ", ") + " := "
	}
	return strings.Join(names, ", ") + " = "
}
