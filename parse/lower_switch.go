package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// switchStmt lowers s, as the chain of ifs that it means, and what follows it.
func (l *body) switchStmt(s *ast.SwitchStmt, label string, rest []ast.Stmt) {
	if s.Init != nil {
		l.stmt(s.Init)
		l.at(s)
	}
	var tag *ir.Value
	if s.Tag != nil {
		l.hoist(s.Tag)
		tag = l.expr(s.Tag)
	}
	l.choose(s, tag, s.Body.List, label, rest)
}

// choose lowers the clauses of the switch s on tag, and what follows s.
func (l *body) choose(s ast.Stmt, tag *ir.Value, clauses []ast.Stmt, label string, rest []ast.Stmt) {
	tail := &caseTail{tag: tag, bodies: map[*ast.CaseClause][]ast.Stmt{}}
	breaks := false
	var bodies []ast.Stmt
	for i, c := range clauses {
		list := withoutBreak(clauseBody(clauses, i), label)
		breaks = breaks || breaksOut(list, label)
		bodies = append(bodies, list...)
		if c := c.(*ast.CaseClause); c.List == nil {
			tail.byDefault = list
		} else {
			tail.clauses = append(tail.clauses, c)
			tail.bodies[c] = list
		}
	}
	if !breaks {
		l.cases(tail, rest)
		return
	}
	t := &target{stmt: s, label: label, left: l.flag("left")}
	l.reach(t, func() { l.cases(tail, nil) })
	if leavesSwitch(bodies, label) {
		l.unlessLeft(rest)
	} else {
		l.stmts(rest)
	}
}

// clauseBody are the statements of the i-th of the clauses, and those it falls through to.
func clauseBody(clauses []ast.Stmt, i int) []ast.Stmt {
	list := clauses[i].(*ast.CaseClause).Body
	if n := len(list); n > 0 {
		if b, ok := list[n-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
			return join(list[:n-1], clauseBody(clauses, i+1))
		}
	}
	return list
}

// withoutBreak is list without a break at its end that only leads to the end of the switch.
func withoutBreak(list []ast.Stmt, label string) []ast.Stmt {
	if n := len(list); n > 0 && breaksOut(list[n-1:], label) {
		if _, ok := list[n-1].(*ast.BranchStmt); ok {
			return list[:n-1]
		}
	}
	return list
}

// leavesSwitch reports whether the clauses of a switch may lead to something beyond its end.
func leavesSwitch(bodies []ast.Stmt, label string) bool {
	return slices.ContainsFunc(leaves(bodies), func(s ast.Stmt) bool {
		b, ok := s.(*ast.BranchStmt)
		return !ok || b.Tok != token.BREAK || b.Label != nil && b.Label.Name != label
	})
}

// cases lowers the clauses that are left to try, the default, and rest.
func (l *body) cases(t *caseTail, rest []ast.Stmt) {
	if len(t.clauses) == 0 {
		l.stmts(join(t.byDefault, rest))
		return
	}
	first := t.clauses[0]
	l.at(first)
	cond := l.match(t.tag, first.List)
	next := *t
	next.clauses = t.clauses[1:]
	l.branch(cond, t.bodies[first], []ast.Stmt{&next}, rest)
}

// A caseTail stands for the clauses of a switch that come after one that didn't match.
type caseTail struct {
	ast.EmptyStmt
	tag       *ir.Value
	clauses   []*ast.CaseClause
	bodies    map[*ast.CaseClause][]ast.Stmt // what they do, falling through included
	byDefault []ast.Stmt
}

// match is true if one of the expressions of a case is.
func (l *body) match(tag *ir.Value, exprs []ast.Expr) *ir.Value {
	one := func(e ast.Expr) *ir.Value {
		l.hoist(e)
		if tag == nil {
			return l.expr(e)
		}
		return l.compare(ir.Eq, tag, l.exprAs(e, tag.Type))
	}
	cond := one(exprs[0])
	for _, e := range exprs[1:] {
		op := l.b.If(cond)
		yes := l.b.At(op.Blocks[0])
		yes.Yield(yes.Const(constTrue, types.Typ[types.Bool]))
		outer := l.b
		l.b = outer.At(op.Blocks[1])
		l.b.Yield(one(e))
		l.b = outer
		cond = l.b.AddResult(op, "", types.Typ[types.Bool])
	}
	return cond
}
