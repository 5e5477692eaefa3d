package parse

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

var (
	constOne   = constant.MakeInt64(1)
	constTrue  = constant.MakeBool(true)
	constFalse = constant.MakeBool(false)
)

var binaryOps = map[token.Token]ir.Code{
	token.ADD: ir.Add, token.SUB: ir.Sub, token.MUL: ir.Mul, token.QUO: ir.Div, token.REM: ir.Rem,
	token.AND: ir.And, token.OR: ir.Or, token.XOR: ir.Xor, token.AND_NOT: ir.AndNot,
	token.SHL: ir.Shl, token.SHR: ir.Shr,
	token.EQL: ir.Eq, token.NEQ: ir.Ne, token.LSS: ir.Lt, token.LEQ: ir.Le, token.GTR: ir.Gt, token.GEQ: ir.Ge,
}

var assignOps = map[token.Token]token.Token{
	token.ADD_ASSIGN: token.ADD, token.SUB_ASSIGN: token.SUB, token.MUL_ASSIGN: token.MUL,
	token.QUO_ASSIGN: token.QUO, token.REM_ASSIGN: token.REM, token.AND_ASSIGN: token.AND,
	token.OR_ASSIGN: token.OR, token.XOR_ASSIGN: token.XOR, token.AND_NOT_ASSIGN: token.AND_NOT,
	token.SHL_ASSIGN: token.SHL, token.SHR_ASSIGN: token.SHR,
}

// exprAsDeclared lowers an expression with one value, which has the type that it has in the source.
func (l *body) exprAsDeclared(e ast.Expr) (v *ir.Value) {
	l.from(e, func() { v = l.exprItself(e) })
	return v
}

// exprItself lowers e when the builder knows where it is.
func (l *body) exprItself(e ast.Expr) *ir.Value {
	if tv := l.info.Types[e]; tv.Value != nil {
		l.sameInAllBuilds(e)
		return l.constant(tv.Value, tv.Type)
	}
	if values := l.taken(e); values != nil {
		return values[0]
	}
	if isKept(e, l.info) {
		return l.keptExpr(e)[0]
	}
	if isFunction(l.info.TypeOf(e)) {
		if f := l.function(e); f != nil {
			return l.standIn(f, l.info.TypeOf(e), e.Pos())
		}
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.expr(e.X)
	case *ast.Ident:
		if _, ok := l.info.Uses[e].(*types.Nil); ok {
			return l.b.Zero(l.info.TypeOf(e))
		}
		return l.load(l.identPlace(e))
	case *ast.SelectorExpr, *ast.StarExpr, *ast.IndexExpr:
		return l.load(l.place(e))
	case *ast.UnaryExpr:
		return l.unary(e)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return l.shortCircuit(e)
		}
		return l.binary(e.Op, l.operand(e.X, e.Y), e.Y)
	case *ast.CallExpr:
		return l.call(e)[0]
	case *ast.CompositeLit:
		return l.literal(e, l.typeOf(e))
	case *ast.SliceExpr:
		return l.slice(e)
	}
	panic("parse: expression passed the fence") // fence.go refuses all others
}

// exprAs lowers e for a place of type t.
func (l *body) exprAs(e ast.Expr, t types.Type) *ir.Value {
	if tv := l.info.Types[e]; tv.IsNil() {
		return l.b.Zero(t)
	}
	return l.as(l.expr(e), t)
}

// constant is c in type t, rounded to it if it is a float.
func (l *body) constant(c constant.Value, t types.Type) *ir.Value {
	t = types.Default(t)
	if b, ok := t.Underlying().(*types.Basic); ok {
		switch {
		case b.Kind() == types.Float32:
			x, _ := constant.Float32Val(c)
			c = constant.MakeFloat64(float64(x))
		case b.Kind() == types.Float64:
			x, _ := constant.Float64Val(c)
			c = constant.MakeFloat64(x)
		case b.Info()&types.IsInteger != 0:
			c = constant.ToInt(c)
		}
	}
	return l.b.Const(c, t)
}

// operand lowers the left operand of a binary expression; nil takes the type of the right.
func (l *body) operand(x, y ast.Expr) *ir.Value {
	if l.info.Types[x].IsNil() {
		return l.b.Zero(l.info.TypeOf(y))
	}
	return l.expr(x)
}

