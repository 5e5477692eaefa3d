package parse

import (
	"go/ast"
	"go/token"
	"slices"
)

// leaves lists the returns, breaks and continues in list that lead out of it, at any depth.
func leaves(list []ast.Stmt) []ast.Stmt {
	w := &leaveFinder{}
	for _, s := range list {
		w.stmt(s)
	}
	return w.found
}

// mayLeave reports whether one of leaves is there.
func mayLeave(list []ast.Stmt) bool { return len(leaves(list)) > 0 }

type leaveFinder struct {
	found    []ast.Stmt
	labels   []string // of statements around
	loops    int      // around
	switches int      // around, loops included
}

func (w *leaveFinder) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *caseTail:
		for _, c := range s.clauses {
			w.list(s.bodies[c])
		}
		w.list(s.byDefault)
	case *exitTail:
		for _, i := range s.numbers {
			w.list(s.loop.exits[i].stmts)
		}
	case *ast.ReturnStmt:
		w.found = append(w.found, s)
	case *ast.BranchStmt:
		w.branch(s)
	case *ast.LabeledStmt:
		w.labels = append(w.labels, s.Label.Name)
		w.stmt(s.Stmt)
		w.labels = w.labels[:len(w.labels)-1]
	case *ast.BlockStmt:
		w.list(s.List)
	case *ast.IfStmt:
		w.list(s.Body.List)
		if s.Else != nil {
			w.stmt(s.Else)
		}
	case *ast.ForStmt:
		w.inside(1, s.Body.List)
	case *ast.RangeStmt:
		w.inside(1, s.Body.List)
	case *ast.SwitchStmt:
		w.clauses(s.Body.List)
	case *ast.TypeSwitchStmt:
		w.clauses(s.Body.List)
	}
}

func (w *leaveFinder) list(list []ast.Stmt) {
	for _, s := range list {
		w.stmt(s)
	}
}

func (w *leaveFinder) clauses(list []ast.Stmt) {
	for _, c := range list {
		w.inside(0, c.(*ast.CaseClause).Body)
	}
}

// inside looks into the body of a loop, or of a clause of a switch.
func (w *leaveFinder) inside(loops int, list []ast.Stmt) {
	w.loops, w.switches = w.loops+loops, w.switches+1
	w.list(list)
	w.loops, w.switches = w.loops-loops, w.switches-1
}

func (w *leaveFinder) branch(s *ast.BranchStmt) {
	switch {
	case s.Label != nil && slices.Contains(w.labels, s.Label.Name):
	case s.Label == nil && s.Tok == token.BREAK && w.switches > 0:
	case s.Label == nil && s.Tok == token.CONTINUE && w.loops > 0:
	case s.Tok == token.BREAK || s.Tok == token.CONTINUE:
		w.found = append(w.found, s)
	}
}

// breaksOut reports whether a break in list leads out of the statement s around
// it, which may have a label.
func breaksOut(list []ast.Stmt, label string) bool {
	return slices.ContainsFunc(leaves(list), func(s ast.Stmt) bool {
		b, ok := s.(*ast.BranchStmt)
		return ok && b.Tok == token.BREAK && (b.Label == nil || b.Label.Name == label)
	})
}

// terminates reports whether list never gets to its end: the terminating
// statements of Go's specification.
func (l *body) terminates(list []ast.Stmt) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool { return l.terminating(s, "") })
}

func (l *body) terminating(s ast.Stmt, label string) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK || s.Tok == token.CONTINUE
	case *ast.LabeledStmt:
		return l.terminating(s.Stmt, s.Label.Name)
	case *ast.BlockStmt:
		return l.terminates(s.List)
	case *ast.IfStmt:
		return s.Else != nil && l.terminates(s.Body.List) && l.terminating(s.Else, "")
	case *ast.ForStmt:
		return s.Cond == nil && !breaksOut(s.Body.List, label)
	case *ast.SwitchStmt:
		return l.switchTerminates(s.Body.List, label)
	case *ast.TypeSwitchStmt:
		return l.switchTerminates(s.Body.List, label)
	case *caseTail:
		return l.tailTerminates(s)
	case *exitTail:
		return s.endless && !slices.ContainsFunc(s.numbers, func(i int) bool { return !l.terminates(s.loop.exits[i].stmts) })
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

func (l *body) switchTerminates(clauses []ast.Stmt, label string) bool {
	hasDefault := false
	for i, c := range clauses {
		c := c.(*ast.CaseClause)
		hasDefault = hasDefault || c.List == nil
		list := clauseBody(clauses, i)
		if breaksOut(list, label) || !l.terminates(list) {
			return false
		}
	}
	return hasDefault
}

func (l *body) tailTerminates(t *caseTail) bool {
	for _, c := range t.clauses {
		if !l.terminates(t.bodies[c]) {
			return false
		}
	}
	return l.terminates(t.byDefault)
}
