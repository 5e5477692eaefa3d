package ir

import (
	"go/constant"
	"go/types"
)

// foldNegation lets signs and negations meet. The results are equal bit by bit
// but for the sign of a NaN.
//
//	y = neg x; z = neg y          →   x
//	y = neg x; z = add a, y       →   z = sub a, x
//	c = lt i, n; d = not c        →   d = ge i, n    unless they are floats
func foldNegation(b *Builder, op *Op) *Value {
	inner := func(i int, c Code) *Value {
		if def := op.Args[i].Op; def != nil && def.Code == c {
			return def.Args[0]
		}
		return nil
	}
	switch op.Code {
	case Neg, Compl, Not:
		if x := inner(0, op.Code); x != nil {
			return x
		}
		if op.Code == Not {
			return opposite(b, op)
		}
	case Add:
		if y := inner(1, Neg); y != nil {
			return b.Binary(Sub, op.Args[0], y)
		}
		if x := inner(0, Neg); x != nil {
			return b.Binary(Sub, op.Args[1], x)
		}
	case Sub:
		if y := inner(1, Neg); y != nil {
			return b.Binary(Add, op.Args[0], y)
		}
	}
	return nil
}

var opposites = map[Code]Code{Eq: Ne, Ne: Eq, Lt: Ge, Ge: Lt, Gt: Le, Le: Gt}

// opposite is the negation of a comparison. With NaN both of x < y and x >= y are false.
func opposite(b *Builder, op *Op) *Value {
	def := op.Args[0].Op
	if def == nil || !def.Code.IsCompare() || effectsByCode(def) != 0 {
		return nil
	}
	if def.Code != Eq && def.Code != Ne && !IsInteger(def.Args[0].Type) {
		return nil
	}
	not := &Op{Code: opposites[def.Code], Args: []*Value{def.Args[0], def.Args[1]}}
	return b.Emit(not, op.Result().Type).Result()
}

// foldFloat drops operations on floats that give their operand. x + 0 isn't x if
// x is -0, and x * 0 isn't 0 if x is infinite or negative.
//
//	y = mul x, 1   →   x
//	y = div x, -1  →   y = neg x
//	y = sub x, 0   →   x
func foldFloat(b *Builder, op *Op) *Value {
	if len(op.Args) != 2 || !IsFloat(op.Args[0].Type) {
		return nil
	}
	x, y := op.Args[0], op.Args[1]
	switch op.Code {
	case Mul:
		if isConst(x, 1) || isConst(x, -1) {
			x, y = y, x
		}
		return unit(b, x, y)
	case Div:
		return unit(b, x, y)
	case Sub:
		if isConst(y, 0) {
			return x
		}
	}
	return nil
}

// unit is x times or through y if that is 1 or -1.
func unit(b *Builder, x, y *Value) *Value {
	switch {
	case isConst(y, 1):
		return x
	case isConst(y, -1):
		return b.Unary(Neg, x)
	}
	return nil
}

// foldInteger drops operations on integers that give an operand, or zero.
//
//	j = add i, 0   →   i
//	j = sub i, i   →   const 0
func foldInteger(b *Builder, op *Op) *Value {
	if len(op.Args) != 2 || !IsInteger(op.Args[0].Type) || op.Code.IsCompare() {
		return nil
	}
	x, y := op.Args[0], op.Args[1]
	switch op.Code {
	case Add, Or, Xor, Mul:
		if x.Op != nil && x.Op.Code == Const {
			x, y = y, x
		}
	}
	switch op.Code {
	case Add, Or, Xor, AndNot, Shl, Shr:
		if isConst(y, 0) {
			return x
		}
	case Sub:
		switch {
		case isConst(y, 0):
			return x
		case x == y:
			return b.Zero(op.Result().Type)
		}
	case Mul, And:
		switch {
		case isConst(y, 0):
			return b.Zero(op.Result().Type)
		case isConst(y, 1) && op.Code == Mul:
			return x
		}
	case Div:
		if isConst(y, 1) {
			return x
		}
	}
	return nil
}

// foldOffsets adds up the constants that are added to an integer one after the
// other, as indexes are; integers wrap around, so that this is exact.
//
//	j = add i, 1; k = sub j, 2   →   k = sub i, 1
func foldOffsets(b *Builder, op *Op) *Value {
	if op.Code != Add && op.Code != Sub || !isWide(op.Result().Type) {
		return nil
	}
	v, k := offset(op.Result())
	if v == nil || v == op.Result() || v == op.Args[0] || v == op.Args[1] {
		return nil
	}
	switch {
	case k == 0:
		return v
	case k > 0:
		return b.Binary(Add, v, b.Const(constant.MakeInt64(k), v.Type))
	}
	return b.Binary(Sub, v, b.Const(constant.MakeInt64(-k), v.Type))
}

// isWide reports whether t is an integer type of at least 32 bits.
func isWide(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && !isTypeParam(t) && b.Info()&types.IsInteger != 0 && minBits(b) >= 32
}

// foldComparison decides comparisons of an integer with itself, and drops those
// of a boolean with a constant.
//
//	c = le i, i       →   const true
//	d = eq c, true    →   c
func foldComparison(b *Builder, op *Op) *Value {
	if !op.Code.IsCompare() {
		return nil
	}
	x, y := op.Args[0], op.Args[1]
	if x == y && IsInteger(x.Type) {
		holds := op.Code == Eq || op.Code == Le || op.Code == Ge
		return b.Const(constant.MakeBool(holds), op.Result().Type)
	}
	if isNilConst(x) && isNilConst(y) {
		return b.Const(constant.MakeBool(op.Code == Eq), op.Result().Type)
	}
	if k, ok := boolConst(y); ok && k == (op.Code == Eq) && types.Identical(x.Type, op.Result().Type) {
		return x
	}
	return nil
}

func boolConst(v *Value) (k, ok bool) {
	if v.Op == nil || v.Op.Code != Const || v.Op.Const == nil || v.Op.Const.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(v.Op.Const), true
}

func isTrueConst(v *Value) bool {
	k, ok := boolConst(v)
	return ok && k
}
