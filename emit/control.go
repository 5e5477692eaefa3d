package emit

import (
	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// isInit reports whether s can be the init statement of the if that follows it:
// `if v := e; cond {`. The condition and the branches need v, nothing else does.
func (p *printer) isInit(s, next *stmt) bool {
	if !s.declares || len(s.to) != 1 || next.kind != branch || next.paragraph || p.isPlainVar(s) {
		return false
	}
	if s.op != nil && (s.op.Code == ir.Pop || s.op.Code == ir.Alloc) {
		return false
	}
	x := p.vars[s.to[0]]
	if x.fixed {
		return false
	}
	inCond := 0
	for _, v := range p.reads(next) {
		if p.vars[v] == x {
			inCond++
		}
	}
	inside := 0
	for _, b := range next.blocks {
		p.visit(b, func(v *ir.Value, _ *stmt, _ *block) {
			if p.vars[v] == x {
				inside++
			}
		})
	}
	return inCond > 0 && inside > 0 && 1+inCond+inside == p.occurrences()[x]
}

// occurrences counts where each variable is in the function.
func (p *printer) occurrences() map[*variable]int {
	if p.counts == nil {
		p.counts = map[*variable]int{}
		p.visit(p.body, func(v *ir.Value, _ *stmt, _ *block) { p.counts[p.vars[v]]++ })
	}
	return p.counts
}

// branch prints an if, with the statement init in its header unless that is nil.
func (p *printer) branch(s, init *stmt) []jen.Code {
	if isEmpty(s) {
		return []jen.Code{jen.Id("_ = " + p.value(s.op.Args[0]).text)}
	}
	p.inHeader = true
	cond, then, els := p.sides(s)
	for len(els.stmts) == 0 && isOnlyBranch(then) {
		inner, innerThen, innerElse := p.sides(then.stmts[0])
		if len(innerElse.stmts) > 0 {
			break
		}
		cond = expr{cond.in(precAnd) + " && " + inner.in(precCompare), precAnd}
		then = innerThen
	}
	st := jen.If(jen.Id(cond.text))
	if init != nil {
		st = jen.If(p.initial(init), jen.Id(cond.text))
	}
	p.inHeader = false
	st.Block(p.block(then)...)
	switch {
	case isOnlyBranch(els):
		st.Else().Add(p.branch(els.stmts[0], nil)...)
	case len(els.stmts) > 0:
		st.Else().Block(p.block(els)...)
	}
	return []jen.Code{st}
}

// sides are the condition of the If s and its branches: turned round if the
// first has nothing to do.
func (p *printer) sides(s *stmt) (cond expr, then, els *block) {
	if len(s.blocks[0].stmts) == 0 {
		return p.not(s.op.Args[0]), s.blocks[1], s.blocks[0]
	}
	return p.value(s.op.Args[0]), s.blocks[0], s.blocks[1]
}

// isEmpty reports whether the If s is there for its condition only.
func isEmpty(s *stmt) bool { return len(s.blocks[0].stmts)+len(s.blocks[1].stmts) == 0 }

// isOnlyBranch reports whether b holds an if and nothing else.
func isOnlyBranch(b *block) bool {
	return len(b.stmts) == 1 && b.stmts[0].kind == branch && !isEmpty(b.stmts[0])
}

func (p *printer) initial(s *stmt) jen.Code {
	if s.kind == assign {
		return p.assign(s)
	}
	return p.set(s, s.op)
}
