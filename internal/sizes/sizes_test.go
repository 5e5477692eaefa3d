package sizes

import (
	"go/constant"
	"go/types"
	"math"
	"testing"

	"github.com/gograd/gograd/ir"
)

var (
	float  = types.Typ[types.Float64]
	floats = types.NewSlice(float)
	whole  = types.Typ[types.Int]
)

// A bench is a function of x []float64, n int and rows [][]float64 that is being built.
type bench struct {
	*ir.Builder
	x, n, rows *ir.Value
}

func newBench() *bench {
	f := &ir.Func{Name: "f", Body: &ir.Block{}}
	x, n, rows := f.NewValue("x", floats), f.NewValue("n", whole), f.NewValue("rows", types.NewSlice(floats))
	f.Params = []*ir.Value{x, n, rows}
	return &bench{&ir.Builder{Func: f, Block: f.Body}, x, n, rows}
}

// in builds a loop from lo to hi.
func (b *bench) in(lo, hi *ir.Value, name string, body func(b *bench, i *ir.Value)) *ir.Op {
	loop := b.Loop(lo, hi, name)
	inner := &bench{b.At(loop.Blocks[0]), b.x, b.n, b.rows}
	body(inner, loop.Index())
	inner.Yield()
	return loop
}

func (b *bench) tape() *ir.Value { return b.Emit(&ir.Op{Code: ir.Tape}, floats).Result() }

func (b *bench) scratch(n *ir.Value) *ir.Value {
	return b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{n}}, floats).Result()
}

func (b *bench) push(t *ir.Value) {
	b.Emit(&ir.Op{Code: ir.Push, Args: []*ir.Value{t, b.Float(1, float)}})
}

func (b *bench) pop(t *ir.Value) { b.Emit(&ir.Op{Code: ir.Pop, Args: []*ir.Value{t}}, float) }

