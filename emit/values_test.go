package emit_test

import (
	"go/types"
	"testing"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/ir"
)

// Parentheses stand where Go's precedence needs them and nowhere else.
func TestParentheses(t *testing.T) {
	decls := `func Like(a, b, c float64) float64 { return 0 }`
	for want, make := range map[string]func(l *lesson, a, b, c *ir.Value) *ir.Value{
		"a - (b - c)":  func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.sub(a, l.sub(b, c)) },
		"a - b - c":    func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.sub(l.sub(a, b), c) },
		"a * (b * c)":  func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.mul(a, l.mul(b, c)) },
		"a / (b * c)":  func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.div(a, l.mul(b, c)) },
		"a * b / c":    func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.div(l.mul(a, b), c) },
		"(a + b) * c":  func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.mul(l.add(a, b), c) },
		"a*b + c":      func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.add(l.mul(a, b), c) },
		"-(a + b) - c": func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.sub(l.Unary(ir.Neg, l.add(a, b)), c) },
		"a - -b":       func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.sub(a, l.Unary(ir.Neg, b)) },
		"-(-a)":        func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.Unary(ir.Neg, l.Unary(ir.Neg, a)) },
		"a * -2":       func(l *lesson, a, b, c *ir.Value) *ir.Value { return l.mul(a, l.num(-2)) },
	} {
		t.Run(want, func(t *testing.T) {
			l := newLesson(t, decls)
			l.Return(make(l, l.in[0], l.in[1], l.in[2]))
			l.expect(t, decls, "func F(a, b, c float64) float64 {\n\treturn "+want+"\n}")
		})
	}
}

// Constants are as short as they are exact, and of the right type.
func TestConstants(t *testing.T) {
	decls := `func Like(x float32, a any) (float64, float32, any) { return 0, 0, nil }`
	l := newLesson(t, decls)
	big := named("big", l.num(1e12))
	op := l.If(l.Compare(ir.Gt, l.in[0], l.Float(0.1, tFloat32)))
	then := l.build.in(op, 0)
	then.Yield(then.num(1e-12))
	l.build.in(op, 1).Yield(big)
	y := l.AddResult(op, "y", tFloat64)
	l.Return(l.mul(y, y), l.mul(l.in[0], l.Float(0.1, tFloat32)), l.Convert(tAny, l.num(2)))
	l.expect(t, decls, `
func F(x float32, a any) (float64, float32, any) {
	y := 1e12
	if x > 0.1 {
		y = 1e-12
	}
	return y * y, x * 0.1, 2.0
}
`)
}

// Go computes with constants exactly, and refuses to compile what panics: where
// the program doesn't, a variable stands in the way.
func TestConstantHazards(t *testing.T) {
	decls := `func Like(n int, x []float64) (float64, int, float64, int) { return 0, 0, 0, 0 }`
	l := newLesson(t, decls)
	n, x := l.in[0], l.in[1]
	sum := l.add(l.num(0.1), l.num(0.2))
	quotient := l.Binary(ir.Div, n, l.Int(0))
	l.at(x, l.Int(-1))
	shifted := l.Binary(ir.Shl, l.Int(1), n)
	l.Return(sum, quotient, l.Unary(ir.Neg, l.num(0)), shifted)
	l.expect(t, decls, `
func F(n int, x []float64) (float64, int, float64, int) {
	t := 0.1
	n2 := 0
	n3 := n / n2
	at := -1
	_ = x[at]
	t2 := 0.0
	return t + 0.2, n3, -t2, int(1) << n
}
`)
}

// Where nil says nothing about its type, the type is written.
func TestNil(t *testing.T) {
	decls := points + `func Like(x []float64) (float64, bool, []float64) { return 0, false, nil }`
	l := newLesson(t, decls)
	none := l.Zero(tFloats)
	pointer := l.Zero(types.NewPointer(l.typ("Point")))
	more := l.Emit(&ir.Op{Code: ir.Call, Builtin: "append", Args: []*ir.Value{none, l.in[0]}, Spread: true}, tFloats)
	named("more", more.Result())
	x := l.Load(pointer, []ir.Step{field(0)})
	same := l.Compare(ir.Eq, none, l.Zero(tFloats))
	l.Return(l.add(x, l.at(more.Result(), l.Len(none))), same, none)
	l.expect(t, decls, `
func F(x []float64) (float64, bool, []float64) {
	s := []float64(nil)
	more := append(s, x...)
	return (*Point)(nil).X + more[len(s)], s == nil, s
}
`)
}

