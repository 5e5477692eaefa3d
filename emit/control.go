package emit

import (
	"slices"

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
	isX := func(v *ir.Value) bool { return p.vars[v] == x }
	if x.fixed || !slices.ContainsFunc(p.reads(next), isX) {
		return false
	}
	inside, all := 0, 0
	p.visit(p.body, func(v *ir.Value, at *stmt, _ *block) {
		if isX(v) {
			all++
		}
	})
	for _, b := range next.blocks {
		p.visit(b, func(v *ir.Value, _ *stmt, _ *block) {
			if isX(v) {
				inside++
			}
		})
	}
	own := 1
	for _, v := range p.reads(next) {
		if isX(v) {
			own++
		}
	}
	return inside > 0 && inside+own == all
}

// branch prints an if, with the statement init in its header unless that is nil.
func (p *printer) branch(s, init *stmt) []jen.Code {
	then, els := p.block(s.blocks[0]), s.blocks[1]
	cond := p.headerText(p.value, s.op.Args[0])
	if len(then) == 0 && len(els.stmts) == 0 {
		return []jen.Code{jen.Id("_ = " + p.value(s.op.Args[0]).text)}
	}
	if len(then) == 0 {
		cond = p.headerText(p.not, s.op.Args[0])
		then, els = p.block(els), &block{}
	}
	st := jen.If(jen.Id(cond))
	if init != nil {
		p.inHeader = true
		st = jen.If(p.initial(init), jen.Id(cond))
		p.inHeader = false
	}
	st.Block(then...)
	switch {
	case len(els.stmts) == 1 && els.stmts[0].kind == branch:
		st.Else().Add(p.branch(els.stmts[0], nil)...)
	case len(els.stmts) > 0:
		st.Else().Block(p.block(els)...)
	}
	return []jen.Code{st}
}

func (p *printer) initial(s *stmt) jen.Code {
	if s.kind == assign {
		return p.assign(s)
	}
	return p.set(s, s.op)
}

// headerText prints v in the header of a statement.
func (p *printer) headerText(print func(*ir.Value) expr, v *ir.Value) string {
	p.inHeader = true
	defer func() { p.inHeader = false }()
	return print(v).text
}
