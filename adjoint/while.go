package adjoint

import (
	"go/constant"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A way is how the iterations of a loop that may be left early go on: through one
// branch of each of the ifs that decide it, to the block in which that is certain.
type way struct {
	ifs  []*ir.Op
	side []int     // of each If, the branch that goes on; the other leaves
	last *ir.Block // all that is done in it is done in iterations that go on
	idle bool      // an iteration that leaves has nothing to be reversed
}

// wayOn is the way of op. It has no ifs if the body ends before it is decided, or decides
// it in another form.
func (g *generator) wayOn(op *ir.Op) way {
	if w, ok := g.ways[op]; ok {
		return w
	}
	block := op.Blocks[0]
	w := way{last: block}
	for more := block.End().Args[0]; !isBool(more, true); {
		d := more.Op
		if d == nil || d.Code != ir.If || !isLast(d, block) {
			w = way{last: op.Blocks[0]}
			break
		}
		k := slices.Index(d.Results, more)
		side := slices.IndexFunc(d.Blocks, func(b *ir.Block) bool {
			return b.End().Code == ir.Yield && !isBool(b.End().Args[k], false)
		})
		if side < 0 || d.Blocks[1-side].End().Code == ir.Yield && !isBool(d.Blocks[1-side].End().Args[k], false) {
			w = way{last: op.Blocks[0]}
			break
		}
		w.ifs, w.side = append(w.ifs, d), append(w.side, side)
		block = d.Blocks[side]
		w.last, more = block, block.End().Args[k]
	}
	w.idle = len(w.ifs) > 0 && g.idle(op, w)
	g.ways[op] = w
	return w
}

func isBool(v *ir.Value, is bool) bool {
	return v.Op != nil && v.Op.Code == ir.Const && v.Op.Const != nil && v.Op.Const.Kind() == constant.Bool &&
		constant.BoolVal(v.Op.Const) == is
}

// isLast reports whether only constants and the terminator come after op in block.
func isLast(op *ir.Op, block *ir.Block) bool {
	i := slices.Index(block.Ops, op)
	return i >= 0 && !slices.ContainsFunc(block.Ops[i+1:len(block.Ops)-1], func(o *ir.Op) bool { return o.Code != ir.Const })
}

// idle reports whether the reverse sweep has nothing to do for an iteration of loop
// that leaves it: it only hands on what is carried.
func (g *generator) idle(loop *ir.Op, w way) bool {
	block, ends := loop.Blocks[0], []*ir.Op{}
	for i, d := range w.ifs {
		leaves, on := d.Blocks[1-w.side[i]], d.Blocks[w.side[i]]
		if slices.ContainsFunc(block.Ops, func(op *ir.Op) bool { return op != d && g.works(op) && !g.worksFor(op, on) }) ||
			slices.ContainsFunc(leaves.Ops, g.works) {
			return false
		}
		ends = append(ends, block.End())
		if leaves.End().Code == ir.Yield && !g.handsOn(loop, append(slices.Clone(ends), leaves.End()), w.ifs[:i+1]) {
			return false
		}
		block = d.Blocks[w.side[i]]
	}
	return true
}

// works reports whether the reverse sweep has anything to do for op, or an operation in it.
func (g *generator) works(op *ir.Op) bool {
	for inner := range op.All() {
		if inner.Code == ir.Store && g.active.Place(inner) || g.active.Elements(inner) {
			return true
		}
		for _, r := range inner.Results {
			if g.active.Value(r) || inner.Code == ir.Call && g.active.Reference(r) {
				return true
			}
		}
		for _, x := range g.active.outputs(inner) {
			if g.active.Reference(x) {
				return true
			}
		}
	}
	return false
}

// worksFor reports whether the derivative of what op gives is only handed on in block. Of
// memory that op gives or writes it isn't known: all that leads there hands it on.
func (g *generator) worksFor(op *ir.Op, block *ir.Block) bool {
	if len(op.Blocks) > 0 || op.Code == ir.Store || written(op) != nil || len(op.Results) == 0 || len(g.active.outputs(op)) > 0 ||
		op.Code == ir.Call && slices.ContainsFunc(op.Results, g.active.Reference) {
		return false
	}
	for _, r := range op.Results {
		for _, use := range g.uses[r] {
			if g.matters(use, r) && !g.tree.Inside(g.tree.Block(use), block) {
				return false
			}
		}
	}
	return true
}

// handsOn reports whether what loop carries with a derivative leaves an iteration as it
// came in, on the way through ifs: ends are what hands it on, from the loop's body inwards.
func (g *generator) handsOn(loop *ir.Op, ends, ifs []*ir.Op) bool {
	for i, p := range loop.Carried() {
		if !g.carries(loop, i) {
			continue
		}
		v := ends[0].Args[i]
		for k, d := range ifs {
			if v.Op == d {
				v = ends[k+1].Args[slices.Index(d.Results, v)]
			}
		}
		if v != p {
			return false
		}
	}
	return true
}

// trip counts, in the forward sweep, the iterations of op that the reverse sweep has to
// do: it returns the index behind the last (of a loop that counts down, the last).
func (s *scope) trip(op *ir.Op) *ir.Value {
	closed := s.run.forward[op.Blocks[0]]
	if closed.tripped == nil {
		w := s.wayOn(op)
		if !w.idle {
			w = way{last: op.Blocks[0]}
		}
		closed.tripped = closed.count(op, w)
	}
	defer s.making(Trips, nil, op)()
	n := s.transport(closed.tripped, closed.parent)
	s.notes.read(n, nil)
	return n
}

// count makes the forward sweep's copy of the loop op, whose iteration is s, carry the
// index behind the last iteration that goes on or, if one that leaves works too, that was begun.
func (s *scope) count(op *ir.Op, w way) *ir.Value {
	loop, body := s.owner, s.b.Block
	index := s.values[op.Index()]
	start := loop.Lo()
	if op.Down {
		start = loop.Hi()
	}
	n := s.out.NewValue("n", index.Type)
	loop.Args, body.Params = append(loop.Args, start), append(body.Params, n)
	next := index
	switch where := s.run.forward[w.last]; {
	case op.Endless():
		next = where.plusOne(n)
	case !op.Down:
		next = where.plusOne(index)
	}
	for i := len(w.ifs) - 1; i >= 0; i-- {
		next = s.handThrough(w.ifs[i], w.side[i], next, n)
	}
	body.End().Args = append(body.End().Args, next)
	return s.b.AddResult(loop, "n", index.Type)
}

// plusOne is n + 1, computed where the block of s, which is complete, begins; behind
// what else it does, if no If decides there whether a loop goes on.
func (s *scope) plusOne(n *ir.Value) *ir.Value {
	tmp := &ir.Block{}
	b := s.b.at(tmp)
	next := b.Binary(ir.Add, n, b.Const(constant.MakeInt64(1), n.Type))
	ops := s.b.Block.Ops
	at := len(ops) - 1
	for at > 0 && len(ops[at-1].Blocks) > 0 || at > 0 && ops[at-1].Code == ir.Const {
		at--
	}
	s.b.Block.Ops = slices.Insert(ops, at, tmp.Ops...)
	return next
}

// handThrough makes the forward sweep's copy of d give v, from the branch side, or else other.
func (s *scope) handThrough(d *ir.Op, side int, v, other *ir.Value) *ir.Value {
	for i, b := range d.Blocks {
		end := s.run.forward[b].b.Block.End()
		switch {
		case end.Code != ir.Yield:
		case i == side:
			end.Args = append(end.Args, v)
		default:
			end.Args = append(end.Args, other)
		}
	}
	return s.b.AddResult(s.run.forward[d.Blocks[side]].owner, v.Name, v.Type)
}

// decisions makes known, in an iteration s of the reverse loop, which way the
// forward sweep went: on, if the iterations that leave are left out; else, where it is decided
// once, on in all but the last.
func (s *scope) decisions(op, loop *ir.Op) {
	w := s.wayOn(op)
	switch {
	case w.idle:
		for i, d := range w.ifs {
			s.values[d.Args[0]] = s.b.Const(constant.MakeBool(w.side[i] == 0), types.Typ[types.Bool])
		}
	case len(w.ifs) == 1 && s.concerns(w.ifs[0]):
		on := s.goesOn(op, loop)
		if w.side[0] == 1 {
			on = s.b.Unary(ir.Not, on)
		}
		s.values[w.ifs[0].Args[0]] = on
	}
}

// goesOn is true in iterations of the reverse loop that the forward sweep didn't
// leave: all but the last, and that too if no iteration left.
func (s *scope) goesOn(op, loop *ir.Op) *ir.Value {
	one := s.b.Const(constant.MakeInt64(1), loop.Index().Type)
	before := s.b.Compare(ir.Gt, loop.Index(), loop.Lo())
	if !op.Down {
		before = s.b.Compare(ir.Lt, loop.Index(), s.b.Binary(ir.Sub, loop.Hi(), one))
	}
	if op.Endless() {
		return before
	}
	either := s.b.If(before)
	yes, no := s.b.at(either.Blocks[0]), s.b.at(either.Blocks[1])
	yes.Yield(yes.Const(constant.MakeBool(true), types.Typ[types.Bool]))
	no.Yield(s.get(op.Results[0]))
	return s.b.AddResult(either, "", types.Typ[types.Bool])
}
