package adjoint

import (
	"fmt"
	"go/constant"
	"go/types"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gograd/gograd/ir"
)

var float64Type = types.Typ[types.Float64]

// newAlgebra is an algebra in a function of three floats x, y and z.
func newAlgebra() (b algebra, x []*ir.Value) {
	f := &ir.Func{Name: "f", Results: []ir.Result{{Type: float64Type}}, Body: &ir.Block{}}
	for _, name := range []string{"x", "y", "z"} {
		f.Params = append(f.Params, f.NewValue(name, float64Type))
	}
	return algebra{&ir.Builder{Func: f, Block: f.Body}, map[*ir.Op]bool{}}, f.Params
}

// formula is v as people write it.
func formula(v *ir.Value) string {
	if v == nil {
		return "0"
	}
	if v.Op == nil {
		return v.Name
	}
	if v.Op.Code == ir.Const {
		c, _ := floatConst(v)
		return fmt.Sprint(c)
	}
	if v.Op.Code == ir.Neg {
		return "-" + formula(v.Op.Args[0])
	}
	sign := map[ir.Code]string{ir.Add: "+", ir.Sub: "-", ir.Mul: "*", ir.Div: "/"}[v.Op.Code]
	return "(" + formula(v.Op.Args[0]) + sign + formula(v.Op.Args[1]) + ")"
}

// What the chain rule puts in mechanically is not written.
func TestAlgebraRewrites(t *testing.T) {
	b, in := newAlgebra()
	x, y, z := in[0], in[1], in[2]
	c := func(f float64) *ir.Value { return b.Float(f, float64Type) }
	for _, test := range []struct {
		lesson string
		got    *ir.Value
		want   string
	}{
		{"a zero that isn't there adds nothing", b.add(nil, x), "x"},
		{"from either side", b.add(x, nil), "x"},
		{"nothing less x is -x", b.sub(nil, x), "-x"},
		{"no factor, no product", b.mul(x, nil), "0"},
		{"nothing divided is nothing", b.div(nil, x), "0"},
		{"one is no factor", b.mul(x, c(1)), "x"},
		{"nor a divisor", b.div(x, c(1)), "x"},
		{"minus one is a sign", b.mul(c(-1), x), "-x"},
		{"two signs are none", b.neg(b.neg(x)), "x"},
		{"signs go outwards", b.mul(b.neg(x), b.neg(y)), "(x*y)"},
		{"and out of quotients", b.div(x, b.neg(y)), "-(x/y)"},
		{"of constants too", b.mul(c(-3), x), "-(3*x)"},
		{"a sign becomes a subtraction", b.add(x, b.neg(y)), "(x-y)"},
		{"the other way round", b.add(b.neg(x), y), "(y-x)"},
		{"two of them one", b.add(b.neg(x), b.neg(y)), "-(x+y)"},
		{"subtracting a negative adds", b.sub(x, b.neg(y)), "(x+y)"},
		{"a difference is turned round", b.neg(b.sub(x, y)), "(y-x)"},
		{"equal terms are a product", b.add(x, x), "(2*x)"},
		{"with constant factors", b.add(b.mul(c(2), x), x), "(3*x)"},
		{"products are equal in any order", b.add(b.mul(x, y), b.mul(y, x)), "((2*x)*y)"},
		{"constants go in front", b.mul(x, c(3)), "(3*x)"},
		{"powers of two join other constants", b.mul(c(2), b.mul(c(3), x)), "(6*x)"},
		{"and go to the front of products", b.mul(c(2), b.mul(x, y)), "((2*x)*y)"},
		{"other constants stay: rounding", b.mul(c(3), b.mul(c(5), x)), "(3*(5*x))"},
		{"as do sums: rounding", b.sub(b.add(x, y), y), "((x+y)-y)"},
		{"and what only looks alike", b.add(b.mul(x, y), b.mul(x, z)), "((x*y)+(x*z))"},
	} {
		if got := formula(test.got); got != test.want {
			t.Errorf("%s: got %s, want %s", test.lesson, got, test.want)
		}
	}
}

// All rewrites are exact: a random formula that has a finite value has the same, bit for bit,
// as it is written, but for the sign of a zero.
func TestAlgebraIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		b, in := newAlgebra()
		plain, other := newAlgebra()
		v, w := randomFormula(rng, b, plain, in, other, 5)
		if v == nil {
			continue
		}
		b.Return(v)
		plain.Return(w)
		args := []any{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		got, want := value(t, b.Func, args), value(t, plain.Func, args)
		if got != want && !math.IsNaN(want) && !math.IsInf(want, 0) {
			t.Fatalf("%s = %v became %s = %v at %v", formula(w), want, formula(v), got, args)
		}
	}
}

func value(t *testing.T, f *ir.Func, args []any) float64 {
	t.Helper()
	results, err := ir.Eval(f, nil, args...)
	if err != nil {
		t.Fatal(err)
	}
	return results[0].(float64)
}

// randomFormula builds a formula twice: by the algebra, and as it is written.
func randomFormula(rng *rand.Rand, b, plain algebra, in, other []*ir.Value, depth int) (v, w *ir.Value) {
	if depth == 0 || rng.IntN(5) == 0 {
		if rng.IntN(3) == 0 {
			c := []float64{1, -1, 2, -2, 0.5, -0.25, 3, 5}[rng.IntN(8)]
			return b.Float(c, float64Type), plain.Float(c, float64Type)
		}
		i := rng.IntN(len(in))
		return in[i], other[i]
	}
	x, px := randomFormula(rng, b, plain, in, other, depth-1)
	code := []ir.Code{ir.Neg, ir.Add, ir.Sub, ir.Mul, ir.Div}[rng.IntN(5)]
	if code == ir.Neg {
		return b.neg(x), plain.Unary(ir.Neg, px)
	}
	y, py := randomFormula(rng, b, plain, in, other, depth-1)
	if rng.IntN(6) == 0 {
		y, py = x, px // equal terms
	}
	return b.arithmetic(code, []*ir.Value{x, y}), plain.Binary(code, px, py)
}

// A constant of a narrow type is folded in that type.
func TestAlgebraOfFloat32(t *testing.T) {
	single := types.Typ[types.Float32]
	b, _ := newAlgebra()
	x := b.Func.NewValue("x", single)
	third := b.Const(constant.MakeFloat64(float64(float32(1)/3)), single)
	v := b.mul(b.Float(2, single), b.mul(third, x))
	if !types.Identical(v.Type, single) {
		t.Errorf("the product of float32 is a %s", v.Type)
	}
	c, _ := floatConst(v.Op.Args[0])
	if want := float64(2 * (float32(1) / 3)); c != want {
		t.Errorf("2·⅓ is %v, not %v", c, want)
	}
}
