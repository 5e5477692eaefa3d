package parse

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"go/version"
	"math"

	"github.com/gograd/gograd/ir"
)

// forStmt lowers a for statement and what follows it: as a counted loop if the
// number of its iterations is known when it begins, else as one that ends on data.
func (l *body) forStmt(s *ast.ForStmt, label string, rest []ast.Stmt) {
	t := &target{stmt: s, label: label}
	if c, ok := countedLoop(s, l.info); ok && !l.changedElsewhere(s, c) && l.counted(s, c, t) {
		l.behindLoop(t, rest)
		return
	}
	t = &target{stmt: s, label: label, post: s.Post}
	if s.Init != nil {
		l.stmt(s.Init)
	}
	l.while(s, t)
	l.behindLoop(t, rest)
}

// changedElsewhere reports whether the counter of s, which is declared before it, may be changed under
// another name or by a function literal.
func (l *body) changedElsewhere(s *ast.ForStmt, c counter) bool {
	init, _ := s.Init.(*ast.AssignStmt)
	declared := init != nil && init.Tok == token.DEFINE
	return !declared && (l.addressed[c.obj] || l.inside[c.obj])
}

// while lowers a loop that ends on data:
//
//	for cond { body; post }   ⇒   loop { if cond { body; post } else { leave } }
func (l *body) while(s *ast.ForStmt, t *target) {
	loop := l.b.Loop(l.b.Int(0), l.b.Int(math.MaxInt64), "")
	t.loop = l.mayLeave(loop)
	l.separate(s, t)
	list := join(s.Body.List, []ast.Stmt{&nextTail{target: t}})
	l.iteration(loop, t, func() {
		if s.Cond == nil {
			l.own(t)
			l.stmts(list)
			return
		}
		l.hoist(s.Cond)
		op := l.b.If(l.expr(s.Cond))
		l.in(op.Blocks[0], func() { l.own(t); l.stmts(list) })
		l.in(op.Blocks[1], func() { l.exitLoop(nil) })
	})
}

// mayLeave prepares loop, which has just been begun, for being left early.
func (l *body) mayLeave(loop *ir.Op) *leaving {
	g := &leaving{op: loop, around: l.b.Block}
	loop.While = true
	tmp := &ir.Block{}
	b := l.b.At(tmp)
	b.Carry(loop, b.Const(constant.MakeBool(true), types.Typ[types.Bool]), "more")
	g.code = b.Alloc(types.Typ[types.Int])
	g.code.Name = "exit"
	last := len(l.b.Block.Ops) - 1
	l.b.Block.Ops = append(append(l.b.Block.Ops[:last:last], tmp.Ops...), loop)
	return g
}

// iteration lowers the body of loop, which t is the target for.
func (l *body) iteration(loop *ir.Op, t *target, lower func()) {
	outer := l.b
	l.b = outer.At(loop.Blocks[0])
	t.left = l.flag("left")
	if t.loop != nil {
		t.loop.more = l.flag("more")
		l.raise(t.loop.more, true)
	}
	l.reach(t, lower)
	switch {
	case l.ended():
	case t.loop != nil:
		l.b.Yield(l.b.Load(t.loop.more, nil))
	default:
		l.b.Yield()
	}
	l.b = outer
}

// A nextTail stands for what a for statement does after its body.
type nextTail struct {
	ast.EmptyStmt
	target *target
}

// separate finds the variables of a for statement of which each iteration has its
// own, because the body takes their address (Go 1.22).
func (l *body) separate(s *ast.ForStmt, t *target) {
	t.shared = map[*types.Var]*ir.Value{}
	init, ok := s.Init.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, e := range init.Lhs {
		id, _ := e.(*ast.Ident)
		if v, ok := l.info.Defs[id].(*types.Var); ok && l.addressed[v] && l.perIteration() {
			t.shared[v] = l.vars[v]
		}
	}
}

// perIteration reports whether in the Go of this file each iteration has its own variables.
func (l *body) perIteration() bool {
	is := l.info.FileVersions[l.file.Syntax]
	return is == "" || version.Compare(is, "go1.22") >= 0
}

// own gives the iteration that begins its own variables.
func (l *body) own(t *target) {
	for v, shared := range t.shared {
		l.bind(v, l.variable(v.Name(), v.Type()))
		l.b.Store(l.b.Load(shared, nil), l.vars[v], nil)
	}
}

// next lowers what is done between two iterations of t's loop.
func (l *body) next(t *target) {
	own := map[*types.Var]*ir.Value{}
	for v, shared := range t.shared {
		own[v] = l.vars[v]
		l.b.Store(l.b.Load(own[v], nil), shared, nil)
		l.bind(v, shared)
	}
	if t.post != nil {
		l.stmt(t.post)
	}
	for v, address := range own {
		l.bind(v, address)
	}
}
