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
// them afterwards, and what a call changes, the function's value shows. To the compiler, calls are
// also other expressions whose results it puts into a variable at once: see isHoisted.
func (l *body) hoist(nodes ...ast.Node) {
	for _, n := range nodes {
		if n == nil {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if _, lit := e.(*ast.FuncLit); lit {
				return false
			}
			if !ok || !l.isHoisted(e) {
				return true
			}
			l.from(e, func() { l.hoisted[e] = l.early(e) })
			return false
		})
	}
}

// early lowers e, which isHoisted is true of.
func (l *body) early(e ast.Expr) []*ir.Value {
	switch e := e.(type) {
	case *ast.CallExpr:
		return l.call(e)
	case *ast.UnaryExpr, *ast.TypeAssertExpr:
		return l.keptExpr(e)
	}
	return []*ir.Value{l.expr(e)}
}

// isHoisted reports whether e is what the compiler takes for a call: one of a
// function, known or not, or of most builtins, a receive, a slice expression, && and ||, an assertion of a
// type that isn't kept as a pointer, and the bytes or runes of a string.
func (l *body) isHoisted(e ast.Expr) bool {
	if l.info.Types[e].Value != nil {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	case *ast.TypeAssertExpr:
		return e.Type != nil && !isPointerShaped(l.info.TypeOf(e.Type))
	case *ast.SliceExpr:
		return true
	case *ast.CallExpr:
		return l.isHoistedCall(e)
	}
	return false
}

func (l *body) isHoistedCall(e *ast.CallExpr) bool {
	if l.info.Types[ast.Unparen(e.Fun)].IsType() {
		_, toSlice := l.typeOf(e).Underlying().(*types.Slice)
		from, ok := l.typeOf(e.Args[0]).Underlying().(*types.Basic)
		return ok && toSlice && from.Info()&types.IsString != 0
	}
	if b, ok := l.info.Uses[calledName(e.Fun)].(*types.Builtin); ok {
		return builtinCalls[b.Name()]
	}
	return true
}

var builtinCalls = map[string]bool{
	"min": true, "max": true, "append": true, "copy": true, "len": true, "cap": true, "make": true, "new": true,
}

// isPointerShaped reports whether an interface holds a value of type t itself.
func isPointerShaped(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return true
	case *types.Struct:
		return u.NumFields() == 1 && isPointerShaped(u.Field(0).Type())
	case *types.Array:
		return u.Len() == 1 && isPointerShaped(u.Elem())
	}
	return false
}

// hoistAll is hoist for a list of expressions.
func (l *body) hoistAll(exprs []ast.Expr) {
	for _, e := range exprs {
		l.hoist(e)
	}
}

// taken is what e gave if it was hoisted; nil if it was not.
func (l *body) taken(e ast.Expr) []*ir.Value {
	v := l.hoisted[e]
	delete(l.hoisted, e)
	return v
}
