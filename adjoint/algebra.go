package adjoint

import (
	"go/constant"
	"math"

	"github.com/gograd/gograd/ir"
)

// An algebra builds the arithmetic of adjoints. It takes out what the chain rule
// puts in mechanically: factors of one, double negations, a sum of two equal terms. A
// nil value is a zero that isn't there. All rewrites are exact in floating-point
// arithmetic, but for the sign of a zero and, with powers of two, for
// numbers at the ends of the range.
type algebra struct {
	*ir.Builder
	sums map[*ir.Op]bool // the additions that were made
}

// at is the algebra for another block.
func (b algebra) at(block *ir.Block) algebra { return algebra{b.At(block), b.sums} }

// sum is an addition or subtraction.
func (b algebra) sum(code ir.Code, x, y *ir.Value) *ir.Value {
	v := b.Binary(code, x, y)
	b.sums[v.Op] = true
	return v
}

// add is x + y.
func (b algebra) add(x, y *ir.Value) *ir.Value {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	case same(x, y):
		return b.mul(b.Float(2, x.Type), x)
	}
	nx, xNeg := negated(x)
	ny, yNeg := negated(y)
	switch {
	case xNeg && yNeg:
		return b.neg(b.add(nx, ny))
	case yNeg:
		return b.sum(ir.Sub, x, ny)
	case xNeg:
		return b.sum(ir.Sub, y, nx)
	}
	if s, ok := b.equalTerms(x, y); ok {
		return s
	}
	return b.sum(ir.Add, x, y)
}

// equalTerms adds equal terms with constant factors where that rounds as often
// as it did: 2·t + t is 3·t, 3·t + t is 4·t.
func (b algebra) equalTerms(x, y *ir.Value) (*ir.Value, bool) {
	cx, tx := factor(x)
	cy, ty := factor(y)
	if !same(tx, ty) || !(isPowerOfTwo(cx) && isPowerOfTwo(cy) || cx+cy == 4) {
		return nil, false
	}
	return b.mul(b.Float(cx+cy, x.Type), tx), true
}

// factor splits a constant factor off.
func factor(x *ir.Value) (float64, *ir.Value) {
	if x.Op != nil && x.Op.Code == ir.Mul {
		if c, ok := floatConst(x.Op.Args[0]); ok {
			return c, x.Op.Args[1]
		}
	}
	return 1, x
}

// sub is x − y.
func (b algebra) sub(x, y *ir.Value) *ir.Value {
	switch {
	case y == nil:
		return x
	case x == nil:
		return b.neg(y)
	}
	if ny, ok := negated(y); ok {
		return b.add(x, ny)
	}
	if nx, ok := negated(x); ok {
		return b.neg(b.add(nx, y))
	}
	return b.sum(ir.Sub, x, y)
}

// neg is −x.
func (b algebra) neg(x *ir.Value) *ir.Value {
	if x == nil {
		return nil
	}
	if c, ok := floatConst(x); ok {
		return b.Float(-c, x.Type)
	}
	if nx, ok := negated(x); ok {
		return nx
	}
	if x.Op != nil && x.Op.Code == ir.Sub {
		return b.sum(ir.Sub, x.Op.Args[1], x.Op.Args[0])
	}
	return b.Unary(ir.Neg, x)
}

// mul is x·y. Constants go in front, signs out.
func (b algebra) mul(x, y *ir.Value) *ir.Value {
	if x == nil || y == nil {
		return nil
	}
	if nx, ok := negated(x); ok {
		return b.neg(b.mul(nx, y))
	}
	if ny, ok := negated(y); ok {
		return b.neg(b.mul(x, ny))
	}
	if _, ok := floatConst(y); ok {
		x, y = y, x
	}
	c, isConst := floatConst(x)
	switch {
	case !isConst:
		return b.Binary(ir.Mul, x, y)
	case c == 1:
		return y
	case c == -1:
		return b.neg(y)
	case c < 0:
		return b.neg(b.mul(b.Float(-c, x.Type), y))
	}
	return b.scale(c, x, y)
}

