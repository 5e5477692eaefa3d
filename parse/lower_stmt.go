package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// stmts lowers a list of statements, all that is left to do in the current
// block. A branch that returns leaves the rest of the list to the other branch,
// so that the function has one exit.
func (l *body) stmts(list []ast.Stmt) {
	for i, s := range list {
		if l.ended() {
			return
		}
		l.at(s)
		rest := list[i+1:]
		switch s := s.(type) {
		case *ast.BlockStmt:
			l.stmts(append(append([]ast.Stmt{}, s.List...), rest...))
			return
		case *ast.LabeledStmt:
			l.compound(s.Stmt, s.Label.Name, rest)
			return
		case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.ForStmt, *ast.RangeStmt, *caseTail, *exitTail:
			l.compound(s, "", rest)
			return
		case *ast.ReturnStmt, *ast.BranchStmt:
			l.jump(s)
			return
		case *nextTail:
			l.next(s.target)
		default:
			l.stmt(s)
		}
	}
}

// compound lowers a statement that has others in it, and what follows it.
func (l *body) compound(s ast.Stmt, label string, rest []ast.Stmt) {
	switch s := s.(type) {
	case *ast.IfStmt:
		l.ifStmt(s, rest)
	case *ast.SwitchStmt:
		l.switchStmt(s, label, rest)
	case *ast.TypeSwitchStmt:
		l.typeSwitchStmt(s, label, rest)
	case *ast.ForStmt:
		l.forStmt(s, label, rest)
	case *ast.RangeStmt:
		l.rangeStmt(s, label, rest)
	case *caseTail:
		l.cases(s, rest)
	case *exitTail:
		l.behind(s, rest)
	default:
		l.stmts(join([]ast.Stmt{s}, rest))
	}
}

// jump lowers a return, break or continue.
func (l *body) jump(s ast.Stmt) {
	if list := []ast.Stmt{s}; l.exitsLoop(list) {
		l.exitLoop(list)
		return
	}
	if s, ok := s.(*ast.ReturnStmt); ok {
		l.returnStmt(s)
	}
	l.leave(s)
}

// stmt lowers a statement that never leaves the function.
func (l *body) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		l.assign(s)
	case *ast.IncDecStmt:
		l.hoist(s.X)
		p := l.target(s.X)
		x := l.current(s.X, p)
		one := l.b.Const(constOne, x.Type)
		code := ir.Add
		if s.Tok == token.DEC {
			code = ir.Sub
		}
		l.store(p, l.b.Binary(code, x, one))
	case *ast.DeclStmt:
		l.genDecl(s.Decl.(*ast.GenDecl))
	case *ast.ExprStmt:
		l.exprStmt(s.X)
	case *ast.GoStmt:
		l.callLater(token.GO, s.Call)
	case *ast.DeferStmt:
		l.callLater(token.DEFER, s.Call)
	case *ast.SendStmt:
		l.hoist(s.Chan, s.Value)
		c := l.expr(s.Chan)
		l.kept(ir.Send, nil, c, l.exprAs(s.Value, c.Type.Underlying().(*types.Chan).Elem()))
	}
}

func (l *body) exprStmt(e ast.Expr) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		l.keptExpr(e) // <-c
		return
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && l.isBuiltin(id, "panic") {
		t := l.info.TypeOf(call.Args[0])
		if b, ok := t.(*types.Basic); ok {
			t = types.Default(b)
		}
		l.hoistAll(call.Args)
		v := l.exprAs(call.Args[0], t)
		l.b.Emit(&ir.Op{Code: ir.Panic, Args: []*ir.Value{v}})
		return
	}
	l.from(call, func() { l.call(call) })
}

func (l *body) genDecl(d *ast.GenDecl) {
	if d.Tok != token.VAR {
		return
	}
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		l.at(spec)
		l.hoistAll(spec.Values)
		values := l.values(spec.Values, func(i int) types.Type { return l.info.TypeOf(spec.Names[i]) })
		for i, name := range spec.Names {
			if i < len(values) && l.assignFunction(name, values[i], true) {
				continue
			}
			v := l.declare(name)
			if i < len(values) && v != nil {
				l.b.Store(l.as(values[i], ir.PlaceType(v.Type, nil)), v, nil)
			}
		}
	}
}

