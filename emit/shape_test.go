package emit_test

import (
	"go/types"
	"testing"

	"github.com/gograd/gograd/ir"
)

// An if with nothing else in it than an if is one.
func TestNestedIfs(t *testing.T) {
	decls := `func Like(x []float64, a, b bool) {}`
	l := newLesson(t, decls)
	outer := l.If(l.in[1])
	b := l.build.in(outer, 0)
	inner := b.If(l.in[2])
	c := b.in(inner, 0)
	c.put(c.num(1), l.in[0], c.Int(0))
	c.Yield()
	b.in(inner, 1).Yield()
	b.Yield()
	l.build.in(outer, 1).Yield()
	l.Return()
	l.expect(t, decls, `
func F(x []float64, a, b bool) {
	if a && b {
		x[0] = 1
	}
}
`)
}

// The next value of what a loop carries is computed where the old one is no
// longer needed.
func TestLateUpdate(t *testing.T) {
	decls := `func Like(p float64, x []float64) {}`
	l := newLesson(t, decls)
	p, x := l.in[0], l.in[1]
	one := l.num(1)
	loop := l.Loop(l.Int(0), l.Len(x), "i")
	d, _ := l.Carry(loop, one, "d")
	body := l.build.in(loop, 0)
	next := named("d", body.mul(d, p))
	body.addTo(x, loop.Index(), d)
	body.Yield(next)
	l.Return()
	l.expect(t, decls, `
func F(p float64, x []float64) {
	d := 1.0
	for i := range x {
		x[i] += d
		d *= p
	}
}
`)
}

// A return that would be too long is led up to.
func TestLongReturn(t *testing.T) {
	decls := points + `func Like(x, y float64) (f float64, dp, dq Point) { return }`
	l := newLesson(t, decls)
	x, y := l.in[0], l.in[1]
	point := func(x, y *ir.Value) *ir.Value {
		path := l.Zero(l.typ("Point").Underlying().(*types.Struct).Field(2).Type())
		return l.Build(l.typ("Point"), x, y, path)
	}
	l.Return(x, point(l.mul(x, x), l.mul(x, y)), point(l.mul(l.mul(y, y), x), l.add(l.mul(y, y), x)))
	l.expect(t, decls, `
func F(x, y float64) (f float64, dp, dq Point) {
	dp = Point{X: x * x, Y: x * y}
	dq = Point{X: y * y * x, Y: y*y + x}
	return x, dp, dq
}
`)
}

// A condition that is tested again is written again, not kept in a variable.
func TestConditionAgain(t *testing.T) {
	decls := `func Like(x []float64, a, b float64) {}`
	l := newLesson(t, decls)
	x, a, b := l.in[0], l.in[1], l.in[2]
	cond := l.Compare(ir.Gt, a, b)
	for i := range int64(2) {
		op := l.If(cond)
		c := l.build.in(op, 0)
		c.put(a, x, c.Int(i))
		c.Yield()
		c = l.build.in(op, 1)
		c.put(b, x, c.Int(i))
		c.Yield()
	}
	l.Return()
	l.expect(t, decls, `
func F(x []float64, a, b float64) {
	if a > b {
		x[0] = a
	} else {
		x[0] = b
	}
	if a > b {
		x[1] = a
	} else {
		x[1] = b
	}
}
`)
}
