package ir

import (
	"go/constant"
	"go/types"
	"math"
	"reflect"
)

// foldConvert drops conversions that change nothing, there and back ones too, and converts
// constants.
//
//	y = convert float64 x; z = convert float32 y   →   x, a float32
func foldConvert(b *Builder, op *Op) *Value {
	if op.Code != Convert {
		return nil
	}
	x, to := op.Args[0], op.Result().Type
	if types.Identical(x.Type, to) {
		return x
	}
	if x.Op != nil && x.Op.Code == Convert && types.Identical(x.Op.Args[0].Type, to) && holds(x.Type, to) {
		return x.Op.Args[0]
	}
	if v := foldGenericConstant(b, x, to); v != nil {
		return v
	}
	k, known := knownValue(x)
	t, basic := to.Underlying().(*types.Basic)
	if !known || !basic || isTypeParam(to) || k.Kind() == reflect.String || k.Kind() == reflect.Bool ||
		t.Info()&(types.IsInteger|types.IsFloat) == 0 || k.CanFloat() && math.Abs(k.Float()) >= 1<<31 ||
		k.CanFloat() && k.Float() < 0 && t.Info()&types.IsUnsigned != 0 {
		return nil
	}
	if k.CanFloat() && t.Info()&types.IsInteger != 0 && !fits(math.Trunc(k.Float()), basicType(t)) {
		return nil
	}
	return newConst(b, convert(k, basicType(t)), to)
}

// foldGenericConstant is the constant x as a float of type to, if one of the
// types is a type parameter: the number must be the same in all types of floats.
//
//	y = convert T (const 0.5 float64)   →   const 0.5 T
func foldGenericConstant(b *Builder, x *Value, to types.Type) *Value {
	if x.Op == nil || x.Op.Code != Const || x.Op.Const == nil || !IsFloat(x.Type) && !IsInteger(x.Type) || !IsFloat(to) {
		return nil
	}
	if _, exact := constant.Float32Val(x.Op.Const); exact && (isTypeParam(x.Type) || isTypeParam(to)) {
		return b.Const(x.Op.Const, to)
	}
	return nil
}

// throughConversion takes the slice itself where op reads, writes or measures it
// by another name of its type.
//
//	t = convert []float64 s; x = load t[i]   →   x = load s[i]
func (r *rewriter) throughConversion(op *Op) {
	switch op.Code {
	case Load, Store, Addr, Len, Cap:
		if s := otherName(op.Args[0]); s != nil {
			op.Args[0] = s
			r.changed = true
		}
	}
}

// sliceThroughConversion slices the slice itself.
//
//	t = convert []float64 s; u = slice t, i, j   →   v = slice s, i, j; u = convert []float64 v
func sliceThroughConversion(b *Builder, op *Op) *Value {
	if op.Code != Slice {
		return nil
	}
	s := otherName(op.Args[0])
	if s == nil {
		return nil
	}
	part := *op
	part.Args, part.Results = append([]*Value{s}, op.Args[1:]...), nil
	b.Emit(&part, s.Type)
	part.Result().Name = op.Result().Name
	return b.Convert(op.Result().Type, part.Result())
}

// otherName is the slice that v is by another name of its type, nil if v is none.
func otherName(v *Value) *Value {
	if v.Op == nil || v.Op.Code != Convert {
		return nil
	}
	s := v.Op.Args[0]
	if _, ok := Under(s.Type).(*types.Slice); !ok || !types.Identical(Under(s.Type), Under(v.Type)) {
		return nil
	}
	if s.Name == "" {
		s.Name = v.Name
	}
	return s
}

// fits reports whether the integer x is one of type t.
func fits(x float64, t reflect.Type) bool {
	z := reflect.Zero(t)
	if z.CanInt() {
		return !z.OverflowInt(int64(x))
	}
	return x >= 0 && !z.OverflowUint(uint64(x))
}

// holds reports whether every value of type t is also one of type wide, so that
// it survives the way there and back.
func holds(wide, t types.Type) bool {
	if _, ok := Under(t).(*types.Slice); ok {
		return types.Identical(Under(t), Under(wide))
	}
	if isTypeParam(t) && IsFloat(t) {
		b, ok := wide.Underlying().(*types.Basic)
		return ok && b.Kind() == types.Float64
	}
	w, ok1 := wide.Underlying().(*types.Basic)
	n, ok2 := t.Underlying().(*types.Basic)
	if !ok1 || !ok2 || isTypeParam(wide) || isTypeParam(t) {
		return false
	}
	if w.Kind() == n.Kind() || w.Kind() == types.Float64 && n.Kind() == types.Float32 {
		return true
	}
	const numbers = types.IsInteger | types.IsUnsigned
	return n.Info()&types.IsInteger != 0 && w.Info()&numbers == n.Info()&numbers && minBits(w) >= maxBits(n)
}

// minBits and maxBits are the widths of integers over all machines.
func minBits(b *types.Basic) int64 { return 8 * (&types.StdSizes{WordSize: 4, MaxAlign: 4}).Sizeof(b) }
func maxBits(b *types.Basic) int64 { return 8 * (&types.StdSizes{WordSize: 8, MaxAlign: 8}).Sizeof(b) }
