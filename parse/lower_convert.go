package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// convert lowers the conversion t(e). An array made of a slice is what a pointer
// to an array, made of that slice, points to.
func (l *body) convert(e ast.Expr, t types.Type) *ir.Value {
	if l.info.Types[e].IsNil() {
		return l.b.Zero(t)
	}
	v := l.expr(e)
	array, toArray := t.Underlying().(*types.Array)
	if _, ok := v.Type.Underlying().(*types.Slice); !ok || !toArray {
		return l.as(v, t)
	}
	if array.Len() == 0 { // the pointer may be nil
		return l.b.Zero(t)
	}
	return l.b.Load(l.b.Convert(types.NewPointer(t), v), nil)
}
