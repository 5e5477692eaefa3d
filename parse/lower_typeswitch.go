package parse

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"github.com/gograd/gograd/ir"
)

// typeSwitch lets a type switch pass whose cases tell types without references to
// floats apart.
func (f *fence) typeSwitch(s *ast.TypeSwitchStmt) bool {
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			if !f.info.Types[e].IsNil() && !isFlat(f.info.TypeOf(e)) {
				return f.refuse(s, "type switches are not differentiated: write one function for each type")
			}
		}
	}
	return true
}

// typeSwitchStmt lowers s as a switch on the number of the first case that holds,
// and what follows it in its block.
func (l *body) typeSwitchStmt(s *ast.TypeSwitchStmt, label string, rest []ast.Stmt) {
	if s.Init != nil {
		l.stmt(s.Init)
		l.at(s)
	}
	x := l.switchedOn(s)
	number := l.variable("kind", types.Typ[types.Int])
	var clauses []ast.Stmt
	var held []*ir.Value
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			l.bindCase(c, x)
			clauses = append(clauses, c)
			continue
		}
		held = append(held, l.holds(c, x))
		clauses = append(clauses, &ast.CaseClause{Case: c.Case, List: []ast.Expr{l.number(len(held))}, Colon: c.Colon, Body: c.Body})
	}
	for i := len(held) - 1; i >= 0; i-- { // the first is set last
		op := l.b.If(held[i])
		l.in(op.Blocks[0], func() { l.b.Store(l.b.Int(int64(i+1)), number, nil) })
		l.in(op.Blocks[1], func() {})
	}
	l.choose(s, l.b.Load(number, nil), clauses, label, rest)
}

// switchedOn lowers the interface whose type s looks at.
func (l *body) switchedOn(s *ast.TypeSwitchStmt) *ir.Value {
	var e ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		e = a.Rhs[0]
	case *ast.ExprStmt:
		e = a.X
	}
	e = ast.Unparen(e).(*ast.TypeAssertExpr).X
	l.hoist(e)
	return l.expr(e)
}

// holds is true if x has one of the types of c. It sets the variable of c.
func (l *body) holds(c *ast.CaseClause, x *ir.Value) *ir.Value {
	cond, v := l.hasType(c.List[0], x)
	if len(c.List) > 1 {
		v = x
	}
	for _, e := range c.List[1:] {
		ok, _ := l.hasType(e, x)
		op := l.b.If(cond)
		yes := l.b.At(op.Blocks[0])
		yes.Yield(yes.Const(constTrue, types.Typ[types.Bool]))
		l.b.At(op.Blocks[1]).Yield(ok)
		cond = l.b.AddResult(op, "", types.Typ[types.Bool])
	}
	l.bindCase(c, v)
	return cond
}

// hasType is true if x has the type e, or is the nil that e is; v is x with that type.
func (l *body) hasType(e ast.Expr, x *ir.Value) (ok, v *ir.Value) {
	if l.info.Types[e].IsNil() {
		return l.b.Compare(ir.Eq, x, l.b.Zero(x.Type)), x
	}
	got := l.kept(ir.TypeCase, []types.Type{l.info.TypeOf(e), types.Typ[types.Bool]}, x)
	return got[1], got[0]
}

// bindCase makes the variable of a case, if it has one.
func (l *body) bindCase(c *ast.CaseClause, v *ir.Value) {
	obj, ok := l.info.Implicits[c].(*types.Var)
	if !ok {
		return
	}
	l.bind(obj, l.variable(obj.Name(), obj.Type()))
	l.b.Store(v, l.vars[obj], nil)
}

// number is n as the expression of a case.
func (l *body) number(n int) ast.Expr {
	lit := &ast.BasicLit{Kind: token.INT, Value: strconv.Itoa(n)}
	l.info.Types[lit] = types.TypeAndValue{Type: types.Typ[types.Int], Value: constant.MakeInt64(int64(n))}
	return lit
}