// declare makes the variable that id defines and returns its address; nil for _.
func (l *body) declare(id *ast.Ident) *ir.Value {
	obj, ok := l.info.Defs[id].(*types.Var)
	if !ok {
		return nil
	}
	l.bind(obj, l.variable(obj.Name(), l.variableType(obj)))
	return l.vars[obj]
}

// assign lowers `=`, `:=` and `op=`. As Go says, the operands of places on
// the left are evaluated before the right side, and all of that before the first store.
func (l *body) assign(s *ast.AssignStmt) {
	l.hoistAll(s.Lhs)
	l.hoistAll(s.Rhs)
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		p := l.target(s.Lhs[0])
		x := l.current(s.Lhs[0], p)
		l.store(p, l.binary(assignOps[s.Tok], x, s.Rhs[0]))
		l.wrote(s.Lhs[0])
		return
	}
	places := make([]*place, len(s.Lhs))
	for i, e := range s.Lhs {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && (id.Name == "_" || l.info.Defs[id] != nil || l.holdsFunction(id)) {
			continue // declared when the right side is known
		}
		p := l.target(e)
		places[i] = &p
	}
	values := l.values(s.Rhs, func(i int) types.Type { return l.lhsType(s.Lhs[i]) })
	l.b.Expr = ExprPos(s)
	for i, e := range s.Lhs {
		id := identOf(e)
		if l.assignFunction(id, values[i], l.info.Defs[id] != nil) {
			continue
		}
		p := places[i]
		if p == nil {
			v := l.declare(ast.Unparen(e).(*ast.Ident))
			if v == nil {
				l.discarded = append(l.discarded, values[i])
				continue
			}
			p = &place{base: v}
		}
		l.store(*p, l.as(values[i], p.typ()))
		if len(s.Rhs) == len(s.Lhs) {
			l.wrote(e)
		}
	}
}

// current is what the place p, which e stands for, holds before it is assigned to.
func (l *body) current(e ast.Expr, p place) (x *ir.Value) {
	l.from(ast.Unparen(e), func() { x = l.load(p) })
	return x
}

// lhsType is the type that a value is assigned to; nil for the blank identifier.
func (l *body) lhsType(e ast.Expr) types.Type {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && id.Name == "_" {
		return nil
	}
	return l.info.TypeOf(e)
}

// values evaluates the right side of an assignment, which may be one call with
// several results. want is the type that the i-th value is for, or nil.
func (l *body) values(exprs []ast.Expr, want func(int) types.Type) []*ir.Value {
	if len(exprs) == 1 {
		if call, ok := ast.Unparen(exprs[0]).(*ast.CallExpr); ok {
			if t, ok := l.info.TypeOf(call).(*types.Tuple); ok && t.Len() > 1 {
				return l.call(call)
			}
		}
		if _, ok := l.info.TypeOf(exprs[0]).(*types.Tuple); ok {
			return l.keptExpr(exprs[0]) // with ok
		}
	}
	out := make([]*ir.Value, len(exprs))
	for i, e := range exprs {
		if t := want(i); t != nil {
			out[i] = l.exprAs(e, t)
		} else {
			out[i] = l.expr(e)
		}
	}
	return out
}

func (l *body) returnStmt(s *ast.ReturnStmt) {
	l.hoistAll(s.Results)
	var values []*ir.Value
	if len(s.Results) > 0 {
		values = l.values(s.Results, func(i int) types.Type { return l.results[i].Type() })
	} else {
		for _, r := range l.results {
			values = append(values, l.b.Load(l.vars[r], nil))
		}
	}
	gave := make([]*function, len(values))
	for i, v := range values {
		v = l.as(v, l.results[i].Type())
		if f := l.functions[v]; f != nil && l.frame.outer != nil {
			gave[i] = l.handedOut(f)
		} else {
			l.b.Store(v, l.exits[i], nil)
		}
	}
	l.gave[s] = gave
}

// handedOut is f as the caller sees it: what it uses of the callee has to be there still.
func (l *body) handedOut(f *function) *function {
	if l.b.Block != l.entry && (f.lit != nil || f.recv != nil) {
		return unknownFunction(l.fn.Name() + " returns a function from inside of another statement")
	}
	return f
}
