package emit_test

import (
	"go/constant"
	"go/types"
	"testing"

	"github.com/gograd/gograd/ir"
)

// counting is a loop that is left when y is large, and that counts its iterations: before
// the end with between, which is given the number of those so far and y.
func counting(l *lesson, between func(b *build, n, y *ir.Value) *ir.Value) {
	zero, one, yes := l.Int(0), l.num(1), l.Const(constant.MakeBool(true), types.Typ[types.Bool])
	loop := l.Loop(zero, l.in[0], "i")
	loop.While = true
	l.Carry(loop, yes, "more")
	n, count := l.Carry(loop, zero, "n")
	y, after := l.Carry(loop, one, "y")
	body := l.build.in(loop, 0)
	next := body.Binary(ir.Add, loop.Index(), body.Int(1))
	large := body.Compare(ir.Gt, y, body.num(100))
	large.Name = "large"
	branch := body.If(large)
	leaving, rest := l.build.in(branch, 0), l.build.in(branch, 1)
	leaving.Yield(leaving.Const(constant.MakeBool(false), types.Typ[types.Bool]), y)
	rest.Yield(rest.Const(constant.MakeBool(true), types.Typ[types.Bool]), between(rest, n, y))
	more := body.AddResult(branch, "", types.Typ[types.Bool])
	y2 := body.AddResult(branch, "y", tFloat64)
	body.Yield(more, next, y2)
	l.Return(l.mul(after, l.Convert(tFloat64, count)))
}

// What is set in all ways out of an iteration is set before they part, and what an if
// asks needs no name.
func TestHoist(t *testing.T) {
	decls := `func Like(n int) float64 { return 0 }`
	l := newLesson(t, decls)
	counting(l, func(b *build, n, y *ir.Value) *ir.Value { return b.mul(y, y) })
	l.expect(t, decls, `
func F(n int) float64 {
	var n2 int
	y := 1.0
	for i := range n {
		n2 = i + 1
		if y > 100 {
			break
		}
		y *= y
	}
	return y * float64(n2)
}
`)
}

// It isn't where one of the ways needs what was there before.
func TestHoistNotPastAReader(t *testing.T) {
	decls := `func Like(n int) float64 { return 0 }`
	l := newLesson(t, decls)
	counting(l, func(b *build, n, y *ir.Value) *ir.Value { return b.mul(y, b.Convert(tFloat64, n)) })
	l.expect(t, decls, `
func F(n int) float64 {
	var n2 int
	y := 1.0
	for i := range n {
		if y > 100 {
			n2 = i + 1
			break
		}
		y *= float64(n2)
		n2 = i + 1
	}
	return y * float64(n2)
}
`)
}
