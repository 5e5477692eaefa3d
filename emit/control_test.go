package emit_test

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// A variable that one branch changes is set before.
func TestDefault(t *testing.T) {
	decls := `func Like(a, b float64) float64 { return 0 }`
	l := newLesson(t, decls)
	a, b := l.in[0], l.in[1]
	op := l.If(l.Compare(ir.Lt, a, b))
	l.build.in(op, 0).Yield(b)
	l.build.in(op, 1).Yield(a)
	x := l.AddResult(op, "x", tFloat64)
	l.Return(l.mul(x, x))
	l.expect(t, decls, `
func F(a, b float64) float64 {
	x := a
	if a < b {
		x = b
	}
	return x * x
}
`)
}

// What a loop carries round in a circle is assigned at once.
func TestSwap(t *testing.T) {
	decls := `func Like(n int) float64 { return 0 }`
	l := newLesson(t, decls)
	zero, one, start := l.num(0), l.num(1), l.Int(0)
	loop := l.Loop(start, l.in[0], "")
	a, after := l.Carry(loop, zero, "a")
	b, _ := l.Carry(loop, one, "b")
	body := l.build.in(loop, 0)
	body.Yield(b, body.add(a, b))
	l.Return(after)
	l.expect(t, decls, `
func F(n int) float64 {
	var a float64
	b := 1.0
	for range n {
		a, b = b, a+b
	}
	return a
}
`)
}

// What is carried is assigned in an order in which nothing gets lost.
func TestOrderOfCopies(t *testing.T) {
	decls := `func Like(n int) float64 { return 0 }`
	l := newLesson(t, decls)
	zero, one, start := l.num(0), l.num(1), l.Int(0)
	loop := l.Loop(start, l.in[0], "")
	a, _ := l.Carry(loop, one, "a")
	b, after := l.Carry(loop, zero, "b")
	body := l.build.in(loop, 0)
	body.Yield(body.mul(a, body.num(2)), body.sub(b, a))
	l.Return(after)
	l.expect(t, decls, `
func F(n int) float64 {
	a := 1.0
	var b float64
	for range n {
		b -= a
		a *= 2
	}
	return b
}
`)
}

// An If that gives a bool is && or ||, and what it guards stays guarded.
func TestLogic(t *testing.T) {
	decls := `func Like(x []float64, i int) float64 { return 0 }`
	l := newLesson(t, decls)
	x, i := l.in[0], l.in[1]
	zero := l.num(0)
	yes, no := l.Const(constantBool(true), tBool), l.Const(constantBool(false), tBool)
	and := l.If(l.Compare(ir.Lt, i, l.Len(x)))
	inside := l.build.in(and, 0)
	inside.Yield(inside.Compare(ir.Gt, inside.at(x, i), zero))
	l.build.in(and, 1).Yield(no)
	or := l.If(l.AddResult(and, "", tBool))
	l.build.in(or, 0).Yield(yes)
	other := l.build.in(or, 1)
	other.Yield(other.Compare(ir.Eq, i, other.Int(7)))
	branch := l.If(l.AddResult(or, "", tBool))
	l.build.in(branch, 0).Yield(l.Func.Params[0])
	last := l.build.in(branch, 1)
	last.Yield(last.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{x, last.Int(1), last.Len(x)}}, tFloats).Result())
	y := l.AddResult(branch, "y", tFloats)
	l.Return(l.at(y, l.Int(0)))
	l.expect(t, decls, `
func F(x []float64, i int) float64 {
	var y []float64
	if i < len(x) && x[i] > 0 || i == 7 {
		y = x
	} else {
		y = x[1:]
	}
	return y[0]
}
`)
}

// A branch that panics is a guard, and the rest needs no else; the opposite of
// a < b isn't a >= b, for there are NaNs.
func TestGuard(t *testing.T) {
	decls := `func Like(a, b float64) float64 { return 0 }`
	l := newLesson(t, decls)
	a, b := l.in[0], l.in[1]
	op := l.If(l.Compare(ir.Lt, a, b))
	good := l.build.in(op, 0)
	good.Yield(named("c", good.sub(b, a)))
	bad := l.build.in(op, 1)
	message := bad.Convert(tAny, bad.Const(constantString("bad"), tString))
	bad.Emit(&ir.Op{Code: ir.Panic, Args: []*ir.Value{message}})
	c := l.AddResult(op, "c", tFloat64)
	l.Return(l.mul(c, c))
	l.expect(t, decls, `
func F(a, b float64) float64 {
	if !(a < b) {
		panic("bad")
	}
	c := b - a
	return c * c
}
`)
}

