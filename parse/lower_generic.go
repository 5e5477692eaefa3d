package parse

import (
	"go/ast"
	"go/types"
	"slices"

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

// method is the method that e selects, with the path to it. Where what it is called on has a type
// parameter as its type, that is known in the instance that is being lowered.
func (l *body) method(e *ast.SelectorExpr, sel *types.Selection, fn *types.Func) (*types.Func, []int) {
	if t := l.info.TypeOf(e.X); types.IsInterface(fn.Signature().Recv().Type()) && !types.IsInterface(t) {
		obj, path, _ := types.LookupFieldOrMethod(t, true, fn.Pkg(), fn.Name())
		return obj.(*types.Func), path
	}
	return fn, sel.Index()
}

// needsTypes reports whether fn may call methods of its type parameters: which these are
// is only known when it is known what the type parameters stand for.
func needsTypes(fn *types.Func) bool {
	return slices.ContainsFunc(typeParams(fn.Origin().Signature()), func(p *types.TypeParam) bool {
		return p.Constraint().Underlying().(*types.Interface).NumMethods() > 0
	})
}
