package parse

import (
	"go/ast"
	"go/token"
)

// from lowers with n as the expression that operations are made from.
func (l *body) from(n ast.Node, lower func()) {
	outer := l.b.Expr
	l.b.Expr = ExprPos(n)
	lower()
	l.b.Expr = outer
}

// ExprPos is the position of the token that makes n the expression, or the assignment, that
// it is: no node outside of n has it. It is 0 for nodes of other kinds.
//
//	a + b*c    the plus sign for the whole, the asterisk for b*c
func ExprPos(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return n.OpPos
	case *ast.UnaryExpr:
		return n.OpPos
	case *ast.StarExpr:
		return n.Star
	case *ast.CallExpr:
		return n.Lparen
	case *ast.IndexExpr:
		return n.Lbrack
	case *ast.SliceExpr:
		return n.Lbrack
	case *ast.CompositeLit:
		return n.Lbrace
	case *ast.SelectorExpr:
		return n.Sel.Pos()
	case *ast.Ident:
		return n.Pos()
	case *ast.IncDecStmt:
		return n.TokPos
	case *ast.AssignStmt:
		return n.TokPos
	}
	return token.NoPos
}
