package parse

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// An exitTail stands, behind a loop, for what the exits of the loop do that are
// left to try.
type exitTail struct {
	ast.EmptyStmt
	loop    *leaving
	numbers []int
	endless bool // one of them has been taken
}

// loop is the target of the innermost loop around the current statement; nil for none.
func (l *body) loop() *target {
	for _, t := range slices.Backward(l.targets) {
		if t.loop != nil {
			return t
		}
	}
	return nil
}

// loops is the number of loops around the current statement, those around the call included.
func (l *body) loops() int {
	n := l.around
	for _, t := range l.targets {
		if t.stmt != nil && !isSwitch(t.stmt) {
			n++
		}
	}
	return n
}

// exitsLoop reports whether list always leaves the innermost loop for good, and can be
// done behind it: all that it needs of the loop's body are values of variables.
func (l *body) exitsLoop(list []ast.Stmt) bool {
	t := l.loop()
	if t == nil || !l.terminates(list) {
		return false
	}
	for _, s := range leaves(list) {
		aim := l.targets[l.aim(s)]
		isLast := s == list[len(list)-1]
		if slices.Index(l.targets, aim) > slices.Index(l.targets, t) || aim == t && (isContinue(s) || !isLast) {
			return false
		}
	}
	vars, ok := l.ofBody(list)
	for _, v := range vars {
		ok = ok && !l.addressed[v]
	}
	return ok
}

// ofBody lists the variables of the innermost loop's body that are used in list;
// it fails if something else of the body is.
func (l *body) ofBody(list []ast.Stmt) (vars []*types.Var, ok bool) {
	ok = true
	for _, s := range list {
		switch s.(type) {
		case *caseTail, *exitTail, *nextTail:
			return nil, false
		}
		ast.Inspect(s, func(n ast.Node) bool {
			id, isIdent := n.(*ast.Ident)
			if !isIdent {
				return true
			}
			v, isVar := l.info.Uses[id].(*types.Var)
			if isVar && l.funcs[v] != nil && l.depth[v] == l.loops() && !declaredIn(list, v) {
				ok = false // it uses variables of the body in turn
			}
			if isVar && l.vars[v] != nil && l.depth[v] == l.loops() && !declaredIn(list, v) && !slices.Contains(vars, v) {
				vars = append(vars, v)
			}
			return true
		})
	}
	return vars, ok
}

// declaredIn reports whether v is declared in list.
func declaredIn(list []ast.Stmt, v *types.Var) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool { return s.Pos() <= v.Pos() && v.Pos() < s.End() })
}

// exitLoop leaves the innermost loop for list, which is lowered behind the loop.
func (l *body) exitLoop(list []ast.Stmt) {
	t := l.loop()
	if n := len(list); n > 0 {
		if b, ok := list[n-1].(*ast.BranchStmt); ok && l.targets[l.aim(b)] == t {
			list = list[:n-1]
		}
	}
	number := l.exit(t.loop, list)
	l.b.Store(l.b.Int(int64(number+1)), t.loop.code, nil)
	for _, inner := range slices.Backward(l.targets) {
		l.raise(inner.left, true)
		if inner == t {
			break
		}
	}
	l.raise(t.loop.more, false)
}

// exit is the number of the exit of g that does what list says, with the variables as
// they are. Those that do nothing are one.
func (l *body) exit(g *leaving, list []ast.Stmt) int {
	if len(list) == 0 {
		if i := slices.IndexFunc(g.exits, func(e exit) bool { return len(e.stmts) == 0 }); i >= 0 {
			return i
		}
	}
	e := exit{stmts: list, vars: map[*types.Var]*ir.Value{}}
	vars, _ := l.ofBody(list)
	for _, v := range vars {
		e.vars[v] = g.before(l.b, v)
		l.b.Store(l.b.Load(l.vars[v], nil), e.vars[v], nil)
	}
	g.exits = append(g.exits, e)
	return len(g.exits) - 1
}

// before makes a variable like v before the loop.
func (g *leaving) before(b *ir.Builder, v *types.Var) *ir.Value {
	tmp := &ir.Block{}
	address := b.At(tmp).Alloc(v.Type())
	address.Name = v.Name()
	at := slices.Index(g.around.Ops, g.op)
	g.around.Ops = slices.Insert(g.around.Ops, at, tmp.Ops...)
	return address
}

// behindLoop lowers what the exits of t's loop do, and rest.
func (l *body) behindLoop(t *target, rest []ast.Stmt) {
	if t.loop == nil || l.ended() {
		l.stmts(rest)
		return
	}
	tail := &exitTail{loop: t.loop, endless: t.loop.op.Endless()}
	for i, e := range t.loop.exits {
		if len(e.stmts) > 0 {
			tail.numbers = append(tail.numbers, i)
		}
	}
	tail.endless = tail.endless && len(tail.numbers) == len(t.loop.exits)
	if t.loop.beyond {
		l.unlessLeft(join([]ast.Stmt{tail}, rest))
		return
	}
	l.behind(tail, rest)
}

// behind lowers what the exits in tail do, and rest.
func (l *body) behind(tail *exitTail, rest []ast.Stmt) {
	if len(tail.numbers) == 0 {
		l.stmts(rest)
		return
	}
	number := tail.numbers[0]
	e := tail.loop.exits[number]
	for v, address := range e.vars {
		l.bind(v, address)
	}
	if tail.endless && len(tail.numbers) == 1 {
		l.stmts(join(e.stmts, rest))
		return
	}
	next := *tail
	next.numbers = tail.numbers[1:]
	l.branch(l.isTaken(tail.loop, number), e.stmts, []ast.Stmt{&next}, rest)
}

// isTaken is true where the loop was left by the exit with that number.
func (l *body) isTaken(g *leaving, number int) *ir.Value {
	if len(g.exits) == 1 {
		return l.b.Unary(ir.Not, g.op.Results[0])
	}
	return l.b.Compare(ir.Eq, l.b.Load(g.code, nil), l.b.Int(int64(number+1)))
}
