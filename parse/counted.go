package parse

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// countedLoop recognises `for i := start; i < limit; i += step` with constant
// step, as it is written by people: with <=, >, >=, an offset (`i+1 < n`), the
// variable declared before, others defined beside it. It fails for a loop that ends on data.
func countedLoop(s *ast.ForStmt, info *types.Info) (c counter, ok bool) {
	if s.Cond == nil || s.Post == nil {
		return c, false
	}
	if c.id, c.step = stepOf(s.Post, info); c.id == nil || c.step == 0 {
		return c, false
	}
	c.obj, _ = info.ObjectOf(c.id).(*types.Var)
	switch {
	case c.obj == nil || !isInteger(c.obj.Type()) || c.obj.Parent() == c.obj.Pkg().Scope():
	case !c.init(s.Init, info) || !c.condition(s.Cond, info) || unsafeCounter(c):
	default:
		return c, assigns(s.Body, c.obj, info) == nil
	}
	return c, false
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// unsafeCounter reports whether c may wrap around before it gets to its limit
// for ordinary limits: an unsigned counter that goes down, or a narrow one by steps.
func unsafeCounter(c counter) bool {
	b := c.obj.Type().Underlying().(*types.Basic)
	switch b.Kind() {
	case types.Int, types.Int64, types.Int32:
		return false
	}
	return c.step != 1 || c.inclusive || c.offset != nil
}

// stepOf is the variable that a post statement changes by a constant, and the constant.
func stepOf(s ast.Stmt, info *types.Info) (*ast.Ident, int64) {
	switch s := s.(type) {
	case *ast.IncDecStmt:
		id, _ := ast.Unparen(s.X).(*ast.Ident)
		if s.Tok == token.DEC {
			return id, -1
		}
		return id, 1
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 {
			return nil, 0
		}
		id, _ := ast.Unparen(s.Lhs[0]).(*ast.Ident)
		switch s.Tok {
		case token.ADD_ASSIGN:
			return id, constInt(s.Rhs[0], info)
		case token.SUB_ASSIGN:
			return id, -constInt(s.Rhs[0], info)
		case token.ASSIGN:
			return stepAssign(id, s.Rhs[0], info)
		}
	}
	return nil, 0
}

// stepAssign recognises i = i + c and i = i - c.
func stepAssign(id *ast.Ident, e ast.Expr, info *types.Info) (*ast.Ident, int64) {
	sum, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || id == nil {
		return nil, 0
	}
	x, ok := ast.Unparen(sum.X).(*ast.Ident)
	if !ok || info.ObjectOf(x) != info.ObjectOf(id) {
		return nil, 0
	}
	switch sum.Op {
	case token.ADD:
		return id, constInt(sum.Y, info)
	case token.SUB:
		return id, -constInt(sum.Y, info)
	}
	return nil, 0
}

// constInt is the value of a constant integer expression, 0 for another.
func constInt(e ast.Expr, info *types.Info) int64 {
	v := info.Types[e].Value
	if v == nil {
		return 0
	}
	n, _ := constant.Int64Val(constant.ToInt(v))
	return n
}

// init finds where c starts: in the statement, or at what the variable holds.
func (c *counter) init(s ast.Stmt, info *types.Info) bool {
	if s == nil {
		c.start = c.id
		return true
	}
	a, ok := s.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != len(a.Rhs) {
		return false
	}
	for i, e := range a.Lhs {
		id, ok := e.(*ast.Ident)
		if !ok || a.Tok != token.DEFINE && len(a.Lhs) > 1 {
			return false
		}
		if info.ObjectOf(id) == c.obj {
			c.id, c.start = id, a.Rhs[i]
		}
	}
	return c.start != nil
}

// condition splits `i < limit` into its parts; `limit > i` is the same.
func (c *counter) condition(e ast.Expr, info *types.Info) bool {
	cond, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	op, x, y := cond.Op, cond.X, cond.Y
	if !c.counts(x, info) {
		op, x, y = mirrored[op], y, x
		if !c.counts(x, info) {
			return false
		}
	}
	c.limit = y
	if op == token.NEQ && c.step == 1 && c.offset == nil && c.reaches(y, info) {
		op = token.LSS // it gets there
	}
	switch op {
	case token.LSS, token.LEQ:
		c.inclusive = op == token.LEQ
		return c.step > 0 && !mentions(y, c.obj, info)
	case token.GTR, token.GEQ:
		c.inclusive = op == token.GEQ
		return c.step < 0 && !mentions(y, c.obj, info)
	}
	return false
}

// reaches reports whether a counter that goes up by one is seen to get to limit.
func (c *counter) reaches(limit ast.Expr, info *types.Info) bool {
	start, end := info.Types[c.start].Value, info.Types[limit].Value
	switch {
	case start == nil:
		return false
	case end == nil:
		return isLength(limit, info) && constant.Compare(constant.ToInt(start), token.LEQ, constant.MakeInt64(0))
	}
	return constant.Compare(constant.ToInt(start), token.LEQ, constant.ToInt(end))
}

// isLength reports whether e is len or cap of something.
func isLength(e ast.Expr, info *types.Info) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := info.Uses[id].(*types.Builtin)
	return ok && (b.Name() == "len" || b.Name() == "cap")
}

