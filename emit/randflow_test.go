package emit_test

import (
	"go/constant"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// within runs f with a builder for a block of op; what f defines is not visible afterwards.
func (g *generator) within(op *ir.Op, block int, f func()) {
	b, visible := g.b, len(g.values)
	g.b = b.in(op, block)
	f()
	g.b, g.values = b, g.values[:visible:visible]
}

// body adds statements to a block and ends it with a yield of values of types ts.
func (g *generator) body(depth int, ts []types.Type) {
	for range g.IntN(5) {
		g.statement(depth + 1)
	}
	g.b.Yield(g.pickAll(ts)...)
}

func (g *generator) pickAll(ts []types.Type) []*ir.Value {
	var vs []*ir.Value
	for _, t := range ts {
		vs = append(vs, g.pick(t))
	}
	return vs
}

func (g *generator) types() []types.Type {
	var ts []types.Type
	for range g.IntN(4) {
		ts = append(ts, []types.Type{tFloat64, tFloat64, tFloat64, tInt, tFloats, tBool, tPointer, tPoint}[g.IntN(8)])
	}
	return ts
}

func (g *generator) branch(depth int) {
	ts, out := g.types(), g.b
	op := out.If(g.pick(tBool))
	leave := g.IntN(9)
	for k := range 2 {
		g.within(op, k, func() {
			if k == leave {
				g.b.Emit(&ir.Op{Code: ir.Panic, Args: []*ir.Value{g.b.Convert(tAny, g.pick(tFloat64))}})
			} else {
				g.body(depth, ts)
			}
		})
	}
	for _, t := range ts {
		g.def(out.AddResult(op, g.hint(), t))
	}
}

// loop adds a loop of few iterations that swaps and mixes what it carries.
func (g *generator) loop(depth int) {
	b := g.b
	t := []types.Type{tInt, tInt, tInt, tInt, tUint8, tInt64}[g.IntN(6)]
	lo, hi := b.Const(constant.MakeInt64(int64(g.IntN(3))), t), b.Const(constant.MakeInt64(int64(g.IntN(6))), t)
	if t == tInt {
		switch g.IntN(4) {
		case 0:
			lo, hi = b.Int(0), b.Len(g.pick(tFloats))
		case 1:
			hi = b.Binary(ir.And, g.pick(tInt), b.Int(3))
		case 2:
			lo = b.Binary(ir.And, g.pick(tInt), b.Int(3))
			hi = b.add(b.Binary(ir.And, g.pick(tInt), b.Int(3)), b.Int(1))
		}
	}
	ts := g.types()
	inits := g.pickAll(ts)
	op := b.Loop(lo, hi, g.hint())
	op.Down = g.IntN(3) == 0
	if g.IntN(3) == 0 {
		op.Step = int64(1 + g.IntN(3))
	}
	var inside, after []*ir.Value
	for _, v := range inits {
		in, out := b.Carry(op, v, g.hint())
		inside, after = append(inside, in), append(after, out)
	}
	g.within(op, 0, func() {
		g.values = append(g.values, inside...)
		if t == tInt {
			g.values = append(g.values, op.Index())
		}
		if base := hi.Op; base != nil && base.Code == ir.Len && g.IntN(2) == 0 {
			g.def(g.b.at(base.Args[0], op.Index()))
		}
		if g.IntN(3) == 0 {
			g.swap(inside)
			return
		}
		g.body(depth, ts)
	})
	for _, v := range after {
		g.def(v)
	}
}

// swap ends the body of a loop with what it carries in another order.
func (g *generator) swap(inside []*ir.Value) {
	g.statement(3)
	next := slices.Clone(inside)
	for i := range next {
		j := g.IntN(len(next))
		if types.Identical(next[i].Type, next[j].Type) {
			next[i], next[j] = next[j], next[i]
		}
		if g.IntN(4) == 0 {
			next[i] = g.pick(next[i].Type)
		}
	}
	g.b.Yield(next...)
}

// stack pushes in a loop and pops in another.
func (g *generator) stack() {
	b := g.b
	tape := b.Emit(&ir.Op{Code: ir.Tape}, tFloats).Result()
	tape.Name = g.hint()
	n := b.Binary(ir.And, g.pick(tInt), b.Int(3))
	forward := b.Loop(b.Int(0), n, g.hint())
	g.within(forward, 0, func() {
		g.statement(3)
		g.b.Emit(&ir.Op{Code: ir.Push, Args: []*ir.Value{tape, g.pick(tFloat64)}})
		g.b.Yield()
	})
	g.statement(3)
	back := b.Loop(b.Int(0), n, g.hint())
	back.Down = true
	g.within(back, 0, func() {
		v := g.b.Emit(&ir.Op{Code: ir.Pop, Args: []*ir.Value{tape}}, tFloat64).Result()
		if g.IntN(3) == 0 {
			v.Name = g.hint()
		}
		g.values = append(g.values, v)
		g.store()
		g.statement(3)
		g.b.Yield()
	})
}
