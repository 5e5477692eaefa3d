package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// ifStmt lowers s and what follows it in its block.
func (l *body) ifStmt(s *ast.IfStmt, rest []ast.Stmt) {
	if s.Init != nil {
		l.stmt(s.Init)
		l.at(s)
	}
	var other []ast.Stmt
	if s.Else != nil {
		other = []ast.Stmt{s.Else}
	}
	l.hoist(s.Cond)
	l.branch(l.expr(s.Cond), s.Body.List, other, rest)
}

// branch lowers `if cond { yes } else { no }; rest`.
//
// Where one branch never gets to rest, the other takes rest with it. Where
// both may get there and one may return before, rest runs if the flag of the
// function says that it hasn't returned.
func (l *body) branch(cond *ir.Value, yes, no, rest []ast.Stmt) {
	op := l.b.If(cond)
	switch {
	case !mayReturn(yes) && !mayReturn(no):
		l.in(op.Blocks[0], func() { l.stmts(yes) })
		l.in(op.Blocks[1], func() { l.stmts(no) })
		l.stmts(rest)
	case l.terminates(yes):
		l.in(op.Blocks[0], func() { l.stmts(yes) })
		l.in(op.Blocks[1], func() { l.stmts(join(no, rest)) })
	case l.terminates(no):
		l.in(op.Blocks[0], func() { l.stmts(join(yes, rest)) })
		l.in(op.Blocks[1], func() { l.stmts(no) })
	default:
		l.in(op.Blocks[0], func() { l.stmts(yes) })
		l.in(op.Blocks[1], func() { l.stmts(no) })
		if len(rest) == 0 {
			return
		}
		again := l.b.If(l.b.Load(l.done, nil))
		l.in(again.Blocks[0], func() {})
		l.in(again.Blocks[1], func() { l.stmts(rest) })
	}
}

func join(a, b []ast.Stmt) []ast.Stmt { return append(append([]ast.Stmt{}, a...), b...) }

// switchStmt lowers s, as the chain of ifs that it means, and what follows it.
func (l *body) switchStmt(s *ast.SwitchStmt, rest []ast.Stmt) {
	if s.Init != nil {
		l.stmt(s.Init)
		l.at(s)
	}
	var tag *ir.Value
	if s.Tag != nil {
		l.hoist(s.Tag)
		tag = l.expr(s.Tag)
	}
	var clauses []*ast.CaseClause
	var byDefault []ast.Stmt
	for _, c := range s.Body.List {
		if c := c.(*ast.CaseClause); c.List == nil {
			byDefault = c.Body
		} else {
			clauses = append(clauses, c)
		}
	}
	l.cases(tag, clauses, byDefault, rest)
}

// cases lowers the clauses that are left to try, the default, and rest.
func (l *body) cases(tag *ir.Value, clauses []*ast.CaseClause, byDefault, rest []ast.Stmt) {
	if len(clauses) == 0 {
		l.stmts(join(byDefault, rest))
		return
	}
	l.at(clauses[0])
	cond := l.match(tag, clauses[0].List)
	tail := &caseTail{tag: tag, clauses: clauses[1:], byDefault: byDefault}
	l.branch(cond, clauses[0].Body, []ast.Stmt{tail}, rest)
}

// A caseTail stands for the clauses of a switch that come after one that didn't match.
type caseTail struct {
	ast.EmptyStmt
	tag       *ir.Value
	clauses   []*ast.CaseClause
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

// mayReturn reports whether a return statement is in list, at any depth.
func mayReturn(list []ast.Stmt) bool {
	for _, s := range list {
		if tail, ok := s.(*caseTail); ok {
			if tail.mayReturn() {
				return true
			}
			continue
		}
		found := false
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.ReturnStmt:
				found = true
			case *ast.FuncLit:
				return false
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

func (t *caseTail) mayReturn() bool {
	for _, c := range t.clauses {
		if mayReturn(c.Body) {
			return true
		}
	}
	return mayReturn(t.byDefault)
}

// terminates reports whether list never gets to its end: the terminating
// statements of Go's specification, as far as they have no loops.
func (l *body) terminates(list []ast.Stmt) bool {
	for _, s := range list {
		if l.terminating(s) {
			return true
		}
	}
	return false
}

func (l *body) terminating(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BlockStmt:
		return l.terminates(s.List)
	case *ast.IfStmt:
		return s.Else != nil && l.terminates(s.Body.List) && l.terminating(s.Else)
	case *ast.SwitchStmt:
		return l.switchTerminates(s.Body.List)
	case *caseTail:
		return l.tailTerminates(s)
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return ok && l.isBuiltin(id, "panic")
	}
	return false
}

func (l *body) switchTerminates(clauses []ast.Stmt) bool {
	hasDefault := false
	for _, c := range clauses {
		c := c.(*ast.CaseClause)
		hasDefault = hasDefault || c.List == nil
		if !l.terminates(c.Body) {
			return false
		}
	}
	return hasDefault
}

func (l *body) tailTerminates(t *caseTail) bool {
	for _, c := range t.clauses {
		if !l.terminates(c.Body) {
			return false
		}
	}
	return l.terminates(t.byDefault)
}
