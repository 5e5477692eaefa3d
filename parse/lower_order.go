package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// hoist lowers the calls in expressions of one statement before all else, one
// after the other as they stand. Go leaves open whether an operand that
// is a variable or an element is read before or after a call beside it; its compiler reads
// them afterwards, and what a call changes, the function's value shows. Calls in
// the right operand of && and || wait for their turn.
func (l *body) hoist(nodes ...ast.Node) {
	for _, n := range nodes {
		if n == nil {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BinaryExpr:
				if e.Op == token.LAND || e.Op == token.LOR {
					l.hoist(e.X)
					return false
				}
			case *ast.UnaryExpr:
				if e.Op == token.ARROW {
					l.from(e, func() { l.hoisted[e] = l.keptExpr(e) })
					return false
				}
			case *ast.CallExpr:
				if l.isHoisted(e) {
					l.from(e, func() { l.hoisted[e] = l.call(e) })
					return false
				}
			}
			return true
		})
	}
}

// isHoisted reports whether e is what the compiler takes for a call: of a
// function, known or not, or of a builtin that is no operator.
func (l *body) isHoisted(e *ast.CallExpr) bool {
	if l.info.Types[e].Value != nil || l.info.Types[ast.Unparen(e.Fun)].IsType() {
		return false
	}
	if b, ok := l.info.Uses[calledName(e.Fun)].(*types.Builtin); ok {
		return builtinCalls[b.Name()]
	}
	return true
}

var builtinCalls = map[string]bool{"min": true, "max": true, "append": true, "copy": true}

// hoistAll is hoist for a list of expressions.
func (l *body) hoistAll(exprs []ast.Expr) {
	for _, e := range exprs {
		l.hoist(e)
	}
}

// taken is what a call or a receive that was hoisted gave; nil if e was not.
func (l *body) taken(e ast.Expr) []*ir.Value {
	v := l.hoisted[e]
	delete(l.hoisted, e)
	return v
}
