package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Values of a type parameter that stands for slices are lowered as slices: they
// are converted where they come from memory, a parameter or a call, and back where
// they are assigned. Values of other type parameters that aren't of floats only are
// passed on as they are.

// typeOf is the type that the value of e has in the program.
func (l *body) typeOf(e ast.Expr) types.Type { return ir.Core(l.info.TypeOf(e)) }

// expr lowers an expression with one value.
func (l *body) expr(e ast.Expr) *ir.Value {
	v := l.exprAsDeclared(e)
	return l.b.Convert(ir.Core(v.Type), v)
}

// variableType is the type of a variable in the program; a pointer to one may say
// which it must be.
func (l *body) variableType(v *types.Var) types.Type {
	if l.addressed[v] {
		return v.Type()
	}
	return ir.Core(v.Type())
}

// literalAs lowers a composite literal for a place of type t.
func (l *body) literalAs(lit *ast.CompositeLit, t types.Type) *ir.Value {
	return l.as(l.literal(lit, ir.Core(t)), t)
}