var mirrored = map[token.Token]token.Token{
	token.LSS: token.GTR, token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ, token.NEQ: token.NEQ,
}

// counts recognises i, i+offset and i-offset with an offset that is constant.
func (c *counter) counts(e ast.Expr, info *types.Info) bool {
	c.offset = nil
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return info.ObjectOf(e) == c.obj
	case *ast.BinaryExpr:
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok || info.ObjectOf(id) != c.obj || info.Types[e.Y].Value == nil {
			return false
		}
		c.offset, c.minus = e.Y, e.Op == token.SUB
		return e.Op == token.ADD || e.Op == token.SUB
	}
	return false
}

// mentions reports whether obj is used in e.
func mentions(e ast.Node, obj types.Object, info *types.Info) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && info.ObjectOf(id) == obj {
			found = true
		}
		return !found
	})
	return found
}

// assigns finds where body may change the variable: assigns to it, or takes its
// address, be it for a method; nil if it doesn't.
func assigns(body ast.Node, obj *types.Var, info *types.Info) (where ast.Node) {
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && info.ObjectOf(id) == obj
	}
	ast.Inspect(body, func(n ast.Node) bool {
		found := false
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = slices.ContainsFunc(n.Lhs, is)
		case *ast.IncDecStmt:
			found = is(n.X)
		case *ast.UnaryExpr:
			found = n.Op == token.AND && is(n.X)
		case *ast.SelectorExpr:
			found = is(n.X) && takesAddress(info.Selections[n])
		case *ast.RangeStmt:
			found = n.Tok == token.ASSIGN && (n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value))
		}
		if found && where == nil {
			where = n
		}
		return where == nil
	})
	return where
}

// takesAddress reports whether sel names a method that is called on the address of
// the variable before the dot.
func takesAddress(sel *types.Selection) bool {
	if sel == nil || sel.Kind() != types.MethodVal {
		return false
	}
	_, ok := sel.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	return ok
}

// assignsTo reports whether body assigns to obj or to a part of it.
func assignsTo(body ast.Node, obj types.Object, info *types.Info) bool {
	found := false
	mark := func(e ast.Expr) {
		if e != nil {
			found = found || info.ObjectOf(rootIdent(e)) == obj
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				mark(e)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		case *ast.RangeStmt:
			mark(n.Key)
			mark(n.Value)
		}
		return !found
	})
	return found
}

// rootIdent is the variable of which e is a part; an identifier that nothing
// defines if there is none.
func rootIdent(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return x
		default:
			return &ast.Ident{}
		}
	}
}
