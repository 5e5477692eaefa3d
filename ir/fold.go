package ir

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"reflect"
)

// foldConstants computes operators on constants, in the type that they have: a
// float32 is rounded as it would be when the program runs.
//
//	z = add (const 1 int), (const 2 int)   →   z = const 3 int
func foldConstants(b *Builder, op *Op) *Value {
	if !op.Code.IsUnary() && !op.Code.IsBinary() || effectsByCode(op) != 0 {
		return nil
	}
	var xs []reflect.Value
	for _, v := range op.Args {
		x, ok := knownValue(v)
		if !ok {
			return nil
		}
		xs = append(xs, x)
	}
	switch {
	case op.Code.IsUnary():
		return newConst(b, unary(op.Code, xs[0]), op.Result().Type)
	case op.Code.IsCompare():
		return newConst(b, reflect.ValueOf(compare(op.Code, xs[0], xs[1])), op.Result().Type)
	}
	return newConst(b, binary(op.Code, xs[0], xs[1]), op.Result().Type)
}

// foldExtremes computes min and max of integer constants, and leaves out the 0 of which a length is at least as
// large.
//
//	n = max 3, 0   →   3
//	m = len s; n = max m, 0   →   m
func foldExtremes(b *Builder, op *Op) *Value {
	if op.Code != Call || op.Builtin != "min" && op.Builtin != "max" || len(op.Args) != 2 || !IsInteger(op.Args[0].Type) {
		return nil
	}
	if n := op.Args[0]; op.Builtin == "max" && isConst(op.Args[1], 0) && n.Op != nil && (n.Op.Code == Len || n.Op.Code == Cap) {
		return n
	}
	x, known := knownValue(op.Args[0])
	y, also := knownValue(op.Args[1])
	if !known || !also {
		return nil
	}
	return newConst(b, choose(op.Builtin == "min", x, y), op.Result().Type)
}

// knownValue is v if it is a constant of a basic type.
func knownValue(v *Value) (reflect.Value, bool) {
	if v.Op == nil || v.Op.Code != Const || v.Op.Const == nil || isTypeParam(v.Type) {
		return reflect.Value{}, false
	}
	t, ok := v.Type.Underlying().(*types.Basic)
	if !ok || t.Info()&types.IsComplex != 0 || t.Kind() == types.UnsafePointer {
		return reflect.Value{}, false
	}
	return constantOf(v.Op.Const, basicType(t)), true
}

// newConst is x as a constant of type t, nil if Go has no such constant: it has
// no NaN, infinity or negative zero.
func newConst(b *Builder, x reflect.Value, t types.Type) *Value {
	switch {
	case x.CanFloat():
		f := x.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) || f == 0 && math.Signbit(f) {
			return nil
		}
		return b.Const(constant.MakeFloat64(f), t)
	case x.CanInt():
		return b.Const(constant.MakeInt64(x.Int()), t)
	case x.CanUint():
		return b.Const(constant.MakeUint64(x.Uint()), t)
	case x.Kind() == reflect.Bool:
		return b.Const(constant.MakeBool(x.Bool()), t)
	}
	return b.Const(constant.MakeString(x.String()), t)
}

// isConst reports whether v is the number n.
func isConst(v *Value, n int64) bool {
	if x, ok := knownValue(v); ok {
		switch {
		case x.CanFloat():
			return x.Float() == float64(n)
		case x.CanInt():
			return x.Int() == n
		case x.CanUint():
			return n >= 0 && x.Uint() == uint64(n)
		}
		return false
	}
	return IsFloat(v.Type) && v.Op != nil && v.Op.Code == Const && v.Op.Const != nil &&
		constant.Compare(v.Op.Const, token.EQL, constant.MakeInt64(n))
}

// sameValue reports whether v and w are one value or equal constants.
func sameValue(v, w *Value) bool {
	switch {
	case v == w:
		return true
	case v.Op == nil || w.Op == nil || v.Op.Code != Const || w.Op.Code != Const:
		return false
	case v.Op.Const == nil || w.Op.Const == nil:
		return v.Op.Const == w.Op.Const && types.Identical(v.Type, w.Type)
	}
	return types.Identical(v.Type, w.Type) && constant.Compare(v.Op.Const, token.EQL, w.Op.Const)
}
