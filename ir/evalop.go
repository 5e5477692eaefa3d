package ir

import (
	"cmp"
	"go/constant"
	"reflect"
)

// constantOf is c, rounded once, as a t; zero if there is no c.
func constantOf(c constant.Value, t reflect.Type) reflect.Value {
	x := reflect.New(t).Elem()
	switch {
	case c == nil:
	case x.Kind() == reflect.Bool:
		x.SetBool(constant.BoolVal(c))
	case x.Kind() == reflect.String:
		x.SetString(constant.StringVal(c))
	case x.CanInt():
		n, _ := constant.Int64Val(constant.ToInt(c))
		x.SetInt(n)
	case x.CanUint():
		n, _ := constant.Uint64Val(constant.ToInt(c))
		x.SetUint(n)
	case x.Kind() == reflect.Float32:
		f, _ := constant.Float32Val(constant.ToFloat(c))
		x.SetFloat(float64(f))
	case x.Kind() == reflect.Float64:
		f, _ := constant.Float64Val(constant.ToFloat(c))
		x.SetFloat(f)
	default:
		refuse("a %s can't be a constant", t)
	}
	return x
}

// unary is -x, !x or ^x.
func unary(c Code, x reflect.Value) reflect.Value {
	y := reflect.New(x.Type()).Elem()
	switch {
	case c == Not:
		y.SetBool(!x.Bool())
	case x.CanFloat():
		y.SetFloat(-x.Float())
	case x.CanInt() && c == Neg:
		y.SetInt(-x.Int())
	case x.CanInt():
		y.SetInt(^x.Int())
	case c == Neg:
		y.SetUint(-x.Uint())
	default:
		y.SetUint(^x.Uint())
	}
	return y
}

// binary is x op y. Setting the result rounds it to its type: once for float32,
// because the sum, product and quotient of two float32 are rounded to float32
// in the same way directly and through float64 (Figueroa, "When is double
// rounding innocuous?", 1995).
func binary(c Code, x, y reflect.Value) reflect.Value {
	z := reflect.New(x.Type()).Elem()
	switch {
	case c == Shl || c == Shr:
		shift(z, c, x, y)
	case x.CanFloat():
		z.SetFloat(floatOp(c, x.Float(), y.Float()))
	case x.CanInt():
		z.SetInt(intOp(c, x.Int(), y.Int()))
	case x.CanUint():
		z.SetUint(intOp(c, x.Uint(), y.Uint()))
	case x.Kind() == reflect.String && c == Add:
		z.SetString(x.String() + y.String())
	case x.Kind() == reflect.Bool:
		z.SetBool(boolOp(c, x.Bool(), y.Bool()))
	default:
		refuse("there is no %s of %s", c, x.Type())
	}
	return z
}

func floatOp(c Code, x, y float64) float64 {
	switch c {
	case Add:
		return x + y
	case Sub:
		return x - y
	case Mul:
		return x * y
	case Div:
		return x / y
	}
	refuse("there is no %s of floats", c)
	return 0
}

func intOp[T int64 | uint64](c Code, x, y T) T {
	switch c {
	case Add:
		return x + y
	case Sub:
		return x - y
	case Mul:
		return x * y
	case Div:
		return x / y
	case Rem:
		return x % y
	case And:
		return x & y
	case Or:
		return x | y
	case Xor:
		return x ^ y
	}
	return x &^ y
}

func boolOp(c Code, x, y bool) bool {
	switch c {
	case And:
		return x && y
	case Or:
		return x || y
	}
	return x != y
}

// shift sets z to x << y or x >> y.
func shift(z reflect.Value, c Code, x, y reflect.Value) {
	n := uint64(0)
	if y.CanInt() {
		_ = 1 << y.Int() // panics as Go does
		n = uint64(y.Int())
	} else {
		n = y.Uint()
	}
	switch {
	case x.CanInt() && c == Shl:
		z.SetInt(x.Int() << n)
	case x.CanInt():
		z.SetInt(x.Int() >> n)
	case c == Shl:
		z.SetUint(x.Uint() << n)
	default:
		z.SetUint(x.Uint() >> n)
	}
}

// compare is x op y for any types that Go compares.
func compare(c Code, x, y reflect.Value) bool {
	switch {
	case x.Kind() != y.Kind():
		return equal(x, y) == (c == Eq)
	case x.CanFloat():
		return ordered(c, x.Float(), y.Float())
	case x.CanInt():
		return ordered(c, x.Int(), y.Int())
	case x.CanUint():
		return ordered(c, x.Uint(), y.Uint())
	case x.Kind() == reflect.String:
		return ordered(c, x.String(), y.String())
	}
	return equal(x, y) == (c == Eq)
}

func equal(x, y reflect.Value) bool {
	switch x.Kind() {
	case reflect.Slice, reflect.Map, reflect.Func: // one of them is nil
		return x.IsNil() && y.IsNil()
	}
	return x.Interface() == y.Interface()
}

func ordered[T cmp.Ordered](c Code, x, y T) bool {
	switch c {
	case Eq:
		return x == y
	case Ne:
		return x != y
	case Lt:
		return x < y
	case Le:
		return x <= y
	case Gt:
		return x > y
	}
	return x >= y
}