// A chain of early returns is flat.
func TestEarlyReturns(t *testing.T) {
	decls := `func Like(x float64) (float64, error) { return 0, nil }`
	l := newLesson(t, decls)
	x := l.in[0]
	fail := func(b *build) *ir.Value {
		text := b.Const(constantString("bad"), tString)
		return b.Call(imported("errors", "New"), text).Result()
	}
	zero, none := l.num(0), l.Zero(tError)
	first := l.If(l.Compare(ir.Lt, x, zero))
	b := l.build.in(first, 0)
	b.Yield(zero, fail(b))
	b = l.build.in(first, 1)
	y := named("y", b.mul(x, x))
	second := b.If(b.Compare(ir.Gt, y, b.num(9)))
	c := b.in(second, 0)
	c.Yield(c.num(9), none)
	b.in(second, 1).Yield(y, none)
	b.Yield(b.AddResult(second, "", tFloat64), b.AddResult(second, "", tError))
	l.Return(l.AddResult(first, "", tFloat64), l.AddResult(first, "", tError))
	l.expect(t, decls, `
func F(x float64) (float64, error) {
	if x < 0 {
		return 0, errors.New("bad")
	}
	y := x * x
	if y > 9 {
		return 9, nil
	}
	return y, nil
}
`)
}

// Loops of all kinds.
func TestLoops(t *testing.T) {
	decls := `func Like(n int, m uint8, x []float64) {}`
	for _, c := range []struct {
		name   string
		make   func(l *lesson) *ir.Op
		header string
	}{
		{"from zero", func(l *lesson) *ir.Op { return l.Loop(l.Int(0), l.in[0], "i") }, "for i := range n"},
		{"over a slice", func(l *lesson) *ir.Op { return l.Loop(l.Int(0), l.Len(l.in[2]), "i") }, "for i := range x"},
		{"from one", func(l *lesson) *ir.Op { return l.Loop(l.Int(1), l.in[0], "i") }, "for i := 1; i < n; i++"},
		{"including", func(l *lesson) *ir.Op { return l.Loop(l.Int(1), l.add(l.in[0], l.Int(1)), "i") }, "for i := 1; i <= n; i++"},
		{"by two", func(l *lesson) *ir.Op {
			op := l.Loop(l.Int(0), l.in[0], "i")
			op.Step = 2
			return op
		}, "for i := 0; i < n; i += 2"},
		{"down", func(l *lesson) *ir.Op {
			op := l.Loop(l.Int(0), l.in[0], "i")
			op.Down = true
			return op
		}, "for i := n - 1; i >= 0; i--"},
		{"down from a constant", func(l *lesson) *ir.Op {
			op := l.Loop(l.Int(2), l.Int(10), "i")
			op.Down = true
			return op
		}, "for i := 9; i >= 2; i--"},
		{"down by three", func(l *lesson) *ir.Op {
			op := l.Loop(l.Int(0), l.in[0], "i")
			op.Step, op.Down = 3, true
			return op
		}, "for i := (n+2)/3*3 - 3; i >= 0; i -= 3"},
		{"constant bytes", func(l *lesson) *ir.Op {
			return l.Loop(l.Const(constantInt(0), tUint8), l.Const(constantInt(9), tUint8), "i")
		}, "for i := range uint8(9)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLesson(t, decls)
			loop := c.make(l)
			body := l.build.in(loop, 0)
			body.put(body.Convert(tFloat64, loop.Index()), l.in[2], body.Int(0))
			body.Yield()
			l.Return()
			l.expect(t, decls, "func F(n int, m uint8, x []float64) {\n\t"+c.header+" {\n\t\tx[0] = float64(i)\n\t}\n}")
		})
	}
}

// Where an unsigned or narrow index would wrap, the loop counts otherwise.
func TestNarrowLoops(t *testing.T) {
	decls := `func Like(n uint8, x []float64) {}`
	l := newLesson(t, decls)
	zero := l.Const(constantInt(0), tUint8)
	down := l.Loop(zero, l.in[0], "i")
	down.Down = true
	body := l.build.in(down, 0)
	body.put(body.num(1), l.in[1], down.Index())
	body.Yield()
	threes := l.Loop(zero, l.in[0], "i")
	threes.Step = 3
	body = l.build.in(threes, 0)
	body.put(body.num(3), l.in[1], threes.Index())
	body.Yield()
	l.Return()
	l.expect(t, decls, `
func F(n uint8, x []float64) {
	for i := n; i > 0; {
		i--
		x[i] = 1
	}
	for i := range (int(n) + 2) / 3 {
		i := uint8(i * 3)
		x[i] = 3
	}
}
`)
}