// scale is c·y, where x is the constant c.
func (b algebra) scale(c float64, x, y *ir.Value) *ir.Value {
	if y.Op == nil || !isPowerOfTwo(c) {
		return b.Binary(ir.Mul, x, y)
	}
	if d, ok := floatConst(y); ok {
		return b.Float(c*d, x.Type)
	}
	if d := divisor(y); d != 1 {
		return b.mul(b.Float(c/d, x.Type), y.Op.Args[0])
	}
	if y.Op.Code == ir.Mul {
		p, q := y.Op.Args[0], y.Op.Args[1]
		if d, ok := floatConst(p); ok {
			return b.mul(b.Float(c*d, x.Type), q)
		}
		if d, _ := factor(p); d != 1 || divisor(q) != 1 { // p is often an adjoint that is needed elsewhere, too
			p, q = q, p
		}
		return b.Binary(ir.Mul, b.scale(c, x, p), q)
	}
	return b.Binary(ir.Mul, x, y)
}

// divisor is the power of two by which x is divided last; 1 if it isn't.
func divisor(x *ir.Value) float64 {
	if x.Op != nil && x.Op.Code == ir.Div {
		if d, ok := floatConst(x.Op.Args[1]); ok && isPowerOfTwo(d) {
			return d
		}
	}
	return 1
}

// div is x/y.
func (b algebra) div(x, y *ir.Value) *ir.Value {
	if x == nil {
		return nil
	}
	if y == nil {
		y = b.Zero(x.Type)
	}
	if c, ok := floatConst(y); ok && c == 1 {
		return x
	}
	if nx, ok := negated(x); ok {
		return b.neg(b.div(nx, y))
	}
	if c, ok := floatConst(x); ok && c < 0 {
		return b.neg(b.div(b.Float(-c, x.Type), y))
	}
	if ny, ok := negated(y); ok {
		return b.neg(b.div(x, ny))
	}
	return b.Binary(ir.Div, x, y)
}

// negated is what x is the negative of, if it is written as one.
func negated(x *ir.Value) (*ir.Value, bool) {
	if x.Op != nil && x.Op.Code == ir.Neg {
		return x.Op.Args[0], true
	}
	return nil, false
}

// floatConst is the value of a floating-point constant.
func floatConst(v *ir.Value) (float64, bool) {
	if v.Op == nil || v.Op.Code != ir.Const || v.Op.Const == nil || !ir.IsFloat(v.Type) {
		return 0, false
	}
	x, _ := constant.Float64Val(constant.ToFloat(v.Op.Const))
	return x, true
}

func isPowerOfTwo(c float64) bool {
	m, _ := math.Frexp(c)
	return m == 0.5
}

// same reports whether x and y are seen to have one value.
func same(x, y *ir.Value) bool { return sameWithin(x, y, 4) }

func sameWithin(x, y *ir.Value, depth int) bool {
	if x == y {
		return true
	}
	if depth == 0 || x.Op == nil || y.Op == nil || x.Op.Code != y.Op.Code {
		return false
	}
	switch x.Op.Code {
	case ir.Const:
		a, aok := floatConst(x)
		c, cok := floatConst(y)
		return aok && cok && a == c
	case ir.Neg:
		return sameWithin(x.Op.Args[0], y.Op.Args[0], depth-1)
	case ir.Mul:
		a, c := x.Op.Args, y.Op.Args
		return sameWithin(a[0], c[0], depth-1) && sameWithin(a[1], c[1], depth-1) ||
			sameWithin(a[0], c[1], depth-1) && sameWithin(a[1], c[0], depth-1)
	case ir.Div:
		a, c := x.Op.Args, y.Op.Args
		return sameWithin(a[0], c[0], depth-1) && sameWithin(a[1], c[1], depth-1)
	}
	return false
}