func TestSizes(t *testing.T) {
	for _, test := range []struct {
		lesson string
		build  func(b *bench) *ir.Value // gives the memory
		want   string
		atMost bool
	}{
		{lesson: "once", build: func(b *bench) *ir.Value { t := b.tape(); b.push(t); return t }, want: "8"},
		{
			lesson: "parentheses around a sum",
			build:  func(b *bench) *ir.Value { return b.scratch(b.Binary(ir.Add, b.Len(b.x), b.Int(2))) },
			want:   "8*(len(x)+2)",
		},
		{
			lesson: "factors are put together",
			build: func(b *bench) *ir.Value {
				return b.scratch(b.Binary(ir.Mul, b.Binary(ir.Mul, b.n, b.Int(3)), b.Len(b.x)))
			},
			want: "24*n*len(x)",
		},
		{
			lesson: "a division",
			build: func(b *bench) *ir.Value {
				return b.scratch(b.Binary(ir.Div, b.Binary(ir.Sub, b.n, b.Int(1)), b.Int(2)))
			},
			want: "8*((n-1)/2)",
		},
		{
			lesson: "loops in loops",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(0), b.n, "i", func(b *bench, _ *ir.Value) {
					b.in(b.Int(2), b.Len(b.x), "j", func(b *bench, _ *ir.Value) { b.push(t) })
				})
				return t
			},
			want: "8*n*(len(x)-2)",
		},
		{
			lesson: "steps are rounded up",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(1), b.n, "i", func(b *bench, _ *ir.Value) { b.push(t) }).Step = 4
				return t
			},
			want: "8*((n+2)/4)",
		},
		{
			lesson: "what is taken back in the iteration is not there in the next",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(0), b.n, "i", func(b *bench, _ *ir.Value) {
					b.in(b.Int(0), b.Len(b.x), "j", func(b *bench, _ *ir.Value) { b.push(t) })
					b.in(b.Int(0), b.Len(b.x), "j", func(b *bench, _ *ir.Value) { b.pop(t) })
				})
				return t
			},
			want: "8*len(x)", atMost: true, // with n = 0 nothing
		},
		{
			lesson: "a triangle",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(0), b.n, "i", func(b *bench, i *ir.Value) {
					b.in(b.Int(0), i, "j", func(b *bench, _ *ir.Value) { b.push(t) })
				})
				return t
			},
			want: "4*n*(n-1)",
		},
		{
			lesson: "the longest of a triangle",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(0), b.n, "i", func(b *bench, i *ir.Value) {
					b.in(b.Int(0), i, "j", func(b *bench, _ *ir.Value) { b.push(t) })
					b.in(b.Int(0), i, "j", func(b *bench, _ *ir.Value) { b.pop(t) })
				})
				return t
			},
			want: "8*(n-1)",
		},
		{
			lesson: "rows that are not of one length",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				b.in(b.Int(0), b.Len(b.rows), "i", func(b *bench, i *ir.Value) {
					row := b.Load(b.rows, []ir.Step{{Index: true}}, i)
					b.in(b.Int(0), b.Len(row), "j", func(b *bench, _ *ir.Value) { b.push(t) })
				})
				return t
			},
			want: "8*sum(len(rows[i]), i < len(rows))",
		},
		{
			lesson: "the same memory in each iteration",
			build: func(b *bench) (m *ir.Value) {
				b.in(b.Int(0), b.Len(b.rows), "i", func(b *bench, i *ir.Value) {
					m = b.scratch(b.Len(b.Load(b.rows, []ir.Step{{Index: true}}, i)))
				})
				return m
			},
			want: "8*largest(len(rows[i]), i < len(rows))",
		},
		{
			lesson: "in a branch",
			build: func(b *bench) *ir.Value {
				t := b.tape()
				op := b.If(b.Compare(ir.Gt, b.n, b.Int(0)))
				yes, no := &bench{Builder: b.At(op.Blocks[0])}, b.At(op.Blocks[1])
				yes.push(t)
				yes.Yield()
				no.Yield()
				return t
			},
			want: "8", atMost: true,
		},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			b := newBench()
			v := test.build(b)
			b.Return()
			size := New(b.Func, types.SizesFor("gc", "amd64")).Of(v)
			if size.String() != test.want || size.AtMost() != test.atMost {
				t.Errorf("%s (at most: %v), want %s\n%s", size, size.AtMost(), test.want, b.Func)
			}
		})
	}
}

// What a loop that ends on data keeps is counted by its iterations, however many loops are around it.
func TestLoopsThatEndOnData(t *testing.T) {
	b := newBench()
	tape := b.tape()
	b.in(b.Int(0), b.n, "i", func(b *bench, _ *ir.Value) {
		more := b.Const(constant.MakeBool(true), types.Typ[types.Bool])
		loop := b.Loop(b.Int(0), b.Int(math.MaxInt64), "")
		loop.While = true
		goesOn, _ := b.Carry(loop, more, "more")
		inner := &bench{b.At(loop.Blocks[0]), b.x, b.n, b.rows}
		inner.push(tape)
		inner.Yield(goesOn)
	})
	b.Return()
	s := New(b.Func, types.SizesFor("gc", "amd64"))
	if got := s.Of(tape).String(); got != "8*trips" {
		t.Errorf("%s, want 8*trips", got)
	}
	if notes := s.Notes(); len(notes) != 1 || notes[0].Name != "trips" || notes[0].Most {
		t.Errorf("the notes are %v", notes)
	}
}

// Sizes with the same counts are put together.
func TestSum(t *testing.T) {
	b := newBench()
	list := []*ir.Value{b.scratch(b.n), b.scratch(b.Len(b.x)), b.scratch(b.n), b.scratch(b.Int(3))}
	b.Return()
	s := New(b.Func, types.SizesFor("gc", "amd64"))
	var all []Size
	for _, v := range list {
		all = append(all, s.Of(v))
	}
	if got, atMost := Sum(all); got != "16*n + 8*len(x) + 24" || atMost {
		t.Errorf("%s (at most: %v), want 16*n + 8*len(x) + 24", got, atMost)
	}
}