// Calls of functions, methods and builtins; results that nobody takes.
func TestCalls(t *testing.T) {
	decls := `
func Two() (int, float64)                     { return 0, 0 }
func Sum(s float64, xs ...float64) float64    { return 0 }
func Scale[T float32 | float64](x []T, a T) T { return a }
func Like(x []float64, y []float32) float64   { return 0 }
`
	l := newLesson(t, decls)
	x, y := l.in[0], l.in[1]
	l.Call(l.fn("Two"))
	two := l.Call(l.fn("Two"))
	named("b", two.Results[1])
	b := two.Results[1]
	spread := l.Call(l.fn("Sum"), b, x)
	spread.Spread = true
	named("s", spread.Result())
	l.Emit(&ir.Op{Code: ir.Call, Func: l.fn("Scale"), Args: []*ir.Value{y, l.Float(2, tFloat32)}}, tFloat32)
	more := l.Emit(&ir.Op{Code: ir.Call, Builtin: "append", Args: []*ir.Value{x, b}}, tFloats).Result()
	l.Emit(&ir.Op{Code: ir.Call, Builtin: "copy", Args: []*ir.Value{x, named("more", more)}}, tInt)
	least := l.Emit(&ir.Op{Code: ir.Call, Builtin: "min", Args: []*ir.Value{b, l.num(3)}}, tFloat64).Result()
	l.Return(l.add(l.add(spread.Result(), l.Call(imported("math", "Abs"), least).Result()), l.at(more, l.Int(0))))
	l.expect(t, decls, `
func F(x []float64, y []float32) float64 {
	Two()
	_, b := Two()
	s := Sum(b, x...)
	Scale(y, 2)
	more := append(x, b)
	copy(x, more)
	return s + math.Abs(min(b, 3)) + more[0]
}
`)
}

// A name that something else in the function needs isn't hidden; one that is
// free again is used again.
func TestNames(t *testing.T) {
	decls := `
func scale(x float64) float64                   { return x }
func Like(len []float64, math, f float64) float64 { return 0 }
`
	l := newLesson(t, decls)
	s, m := l.in[0], l.in[1]
	a := named("scale", l.Call(l.fn("scale"), m).Result())
	b := named("func", l.mul(a, a))
	n := named("float64", l.Len(s))
	c := named("abs", l.Call(imported("math", "Abs"), b).Result())
	d := named("c", l.mul(l.mul(c, c), l.add(b, l.Convert(tFloat64, n))))
	l.Return(l.mul(d, l.add(d, l.in[2])))
	l.expect(t, decls, `
func F(len2 []float64, math2, f float64) float64 {
	scale2 := scale(math2)
	func2 := scale2 * scale2
	abs := math.Abs(func2)
	c := abs * abs * (func2 + float64(len(len2)))
	return c * (c + f)
}
`)
}

// Types print as the file can write them.
func TestTypes(t *testing.T) {
	decls := `
import "time"

type Pair[A, B any] struct {
	First  A
	Second B
}

func Like(a Pair[float64, []int], b map[string]time.Duration, c func(int) (float64, error), d struct{ X, Y int }, e *[2]chan<- int, f ...any) {
}
`
	l := newLesson(t, decls)
	l.Return()
	l.expect(t, decls, `
func F(a Pair[float64, []int], b map[string]time.Duration, c func(int) (float64, error), d struct {
	X int
	Y int
}, e *[2]chan<- int, f ...any) {}
`)
}

// A generic function keeps its type parameters, a method its receiver.
func TestGeneric(t *testing.T) {
	decls := `
type Float interface{ ~float32 | ~float64 }

func Like[T Float, S ~[]T](x S, y T) (f, dy T) { return }
`
	l := newLesson(t, decls)
	y := l.in[1]
	l.Return(l.mul(y, l.add(y, l.Const(constantInt(1), y.Type))), l.Zero(y.Type))
	l.expect(t, decls, `
func F[T Float, S ~[]T](x S, y T) (f, dy T) {
	return y * (y + 1), 0
}
`)
}

// The file: its head, the imports in groups, and what belongs to a function behind it.
func TestFile(t *testing.T) {
	decls := `
type HTTPModel struct{ W []float64 }

var hTTPModelObsTape int

func Like(m *HTTPModel, x []float64) float64 { return 0 }
`
	l := newLesson(t, decls)
	l.Func.Name, l.Func.Recv, l.Func.Params = "ObsGrad", l.in[0], l.in[1:]
	l.Func.Doc = "ObsGrad returns Obs(x). It is a method, its doc comment is long, and so it goes on in a second line."
	buf := l.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{l.Len(l.in[1])}}, tFloats).Result()
	named("dws", buf)
	sum := std("github.com/gograd/gograd/runtime/tensor", "Sum", []types.Type{tFloats}, []types.Type{tFloat64}, false)
	l.Return(l.Call(sum, buf).Result())
	src, err := emit.File(emit.Input{
		Pkg: l.pkg, Source: "model_linux.go", Build: "linux && !race", Funcs: []*ir.Func{l.Func},
		Imports: map[string]string{"sync": "lock"}, Compat: "Compat1",
		Taken: map[string]bool{"httpModelObsTapes": true, "tensor": true},
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, string(src), `
// Code generated by gograd from model_linux.go; DO NOT EDIT.

//go:build linux && !race

package lesson

import (
	lock "sync"

	tensor2 "github.com/gograd/gograd/runtime/tensor"
)

const _ = tensor2.Compat1

// ObsGrad returns Obs(x). It is a method, its doc comment is long, and so it goes
// on in a second line.
func (m *HTTPModel) ObsGrad(x []float64) float64 {
	tape := httpModelObsTape2s.Get().(*httpModelObsTape2)
	defer httpModelObsTape2s.Put(tape)

	dws := append(tape.dws[:0], make([]float64, len(x))...)[:len(x)]
	tape.dws = dws
	return tensor2.Sum(dws)
}

type httpModelObsTape2 struct{ dws []float64 }

var httpModelObsTape2s = lock.Pool{New: func() any { return new(httpModelObsTape2) }}
`)
}
