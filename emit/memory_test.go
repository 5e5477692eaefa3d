package emit_test

import (
	"go/types"
	"testing"

	"github.com/gograd/gograd/ir"
)

const points = `
type Point struct {
	X, Y float64
	Path [3]float64
}

type Model struct {
	Pos  Point
	W    []float64
	Next *Model
}

func (p Point) Norm() float64      { return 0 }
func (p *Point) Scale(s float64)   {}
func Use(p *Point) float64         { return 0 }
`

// Memory that only the function uses is a variable; its address is taken where it is needed.
func TestAlloc(t *testing.T) {
	decls := points + `func Like(x float64) float64 { return 0 }`
	l := newLesson(t, decls)
	x := l.in[0]
	p := named("p", l.Alloc(l.typ("Point")))
	l.Store(x, p, []ir.Step{field(1)})
	l.Store(x, p, []ir.Step{field(2), {Index: true}}, l.Int(1))
	l.Call(l.fn("Point.Scale"), p, x)
	buf := named("buf", l.Alloc(types.NewArray(tFloat64, 8)))
	l.Store(x, buf, element, l.Int(3))
	s := named("s", l.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{buf, l.Int(0), l.Int(8)}}, tFloats).Result())
	norm := l.Call(l.fn("Point.Norm"), l.Load(p, nil)).Result()
	last := &build{l.Builder}
	last.Safe = true
	l.Return(l.add(l.add(last.at(s, l.Int(2)), l.Call(l.fn("Use"), p).Result()), norm))
	l.expect(t, decls, `
func F(x float64) float64 {
	var p Point
	p.Y = x
	p.Path[1] = x
	p.Scale(x)
	var buf [8]float64
	buf[3] = x
	s := buf[:]
	norm := p.Norm()
	return s[2] + Use(&p) + norm
}
`)
}

// A variable in memory that is set at once is declared with its value; one whose
// address goes elsewhere is a pointer.
func TestAllocValue(t *testing.T) {
	decls := points + `func Like(x float64, m *Model) *Point { return nil }`
	l := newLesson(t, decls)
	x, m := l.in[0], l.in[1]
	path := l.Zero(types.NewArray(tFloat64, 3))
	q := named("q", l.Alloc(l.typ("Point")))
	l.Store(l.Build(l.typ("Point"), x, l.num(0), path), q, nil)
	l.Call(l.fn("Point.Scale"), q, l.num(2))
	p := named("p", l.Alloc(l.typ("Point")))
	l.Store(l.Load(q, nil), p, nil)
	l.Store(l.Load(p, nil), l.Addr(m, []ir.Step{field(0)}), nil)
	l.Return(p)
	l.expect(t, decls, `
func F(x float64, m *Model) *Point {
	q := Point{X: x}
	q.Scale(2)
	p := new(Point)
	*p = q
	m.Pos = *p
	return p
}
`)
}

// Places are what the source would write.
func TestPlaces(t *testing.T) {
	decls := points + `func Like(m *Model, p Point, ps []Point, i int) float64 { return 0 }`
	l := newLesson(t, decls)
	m, p, ps, i := l.in[0], l.in[1], l.in[2], l.in[3]
	next := l.Load(m, []ir.Step{field(2)})
	w := l.Load(next, []ir.Step{field(1)})
	a := named("a", l.add(l.at(w, i), l.Field(p, field(2), ir.Step{Index: true, At: 2})))
	at := l.Addr(ps, []ir.Step{{Index: true}, field(2)}, i)
	l.Store(a, at, element, l.Int(0))
	l.Call(l.fn("Point.Scale"), l.Addr(ps, element, i), a)
	l.Return(l.Load(ps, []ir.Step{{Index: true}, field(2), {Index: true}}, i, l.Int(1)))
	l.expect(t, decls, `
func F(m *Model, p Point, ps []Point, i int) float64 {
	a := m.Next.W[i] + p.Path[2]
	ps[i].Path[0] = a
	ps[i].Scale(a)
	return ps[i].Path[1]
}
`)
}

// A load stays where it is if memory may change before its use.
func TestLoadAcrossStore(t *testing.T) {
	decls := `func Like(x, y []float64) float64 { return 0 }`
	l := newLesson(t, decls)
	x, y := l.in[0], l.in[1]
	old := l.at(x, l.Int(0))
	l.put(l.num(0), y, l.Int(0))
	l.Return(old)
	l.expect(t, decls, `
func F(x, y []float64) float64 {
	t := x[0]
	y[0] = 0
	return t
}
`)
}

// What may panic is evaluated even if nobody takes the value, and in order.
func TestUnusedPanics(t *testing.T) {
	decls := `func Like(x, y []float64, n int) float64 { return 0 }`
	l := newLesson(t, decls)
	x, y, n := l.in[0], l.in[1], l.in[2]
	l.at(x, l.Int(5))
	l.Binary(ir.Div, l.Int(1), n)
	second := l.at(y, n)
	first := l.at(x, n)
	l.Return(l.sub(first, second))
	l.expect(t, decls, `
func F(x, y []float64, n int) float64 {
	_ = x[5]
	_ = 1 / n
	t := y[n]
	return x[n] - t
}
`)
}

// Composite literals in a header are in parentheses.
func TestStructs(t *testing.T) {
	decls := points + `func Like(p Point, x float64) (q Point) { return }`
	l := newLesson(t, decls)
	p, x := l.in[0], l.in[1]
	none := l.Zero(l.typ("Point"))
	op := l.If(l.Compare(ir.Eq, p, none))
	y := l.build.in(op, 0)
	array := y.Build(types.NewArray(tFloat64, 3), x, x, y.num(0))
	y.Yield(y.Build(l.typ("Point"), x, y.mul(x, x), array))
	l.build.in(op, 1).Yield(p)
	l.Return(l.AddResult(op, "", p.Type))
	l.expect(t, decls, `
func F(p Point, x float64) (q Point) {
	if p == (Point{}) {
		return Point{X: x, Y: x * x, Path: [3]float64{x, x}}
	}
	return p
}
`)
}
