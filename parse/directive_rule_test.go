package parse

import (
	"fmt"
	gotypes "go/types"
	"strings"
	"testing"
	"testing/fstest"
)

const rulesOfUser = `
-- a.go --
package a

import (
	"math"
	m2 "math"
	"m/lib"
	_ "m/blank"
)

type Float interface { ~float32 | ~float64 }
type Matrix[T Float] struct { Data []T }
type Model struct { W []float64; Bias float64 }

var _ = math.Pi + m2.Pi + lib.One

func Cube(x float64) float64 { return x * x * x }
func MatMul[T Float](a, b Matrix[T]) Matrix[T] { return a }
func MatMulInto[T Float](dst, a, b Matrix[T]) {}
func Sum(xs ...float64) float64 { return 0 }
func Root(x float64) (y float64, err error) { return x, nil }
func Pick(n int, v []float64) float64 { return v[n] }
func (m *Model) Apply(x float64) float64 { return x }
func (m Matrix[T]) Norm() T { return 0 }

//gograd:adjoint y = Cube(x)
func cube(x, dy float64) (dx float64) { return 3 * x * x * dy }

//gograd:adjoint c = MatMul(a, b)
func matMul[T Float](a, b, dc, da, db Matrix[T]) {}

//gograd:adjoint MatMulInto(dst, a, b)
func matMulInto[E Float](a, b, ddst, da, db Matrix[E]) {}

//gograd:adjoint y = Sum(xs)
func sum(dy float64, dxs []float64) {}

//gograd:adjoint y, err = Root(x)
func root(y, dy float64) (dx float64) { return dy / (2 * y) }

//gograd:adjoint y = Pick(n, v)
func pick(n int, dy float64, dv []float64) { dv[n] += dy }

//gograd:adjoint y = m.Apply(x)
func apply(m *Model, dy float64, dm *Model) (dx float64) { return dy }

//gograd:adjoint y = Matrix.Norm(m)
func norm[T Float](m Matrix[T], y, dy T, dm Matrix[T]) {}

//gograd:adjoint _, c = math.Sincos(x)
func sincos(x, dc float64) (dx float64) { return -dc * math.Sin(x) }

//gograd:adjoint y = m2.Tanh(x)
func tanh(y, dy float64) (dx float64) { return dy * (1 - y*y) }

//gograd:adjoint y = lib.Twice(x)
func twice(dy float64) (dx float64) { return 2 * dy }

//gograd:adjoint y = lib.T.Scale(t, x)
func scale(t lib.T, dy float64) (dx float64, dt lib.T) { return }

//gograd:adjoint y = (*lib.T).Shift(t, x)
func shift(dy float64, dt *lib.T) (dx float64) { return dy }

//gograd:adjoint y = blank.Half(x)
func half(dy float64) (dx float64) { return dy / 2 }

//gograd:adjoint y = math.Max(x, c) const=c
func maxConst(x, c, dy float64) (dx float64) { return dy }

//gograd:adjoint y = math.Floor(x) const=x
func floor() {}
-- lib/lib.go --
package lib

const One = 1

type T struct { X float64 }

func Twice(x float64) float64 { return 2 * x }
func (t T) Scale(x float64) float64 { return t.X * x }
func (t *T) Shift(x float64) float64 { return t.X + x }
-- blank/b.go --
package blank

func Half(x float64) float64 { return x / 2 }
`

