package ir

import (
	"go/constant"
	"go/types"
	"testing"
)

// What is known about calls, from the name and place of the function alone.
func TestEffectsOfCalls(t *testing.T) {
	tensor := types.NewPackage("github.com/gograd/gograd/runtime/tensor", "tensor")
	kernel := types.NewPackage("github.com/gograd/gograd/runtime/kernel", "kernel")
	fmtPkg := types.NewPackage("fmt", "fmt")
	anyType := types.NewInterfaceType(nil, nil)
	const adds = MayPanic | Reads | Writes
	for _, test := range []struct {
		fn   *types.Func
		args []types.Type
		want Effect
	}{
		{sinFunc, []types.Type{float}, 0},
		{noteFunc, []types.Type{float}, unknown.Effects},
		{newFunc(tensor, "AddScaled", []types.Type{floats, float, floats}), []types.Type{floats, float, floats}, adds},
		{newFunc(tensor, "SubInto", []types.Type{floats, floats}, floats), []types.Type{floats, floats}, adds},
		{newFunc(kernel, "Axpy", []types.Type{floats, float, floats}), []types.Type{floats, float, floats}, adds},
		{newFunc(tensor, "ReLU", []types.Type{floats}, floats), []types.Type{floats}, MayPanic | Reads | Allocates},
		{newFunc(tensor, "ReLUAdjoint", []types.Type{floats, floats}), []types.Type{floats, floats}, unknown.Effects},
		{newFunc(fmtPkg, "Sprint", []types.Type{anyType}, types.Typ[types.String]), []types.Type{integer}, Reads | Allocates},
		{newFunc(fmtPkg, "Sprint", []types.Type{anyType}, types.Typ[types.String]), []types.Type{pointType}, unknown.Effects},
	} {
		f, b := newTestFunc("f", nil, test.args...)
		if got := Effects(b.Call(test.fn, f.Params...)); got != test.want {
			t.Errorf("%s: %b, not %b", test.fn.Name(), got, test.want)
		}
	}
}

// What can panic, by what it is alone.
func TestCanPanic(t *testing.T) {
	anyType, errType := types.Universe.Lookup("any").Type(), types.Universe.Lookup("error").Type()
	for _, test := range []struct {
		lesson string
		write  func(b *Builder, s, p, n, e, a *Value) *Value
		want   bool
	}{
		{"n / 2", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Binary(Div, n, b.Int(2)) }, false},
		{"2 / n", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Binary(Div, b.Int(2), n) }, true},
		{"1.5 / 0.0", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Binary(Div, b.Float(1.5, float), b.Float(0, float))
		}, false},
		{"n << n", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Binary(Shl, n, n) }, true},
		{"err != nil", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Compare(Ne, e, b.Zero(errType)) }, false},
		{"any == any", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Compare(Eq, a, a) }, true},
		{"any == 1", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Compare(Eq, a, b.Convert(anyType, n))
		}, false},
		{"p.X", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Load(p, fieldX) }, true},
		{"new(Point).X", func(b *Builder, s, p, n, e, a *Value) *Value { return b.Load(b.Alloc(pointType), fieldX) }, false},
		{"new(Point).A[3]", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Load(b.Alloc(pointType), []Step{{Field: 2}, {Index: true}}, b.Int(3))
		}, true},
		{"s[0:len(s)]", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Emit(&Op{Code: Slice, Args: []*Value{s, b.Int(0), b.Len(s)}}, floats).Result()
		}, false},
		{"s[n:]", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Emit(&Op{Code: Slice, Args: []*Value{s, n, b.Len(s)}}, floats).Result()
		}, true},
		{"make([]float64, n)", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Emit(&Op{Code: Make, Args: []*Value{n}}, floats).Result()
		}, true},
		{"make([]float64, len(s))", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Emit(&Op{Code: Make, Args: []*Value{b.Len(s)}}, floats).Result()
		}, false},
		{"(*[2]float64)(s)", func(b *Builder, s, p, n, e, a *Value) *Value {
			return b.Convert(types.NewPointer(types.NewArray(float, 2)), s)
		}, true},
	} {
		f, b := newTestFunc("f", nil, floats, pointPtr, integer, errType, anyType)
		v := test.write(b, f.Params[0], f.Params[1], f.Params[2], f.Params[3], f.Params[4])
		if got := CanPanic(v.Op); got != test.want {
			t.Errorf("%s: %v", test.lesson, got)
		}
	}
}

// What is safe where it stands may be dropped, but not be done earlier.
func TestMovable(t *testing.T) {
	f, b := newTestFunc("f", nil, integer)
	b.Safe = true
	div := b.Binary(Div, b.Const(constant.MakeInt64(1), integer), f.Params[0]).Op
	if !Pure(div) || HasEffects(div) || Movable(div) {
		t.Error("a safe division is pure and not movable")
	}
}
