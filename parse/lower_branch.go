package parse

import (
	"go/ast"

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
// both may get there and one may leave before, rest runs if the flag of what
// they are in says that it hasn't been left.
func (l *body) branch(cond *ir.Value, yes, no, rest []ast.Stmt) {
	op := l.b.If(cond)
	lists := [2][]ast.Stmt{yes, no}
	if !mayLeave(yes) && !mayLeave(no) {
		l.side(op, 0, yes)
		l.side(op, 1, no)
		l.stmts(rest)
		return
	}
	for i, list := range lists {
		if l.terminates(list) {
			lists[1-i] = join(lists[1-i], rest)
			rest = nil
			break
		}
	}
	l.side(op, 0, lists[0])
	l.side(op, 1, lists[1])
	l.unlessLeft(rest)
}

// side lowers list as a branch of op. What leads out of a loop is done behind it.
func (l *body) side(op *ir.Op, i int, list []ast.Stmt) {
	l.in(op.Blocks[i], func() {
		if mayLeave(list) && l.exitsLoop(list) {
			l.exitLoop(list)
		} else {
			l.stmts(list)
		}
	})
}

func join(a, b []ast.Stmt) []ast.Stmt { return append(append([]ast.Stmt{}, a...), b...) }