// A rule names the function that it differentiates, in each of the ways in
// which Go code can, and its parameters say by their names what they are.
func TestRuleForms(t *testing.T) {
	l := mustLoad(t, rulesOfUser, ".")
	d, diags := l.Directives(only(t, l))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want := `cube: y = m.Cube(x): x dy -> dx
matMul: c = m.MatMul(a, b): a b dc da db ->
matMulInto: m.MatMulInto(dst, a, b): a b ddst da db ->
sum: y = m.Sum(xs): dy dxs ->
root: y, err = m.Root(x): y dy -> dx
pick: y = m.Pick(n, v): n dy dv ->
apply: y = (*m.Model).Apply(m, x): m dy dm -> dx
norm: y = (m.Matrix[T]).Norm(m): m y dy dm ->
sincos: _, c = math.Sincos(x): x dc -> dx
tanh: y = math.Tanh(x): y dy -> dx
twice: y = m/lib.Twice(x): dy -> dx
scale: y = (m/lib.T).Scale(t, x): t dy -> dx dt
shift: y = (*m/lib.T).Shift(t, x): dy dt -> dx
half: y = m/blank.Half(x): dy -> dx
maxConst: y = math.Max(x, c) const c: x c dy -> dx
floor: y = math.Floor(x) const x: ->
`
	var got strings.Builder
	for _, r := range d.Rules {
		fmt.Fprintln(&got, printRule(r))
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// Operators and builtins have their rules in package rules: one for each
// number of operands, and one more where an operand has no derivative.
func TestRulesOfOperators(t *testing.T) {
	dir := unpack(t, "-- a.go --\npackage a\n")
	l, diags := Load(Config{Dir: dir, Rules: fstest.MapFS{"r.go": {Data: []byte(`package rules

type Float interface { ~float32 | ~float64 }

//gograd:adjoint z = x * y
func mul[T Float](x, y, dz T) (dx, dy T) { return dz * y, dz * x }

//gograd:adjoint z = x - y
func sub[T Float](dz T) (dx, dy T) { return dz, -dz }

//gograd:adjoint y = -x
func neg[T Float](dy T) (dx T) { return -dy }

//gograd:adjoint z = max(x, y)
func maxBoth[T Float](x, y, dz T) (dx, dy T) { return }

//gograd:adjoint z = max(x, y) const=y
func maxLeft[T Float](x, y, dz T) (dx T) { return }
`)}}})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	d, diags := l.Directives(l.Rules())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var got []string
	for _, r := range d.Rules {
		got = append(got, printRule(r))
	}
	equal(t, got, []string{
		"mul: z = *2(x, y): x y dz -> dx dy",
		"sub: z = -2(x, y): dz -> dx dy",
		"neg: y = -1(x): dy -> dx",
		"maxBoth: z = max2(x, y): x y dz -> dx dy",
		"maxLeft: z = max2(x, y) const y: x y dz -> dx",
	})
}

// An operation has one result, and its operands one type.
func TestMistakesInRulesOfOperators(t *testing.T) {
	dir := unpack(t, "-- a.go --\npackage a\n")
	l, _ := Load(Config{Dir: dir, Rules: fstest.MapFS{"r.go": {Data: []byte(`package rules

//gograd:adjoint x * y
func noResult(x, y float64) (dx, dy float64) { return }

//gograd:adjoint z = x % y
func noDerivative(x, y, dz float64) (dx, dy float64) { return }

//gograd:adjoint n = len(x)
func noRule(x float64) (dx float64) { return }

//gograd:adjoint z = x / y
func types(x float64, y float32, dz float64) (dx, dy float64) { return }

//gograd:adjoint z = x + y
func missing(dz float64) (dx float64) { return }
`)}}})
	_, diags := l.Directives(l.Rules())
	want := `rules/r.go:3:18: an operation has one result: write z = in front of it
rules/r.go:6:24: operator % has no derivative
rules/r.go:9:22: builtin len has no rule: the compiler knows it
rules/r.go:13:23: y has type float32: operands and results of an operation have one type, of floats
rules/r.go:15:1: the rule has no derivative by y: add dy, or const=y if it has none`
	if got := diags.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Types of a generic rule are those of its function, whatever they are made of.
func TestUnify(t *testing.T) {
	const types = `package a
type Float interface { ~float32 | ~float64 }
type M[T any] struct { X T }
`
	tests := []struct {
		rule, primal string
		want         bool
	}{
		{"T", "float64", true},
		{"[]T", "[]float32", true},
		{"[]T", "float32", false},
		{"*M[T]", "*M[float64]", true},
		{"M[[]T]", "M[[]float64]", true},
		{"M[T]", "[]float64", false},
		{"[3]T", "[3]float64", true},
		{"[3]T", "[2]float64", false},
		{"map[string]T", "map[string]float64", true},
		{"map[string]T", "map[int]float64", false},
		{"struct{ A, B T }", "struct{ A, B float64 }", true},
		{"struct{ A, B T }", "struct{ A float64; B float32 }", false},
		{"struct{ A T }", "struct{ B float64 }", false},
		{"struct{ A T }", "struct{ A, B float64 }", false},
		{"func()", "func()", true},
	}
	for _, test := range tests {
		p := checkSource(t, types+"func R[T any](x "+test.rule+") {}\nfunc P(x "+test.primal+") {}\n")
		u := &unifier{bound: map[*gotypes.TypeParam]gotypes.Type{}}
		x, y := funcOf(t, p, "R").Signature().Params().At(0).Type(), funcOf(t, p, "P").Signature().Params().At(0).Type()
		if got := u.unify(x, y); got != test.want {
			t.Errorf("%s as %s: got %t", test.rule, test.primal, got)
		}
	}
}

func printRule(r *Rule) string {
	primal := fmt.Sprint(r.Primal.Builtin, r.Primal.Arity)
	switch {
	case r.Primal.Func != nil:
		primal = r.Primal.Func.FullName()
	case r.Primal.Op != 0:
		primal = fmt.Sprintf("%s%d", r.Primal.Op, r.Primal.Arity)
	}
	s := r.Func.Name.Name + ": "
	if len(r.Out) > 0 {
		s += strings.Join(r.Out, ", ") + " = "
	}
	s += primal + "(" + strings.Join(r.In, ", ") + ")"
	if len(r.Const) > 0 {
		s += " const " + strings.Join(r.Const, ",")
	}
	s += ":"
	for _, role := range r.Params {
		s += " " + roleName(r, role)
	}
	s += " ->"
	for _, role := range r.Results {
		s += " " + roleName(r, role)
	}
	return s
}

func roleName(r *Rule, role Role) string {
	return map[RoleKind]string{Input: "", Output: "", DInput: "d", DOutput: "d"}[role.Kind] +
		map[RoleKind][]string{Input: r.In, DInput: r.In, Output: r.Out, DOutput: r.Out}[role.Kind][role.Index]
}
