package parse

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
)

// lintDivisions warns of divisions like the one in `1/2*x`, which Go does with
// integers: constants that end up in a float, with the fraction cut off.
func (l *Lowerer) lintDivisions(pkg *Package, body ast.Node) {
	d := &divisions{Lowerer: l, info: pkg.Info}
	ast.Inspect(body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		tv := pkg.Info.Types[e]
		if tv.Value != nil && isAnyFloat(tv.Type) {
			d.constant(e)
		}
		return tv.Value == nil
	})
}

type divisions struct {
	*Lowerer
	info *types.Info
}

// constant looks for divisions in a constant expression whose value is made a float.
// What is an integer for another reason, such as the count of a shift, isn't looked at.
func (d *divisions) constant(e ast.Expr) {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		d.constant(e.X)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.QUO:
			before := len(d.warnings)
			d.operands(e)
			if len(d.warnings) == before {
				d.division(e)
			}
		case token.ADD, token.SUB, token.MUL:
			d.operands(e)
		}
	case *ast.CallExpr:
		if tv := d.info.Types[e.Fun]; tv.IsType() && isAnyFloat(tv.Type) {
			d.constant(e.Args[0])
		}
	case *ast.Ident:
		d.named(d.info.Uses[e])
	case *ast.SelectorExpr:
		d.named(d.info.Uses[e.Sel])
	}
}

func (d *divisions) operands(e *ast.BinaryExpr) {
	d.constant(e.X)
	d.constant(e.Y)
}

// named looks at the declaration of a constant that isn't declared as an integer.
func (d *divisions) named(obj types.Object) {
	c, ok := obj.(*types.Const)
	if !ok || c.Pkg() == nil {
		return
	}
	pkg := d.source.Owner(c.Pkg())
	if pkg == nil || d.foreign(pkg) || !isUntyped(c) {
		return
	}
	spec := pkg.constSpec(c)
	for i, name := range spec.Names {
		if name.Pos() == c.Pos() && i < len(spec.Values) {
			(&divisions{d.Lowerer, pkg.Info}).constant(spec.Values[i])
		}
	}
}

// division warns of e if it cuts off a fraction.
func (d *divisions) division(e *ast.BinaryExpr) {
	x, y := constant.ToInt(d.info.Types[e.X].Value), constant.ToInt(d.info.Types[e.Y].Value)
	if x.Kind() != constant.Int || y.Kind() != constant.Int {
		return
	}
	got := d.info.Types[e].Value
	exact := constant.BinaryOp(x, token.QUO, y)
	cut := constant.BinaryOp(x, token.QUO_ASSIGN, y)
	if constant.Compare(exact, token.EQL, cut) || !constant.Compare(got, token.EQL, cut) {
		return
	}
	fraction, _ := constant.Float64Val(exact)
	text := types.ExprString(e.X) + "/" + types.ExprString(e.Y)
	d.warn(e.Pos(), fmt.Sprintf("%s divides integers and is %s, not %s: write %s",
		text, cut, strconv.FormatFloat(fraction, 'g', 4, 64), d.exactly(e)))
}

// exactly is e as a division of floats.
func (d *divisions) exactly(e *ast.BinaryExpr) string {
	x, y := types.ExprString(e.X), types.ExprString(e.Y)
	fits, fitsToo := d.fitsAnywhere(e.X), d.fitsAnywhere(e.Y)
	switch {
	case fits && fitsToo && isDecimal(e.X):
		return x + ".0/" + y
	case fits && fitsToo && isDecimal(e.Y):
		return x + "/" + y + ".0"
	case fitsToo:
		return "float64(" + x + ")/" + y
	case fits:
		return x + "/float64(" + y + ")"
	}
	return "float64(" + x + ")/float64(" + y + ")"
}

// fitsAnywhere reports whether a constant takes the type of what stands beside it.
func (d *divisions) fitsAnywhere(e ast.Expr) bool {
	fits := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			fits = false
		case *ast.Ident:
			if c, ok := d.info.Uses[n].(*types.Const); ok {
				fits = fits && isUntyped(c)
			}
		}
		return fits
	})
	return fits
}

func isUntyped(c *types.Const) bool {
	b, ok := c.Type().(*types.Basic)
	return ok && b.Info()&types.IsUntyped != 0
}

func isDecimal(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return false
	}
	_, err := strconv.ParseUint(lit.Value, 10, 64)
	return err == nil
}

// isAnyFloat reports whether t is a type of floats, the type of untyped floats included.
func isAnyFloat(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsFloat != 0
}
