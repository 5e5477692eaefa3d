package emit

import (
	"fmt"
	"go/constant"
	"go/types"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/gograd/gograd/ir"
)

// literal prints a constant where its type is known from what is around it.
func (p *printer) literal(op *ir.Op) expr {
	t := op.Result().Type
	c := op.Const
	if c == nil {
		return p.zero(t)
	}
	text := ""
	switch {
	case c.Kind() == constant.Bool:
		text = fmt.Sprint(constant.BoolVal(c))
		p.mention(text)
	case c.Kind() == constant.String:
		text = strconv.Quote(constant.StringVal(c))
	case ir.IsFloat(t):
		text = floatLiteral(c, t)
	case c.Kind() == constant.Complex:
		p.mention("complex")
		re, im := constant.Real(c), constant.Imag(c)
		text = "complex(" + floatLiteral(re, t) + ", " + floatLiteral(im, t) + ")"
	case isTypeParam(t) && constant.ToInt(c).Kind() != constant.Int: // of complex numbers, too
		text = genericLiteral(c)
	default:
		text = constant.ToInt(c).ExactString()
	}
	if strings.HasPrefix(text, "-") {
		return expr{text, precUnary}
	}
	return expr{text, precPrimary}
}

// floatLiteral is the shortest decimal number that is c in the type t.
func floatLiteral(c constant.Value, t types.Type) string {
	if isTypeParam(t) {
		return genericLiteral(c)
	}
	bits := 64
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.Float32 {
		bits = 32
	}
	x, _ := constant.Float64Val(c)
	if bits == 32 {
		y, _ := constant.Float32Val(c)
		x = float64(y)
	}
	return decimal(x, bits)
}

// genericLiteral is the shortest decimal number that becomes what c does, in
// float64 and in float32: what lies next to the middle between two numbers of
// float32 can take more digits than float64 tells apart.
func genericLiteral(c constant.Value) string {
	x, _ := constant.Float64Val(c)
	text := decimal(x, 64)
	exact, ok := new(big.Rat).SetString(c.ExactString())
	for digits := 17; ok && !becomes(text, c); digits++ {
		text = new(big.Float).SetPrec(4096).SetRat(exact).Text('g', digits)
	}
	return text
}

// becomes reports whether a decimal number is rounded as c is.
func becomes(text string, c constant.Value) bool {
	double, _ := constant.Float64Val(c)
	single, _ := constant.Float32Val(c)
	x, _ := strconv.ParseFloat(text, 64)
	y, _ := strconv.ParseFloat(text, 32)
	return x == double && float32(y) == single
}

// decimal prints x as people do.
func decimal(x float64, bits int) string {
	if a := math.Abs(x); a == 0 || 1e-4 <= a && a < 1e7 {
		return strconv.FormatFloat(x, 'f', -1, bits)
	}
	text := strconv.FormatFloat(x, 'e', -1, bits)
	mantissa, exponent, _ := strings.Cut(text, "e")
	n, _ := strconv.Atoi(exponent)
	return fmt.Sprintf("%se%d", mantissa, n)
}

// zero is the zero value of a type that has no constants.
func (p *printer) zero(t types.Type) expr {
	switch ir.Under(t).(type) {
	case *types.Struct, *types.Array:
		return p.composite(p.typ(t) + "{}")
	case *types.Basic, *types.Interface:
		if isTypeParam(t) && ir.Core(t) == t {
			p.mention("new")
			return expr{"*new(" + p.typ(t) + ")", precUnary}
		}
		if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() != types.UnsafePointer {
			return expr{"0", precPrimary} // complex numbers
		}
	}
	p.mention("nil")
	return expr{"nil", precPrimary}
}

// typedLiteral prints a constant where nothing else says which type it has.
func (p *printer) typedLiteral(op *ir.Op) expr {
	lit := p.literal(op)
	t := types.Unalias(op.Result().Type)
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return lit
	}
	switch t {
	case types.Typ[types.Int], types.Typ[types.Bool], types.Typ[types.String]:
		return lit
	case types.Typ[types.Float64]:
		if !strings.ContainsAny(lit.text, ".e") {
			lit.text += ".0"
		}
		return lit
	}
	if c := op.Const; ir.IsFloat(t) && isTypeParam(t) && roundedTwice(c) {
		return expr{p.typ(t) + "(0) + " + lit.text, precAdd}
	}
	return p.conversion(t, lit)
}

// roundedTwice reports whether c becomes another float32 by way of float64: Go's
// compiler takes that way for T(c), where T is a type parameter, but not for a sum.
func roundedTwice(c constant.Value) bool {
	double, _ := constant.Float64Val(c)
	single, _ := constant.Float32Val(c)
	return float32(double) != single
}