func (l *body) unary(e *ast.UnaryExpr) *ir.Value {
	switch e.Op {
	case token.AND:
		if lit, ok := ast.Unparen(e.X).(*ast.CompositeLit); ok {
			return l.temporary(lit).base
		}
		return l.address(l.place(e.X))
	case token.SUB:
		return l.b.Unary(ir.Neg, l.expr(e.X))
	case token.NOT:
		return l.b.Unary(ir.Not, l.expr(e.X))
	case token.XOR:
		return l.b.Unary(ir.Compl, l.expr(e.X))
	}
	return l.expr(e.X) // unary +
}

// binary lowers x op y where x is a value already.
func (l *body) binary(tok token.Token, x *ir.Value, y ast.Expr) *ir.Value {
	code := binaryOps[tok]
	switch {
	case code.IsCompare():
		if l.info.Types[y].IsNil() {
			return l.compare(code, x, l.b.Zero(x.Type))
		}
		return l.compare(code, x, l.expr(y))
	case code == ir.Shl || code == ir.Shr:
		return l.b.Binary(code, x, l.expr(y))
	}
	return l.b.Binary(code, x, l.exprAs(y, x.Type))
}

// compare compares values of which one may be an interface that the other implements.
func (l *body) compare(code ir.Code, x, y *ir.Value) *ir.Value {
	if f := cmp.Or(l.functions[x], l.functions[y]); f != nil && f.why == "" { // with nil
		return l.b.Const(constant.MakeBool(f.isNil == (code == ir.Eq)), types.Typ[types.Bool])
	}
	switch {
	case types.IsInterface(x.Type) && !types.IsInterface(y.Type):
		y = l.as(y, x.Type)
	case types.IsInterface(y.Type) && !types.IsInterface(x.Type):
		x = l.as(x, y.Type)
	case !types.Identical(x.Type, y.Type) && types.AssignableTo(y.Type, x.Type):
		y = l.as(y, x.Type)
	case !types.Identical(x.Type, y.Type):
		x = l.as(x, y.Type)
	}
	return l.b.Compare(code, x, y)
}

// shortCircuit lowers x && y and x || y: y is evaluated in a branch.
func (l *body) shortCircuit(e *ast.BinaryExpr) *ir.Value {
	l.hoist(e.X)
	op := l.b.If(l.expr(e.X))
	known, other, c := op.Blocks[1], op.Blocks[0], constFalse // x && y
	if e.Op == token.LOR {
		known, other, c = op.Blocks[0], op.Blocks[1], constTrue
	}
	t := types.Typ[types.Bool]
	yes := l.b.At(known)
	yes.Yield(yes.Const(c, t))
	outer := l.b
	l.b = outer.At(other)
	l.hoist(e.Y)
	l.b.Yield(l.as(l.expr(e.Y), t))
	l.b = outer
	return l.as(l.b.AddResult(op, "", t), types.Default(l.info.TypeOf(e)))
}

// slice lowers x[lo:hi:max]; an array is sliced where it is. The compiler computes bounds
// that are no mere variables one by one, and looks at x last.
func (l *body) slice(e *ast.SliceExpr) *ir.Value {
	l.hoist(e.X)
	bounds := [3]ast.Expr{e.Low, e.High, e.Max}
	var at [3]*ir.Value
	for i, bound := range bounds {
		if l.hoist(bound); bound != nil && identOf(bound).Name == "" {
			at[i] = l.index(bound)
		}
	}
	x := l.sliced(e.X)
	for i, bound := range bounds {
		if bound != nil && at[i] == nil {
			at[i] = l.index(bound)
		}
	}
	if e.Low == nil {
		at[0] = l.b.Int(0)
	}
	if e.High == nil {
		at[1] = l.b.Len(x)
	}
	args := append([]*ir.Value{x}, at[:]...)
	if e.Max == nil {
		args = args[:3]
	}
	return l.b.Emit(&ir.Op{Code: ir.Slice, Args: args}, l.typeOf(e)).Result()
}

// sliced is what a slice expression of x slices: of an array, its address.
func (l *body) sliced(x ast.Expr) *ir.Value {
	if _, ok := l.info.TypeOf(x).Underlying().(*types.Array); ok {
		return l.address(l.place(x))
	}
	return l.expr(x)
}
