package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// define prints a statement that sets variables to the results of an operation.
func (p *printer) define(s *stmt) []jen.Code {
	switch s.op.Code {
	case ir.Alloc:
		return append([]jen.Code{p.alloc(s)}, p.useOnce(s)...)
	case ir.Tape:
		return []jen.Code{p.pool.tape(p, s)}
	case ir.Scratch:
		return []jen.Code{p.pool.scratch(p, s)}
	case ir.Extend:
		return p.pool.extend(p, s)
	case ir.Retract:
		return p.pool.retract(p, s)
	case ir.Fresh:
		return []jen.Code{jen.Id(p.targets(s) + p.pool.fresh(p, s.op))}
	}
	if len(s.to) > 1 {
		return []jen.Code{jen.Id(p.targets(s) + p.expression(s.op).text)}
	}
	return append([]jen.Code{p.set(s, s.op)}, p.shrink(s.op)...)
}

// alloc prints the declaration of a variable that lives in memory.
func (p *printer) alloc(s *stmt) jen.Code {
	v := s.to[0]
	if p.isMemory(v) {
		return p.declareAll([]*stmt{s})
	}
	return jen.Id(p.targets(s) + p.builtin("new", []string{p.typ(ir.PlaceType(v.Type, nil))}).text)
}

// useOnce uses the variable in memory that s declares if nothing else does but
// to set it: Go wants that.
func (p *printer) useOnce(s *stmt) []jen.Code {
	v := s.to[0]
	if v == nil || !p.isMemory(v) {
		return nil
	}
	for _, user := range p.uses[v] {
		if user.Code != ir.Store || len(user.Path) > 0 {
			return nil
		}
	}
	return []jen.Code{jen.Id("_ = " + p.nameOf(v))}
}

// do prints a statement that is there for its effect.
func (p *printer) do(s *stmt) []jen.Code {
	op := s.op
	switch op.Code {
	case ir.Store:
		return append([]jen.Code{p.store(op)}, p.shrink(op)...)
	case ir.Push:
		name := p.value(op.Args[0]).text
		p.mention("append")
		return []jen.Code{jen.Id(name + " = append(" + name + ", " + p.assigned(op.Args[1]).text + ")")}
	case ir.Pop:
		return p.shrink(op)
	case ir.Extend: // nothing is ever written there
		return []jen.Code{p.pool.grow(p, s)}
	case ir.Retract:
		return []jen.Code{p.pool.drop(p, s)}
	case ir.Return:
		return []jen.Code{p.returns(s)}
	case ir.Yield:
		return []jen.Code{jen.Break()}
	case ir.Panic:
		p.mention("panic")
		return []jen.Code{jen.Id("panic(" + p.panicValue(op.Args[0]).text + ")")}
	}
	text := p.expression(op).text
	if !isStatement(op) {
		text = "_ = " + text
	}
	return append([]jen.Code{jen.Id(text)}, p.shrink(op)...)
}

// isStatement reports whether the expression op can stand alone.
func isStatement(op *ir.Op) bool {
	switch op.Builtin {
	case "", "clear", "copy", "delete", "print", "println", "close", ir.MapStore, ir.Send, ir.Receive, ir.CallValue:
		return op.Code == ir.Call
	}
	return false
}

// store prints an assignment to a place.
func (p *printer) store(op *ir.Op) jen.Code {
	x := op.Args[len(op.Args)-1]
	place := p.place(op).text
	if !p.isVariable(x) && isUpdate(x.Op) && !p.isVariable(x.Op.Args[0]) && samePlace(x.Op.Args[0].Op, op) {
		return p.update(place, symbols[x.Op.Code], x.Op.Args[1])
	}
	return jen.Id(place + " = " + p.assigned(x).text)
}

// samePlace reports whether load reads the place that store writes.
func samePlace(load, store *ir.Op) bool {
	if load.Code != ir.Load || len(load.Path) != len(store.Path) || len(load.Args) != len(store.Args)-1 {
		return false
	}
	for i, step := range load.Path {
		if step != store.Path[i] {
			return false
		}
	}
	for i, v := range load.Args {
		if v != store.Args[i] && !sameConstant(v, store.Args[i]) {
			return false
		}
	}
	return true
}

func sameConstant(v, w *ir.Value) bool {
	return v.Op != nil && w.Op != nil && v.Op.Code == ir.Const && w.Op.Code == ir.Const &&
		v.Op.Const != nil && w.Op.Const != nil && v.Op.Const.ExactString() == w.Op.Const.ExactString()
}

// top prints what was pushed last on a stack.
func (p *printer) top(pop *ir.Op) expr {
	name := p.value(pop.Args[0]).text
	return expr{name + "[" + p.builtin("len", []string{name}).text + "-1]", precPrimary}
}

// shrink prints that what the statement root pops is taken off the stacks.
func (p *printer) shrink(root *ir.Op) []jen.Code {
	var list []jen.Code
	for _, pop := range p.pops(root) {
		name := p.value(pop.Args[0]).text
		list = append(list, jen.Id(name+" = "+name+"[:"+p.builtin("len", []string{name}).text+"-1]"))
	}
	return list
}

func (p *printer) returns(s *stmt) jen.Code {
	list := make([]string, len(s.from))
	for i, v := range s.from {
		list[i] = p.assigned(v).text
	}
	return jen.Id(strings.TrimSpace("return " + strings.Join(list, ", ")))
}

// panicValue prints what panic gets: a value of any type.
func (p *printer) panicValue(v *ir.Value) expr {
	if p.isVariable(v) {
		return p.value(v)
	}
	if v.Op.Code == ir.Const {
		return p.typed(v)
	}
	return p.assigned(v)
}
