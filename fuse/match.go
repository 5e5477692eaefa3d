package fuse

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A term is a value, or an expression of a function that adds it to something.
type term struct {
	value *ir.Value
	expr  *Expr
	args  []*ir.Value // for the parameters of expr
}

// match lets the function that does the most do what op, with calls that give its arguments, does.
func (z *fuser) match(op *ir.Op) bool {
	own := z.adds(op)
	if own == nil && len(op.Results) != 1 {
		return false
	}
	var best *matching
	var by *Same
	for _, s := range z.table.Same(op.Func.Pkg()) {
		if s.Adds != (own != nil) || s.Expr.Func == nil {
			continue
		}
		m := &matching{z: z, root: op, args: map[int]*ir.Value{}}
		root := term{expr: own.expr(), args: op.Args}
		if own == nil {
			root = term{value: op.Results[0]}
		} else {
			m.args[0] = op.Args[0]
		}
		if m.is(s.Expr, root) && len(m.inner) > 0 && (best == nil || len(m.inner) > len(best.inner)) {
			best, by = m, s
		}
	}
	if best == nil {
		return false
	}
	op.Func = by.Func
	op.Args = nil
	for i := range by.Func.Signature().Params().Len() {
		op.Args = append(op.Args, best.args[i])
	}
	for _, inner := range best.inner {
		z.remove(inner)
	}
	return true
}

func (s *Same) expr() *Expr {
	if s == nil {
		return nil
	}
	return s.Expr
}

// A matching is an attempt to find an expression in a program.
type matching struct {
	z     *fuser
	root  *ir.Op
	args  map[int]*ir.Value // by parameter
	inner []*ir.Op          // the calls that give arguments
}

// is reports whether t is e.
func (m *matching) is(e *Expr, t term) bool {
	if t.expr != nil && t.expr.Func == nil {
		t = term{value: t.args[t.expr.Param]}
	}
	if e.Func == nil {
		return t.expr == nil && m.bind(e.Param, t.value)
	}
	if t.expr != nil {
		if t.expr.Func != e.Func {
			return false
		}
		for i, x := range t.expr.Args {
			if !m.is(e.Args[i], term{expr: x, args: t.args}) {
				return false
			}
		}
		return true
	}
	op := t.value.Op
	if op == nil || op.Code != ir.Call || op.Func == nil || op.Func.Origin() != e.Func || op != m.root && !m.joins(op) {
		return false
	}
	for i, x := range op.Args {
		if !m.is(e.Args[i], term{value: x}) {
			return false
		}
	}
	return true
}

func (m *matching) bind(param int, v *ir.Value) bool {
	if before := m.args[param]; before != nil {
		return before == v
	}
	m.args[param] = v
	return true
}

// joins reports whether the call op can be done where the root is: nobody else uses its result, and nothing between them
// writes what it reads, or panics before it does.
func (m *matching) joins(op *ir.Op) bool {
	block := m.z.tree.Block(op)
	if len(m.z.uses[op.Result()]) != 1 || block != m.z.tree.Block(m.root) {
		return false
	}
	between := block.Ops[m.z.index(op)+1 : m.z.index(m.root)]
	if slices.ContainsFunc(between, func(o *ir.Op) bool { return mayEnd(o, op) || m.z.aliases.Conflict(op, o) }) {
		return false
	}
	m.inner = append(m.inner, op)
	return true
}

// mayEnd reports whether op may end the function or be noticed otherwise, but for what calls of the same package as
// callee's say of shapes: in the reverse sweep these fit.
func mayEnd(op, callee *ir.Op) bool {
	for inner := range op.All() {
		isAlike := inner.Code == ir.Call && inner.Func != nil && inner.Func.Pkg() == callee.Func.Pkg()
		if len(inner.Blocks) == 0 && !isAlike && ir.Effects(inner)&(ir.MayPanic|ir.Unknown) != 0 {
			return true
		}
	}
	return false
}
