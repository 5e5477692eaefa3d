package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// get is the primal value v in s: the value itself where it is in scope; else
// computed again where that is cheap and gives the same; else kept since the forward sweep.
//
// What the reverse sweep reads is found by asking: nothing is kept that no rule
// reads (the to-be-recorded analysis of Hascoët, Naumann & Pascual 2005, by demand).
func (s *scope) get(v *ir.Value) *ir.Value {
	x := s.find(v)
	s.notes.read(x, v)
	return x
}

func (s *scope) find(v *ir.Value) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.values[v]; ok {
			return x
		}
	}
	home := s.home(v)
	switch {
	case home.turns(v):
		home.turnValue(v)
	case home.cheap(v, maxAgain):
		home.recompute(v)
	default:
		defer home.keeping(v)()
		var closed *scope
		home, closed = home.hoist(v, home.run.forward[home.primal])
		if home.values[v] == nil {
			home.values[v] = home.transport(closed.values[v], closed)
		}
	}
	return home.values[v]
}

// maxAgain is what computing a value again may cost rather than keeping it: about
// what a store and a load cost, eight operations in the innermost loop. Outside that an
// operation costs little, and so does a value that is kept there once for all iterations.
const maxAgain, perOperation, perOuter, perKept = 64, 8, 1, 4

// cheap reports whether v, which is defined in s's block but was computed in the
// forward sweep, is computed again within budget from what is in scope.
func (s *scope) cheap(v *ir.Value, budget int) bool { return s.cost(v, budget) <= budget }

// cost is what computing v again takes; more than budget if that can't be done.
func (s *scope) cost(v *ir.Value, budget int) int {
	const never = 1 << 20
	for c := s; c != nil; c = c.parent {
		if _, ok := c.values[v]; ok {
			return 0
		}
	}
	home := s.home(v)
	outside := s.loopFrom(v) != nil
	switch {
	case budget < 0:
		return never
	case home.turns(v):
		return perOuter
	case v.Op == nil || !home.repeatable(v.Op):
		if outside && !ir.IsReference(v.Type) {
			return perKept
		}
		return never
	}
	total := perOperation
	if outside {
		total = perOuter
	}
	for _, x := range v.Op.Args {
		if total += s.cost(x, budget-total); total > budget {
			return never
		}
	}
	return total
}

// repeatable reports whether op gives the same again, and cheaply, in the reverse sweep.
func (s *scope) repeatable(op *ir.Op) bool {
	switch op.Code {
	case ir.Const, ir.Global, ir.Cap, ir.Field, ir.Build, ir.Addr, ir.Slice:
		return true
	case ir.Load, ir.Len, ir.Convert:
		return !s.passes(op)
	}
	return op.Code.IsUnary() || op.Code.IsBinary()
}

// passes reports whether what op gives may be something else by the time of the reverse
// sweep: an element that is overwritten, the length of a map or channel, a string made
// of bytes, or the bytes of a string, unless these are only looked at.
func (r *run) passes(op *ir.Op) bool {
	effects := ir.Effects(op)
	if effects&ir.Reads != 0 && r.overwritten(op) {
		return true
	}
	return effects&ir.Allocates != 0 && slices.ContainsFunc(r.uses[op.Result()], func(use *ir.Op) bool {
		return use.Code != ir.Load && use.Code != ir.Len
	})
}

// overwritten reports whether memory that op reads may be written between op
// and the reverse sweep of the run: later in the text, or in another iteration of a loop around op.
func (r *run) overwritten(op *ir.Op) bool {
	if r.volatile() && ir.Effects(op)&ir.Reads != 0 && !r.readsLocal(op) {
		return true
	}
	for _, w := range r.writers {
		if !r.tree.Inside(r.tree.Block(w), r.root) || r.spares(w, op) {
			continue
		}
		if r.tree.Order(w) > r.tree.Order(op) && r.aliases.Clobbers(w, op) {
			return true
		}
		if r.shareLoop(w, op) && r.aliases.ClobbersAcross(w, op) {
			return true
		}
	}
	return false
}

// shareLoop reports whether a loop within the run's block contains both x and y.
func (r *run) shareLoop(x, y *ir.Op) bool {
	for _, loop := range r.tree.Loops(y) {
		if r.tree.Inside(r.tree.Block(loop), r.root) && r.tree.Inside(r.tree.Block(x), loop.Blocks[0]) {
			return true
		}
	}
	return false
}

// recompute computes v again in s.
func (s *scope) recompute(v *ir.Value) {
	op := v.Op
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		args[i] = s.find(x)
	}
	s.insert(func(b algebra) {
		dup := *op
		dup.Args, dup.Results = args, nil
		dup.Safe = true
		b.Emit(&dup, v.Type)
		s.values[v] = dup.Result()
		s.notes.derive(dup.Result())
		if first := s.run.forward[s.primal]; first != nil {
			s.repeated[first.values[v]] = append(s.repeated[first.values[v]], dup.Result())
		}
	})
}

// transport brings x, a value of the gradient's forward sweep, from its closed
// scope to s: through the results of the ifs around it or, out of a loop, on a tape.
func (s *scope) transport(x *ir.Value, closed *scope) *ir.Value {
	inLoop := false
	for c := closed; !s.sees(c); c = c.parent {
		inLoop = inLoop || c.kind == iteration
	}
	if inLoop {
		return s.record(x, closed)
	}
	for c := closed; !s.sees(c); c = c.parent {
		x = c.handOut(x)
	}
	return x
}

// sees reports whether what c defines is in scope in s.
func (s *scope) sees(c *scope) bool {
	for ; s != nil; s = s.parent {
		if s == c {
			return true
		}
	}
	return false
}

// handOut makes x, defined in a branch, a result of the if; zero where the other branch ran.
func (s *scope) handOut(x *ir.Value) *ir.Value {
	for _, b := range s.owner.Blocks {
		end := b.End()
		if end.Code != ir.Yield {
			continue
		}
		v := x
		if b != s.b.Block {
			v = zeroBeforeEnd(s.out, b, x)
		}
		end.Args = append(end.Args, v)
	}
	return s.b.AddResult(s.owner, x.Name, x.Type)
}

func zeroBeforeEnd(f *ir.Func, b *ir.Block, like *ir.Value) *ir.Value {
	tmp := &ir.Block{}
	zero := (&ir.Builder{Func: f, Block: tmp}).Zero(like.Type)
	b.Ops = slices.Insert(b.Ops, len(b.Ops)-1, tmp.Ops...)
	return zero
}

// A recording is a tape with the scope that reads it.
type recording struct {
	tape   *ir.Value
	reader *scope
}

// excludes reports whether only one of s and t ever runs in a call: they are in
// different branches of an If that is in no loop.
func (s *scope) excludes(t *scope) bool {
	for ; s != nil && s.kind != straight; s = s.parent {
		for c := t; c != nil && c.kind == branch; c = c.parent {
			if s.owner == c.owner && s.b.Block != c.b.Block {
				return !s.inLoop()
			}
		}
	}
	return false
}

// inLoop reports whether s, or a scope around it, is an iteration.
func (s *scope) inLoop() bool {
	for ; s != nil; s = s.parent {
		if s.kind == iteration {
			return true
		}
	}
	return false
}

// push puts x on a tape: where it is defined or, if the reverse sweep leaves out the
// iterations that leave a loop, where it is certain that the iteration goes on.
func (s *scope) push(tape, x *ir.Value) {
	block := s.b.Block
	if last := s.lastOnWay(); last != nil {
		block = s.run.forward[last].b.Block
	}
	i := 0
	if x.Op != nil {
		i = slices.Index(block.Ops, x.Op) + 1 // 0 if it is defined around the block
	}
	block.Ops = slices.Insert(block.Ops, i, &ir.Op{Code: ir.Push, Args: []*ir.Value{tape, x}})
}

// lastOnWay is the block in which it is certain that the iteration to which s belongs goes
// on, if s is on the way there; else nil.
func (s *scope) lastOnWay() *ir.Block {
	for loop, w := range s.ways {
		if !w.idle {
			continue
		}
		if s.primal == loop.Blocks[0] {
			return w.last
		}
		for i, d := range w.ifs {
			if s.primal == d.Blocks[w.side[i]] {
				return w.last
			}
		}
	}
	return nil
}

// record pushes x on a tape of its own where it is defined, and pops it where s
// begins: s runs once, in the opposite order, for each time that closed has run.
func (s *scope) record(x *ir.Value, closed *scope) *ir.Value {
	if v, ok := s.keepByIndex(x, closed); ok {
		return v
	}
	if v, ok := s.keepPushed(x, closed); ok {
		return v
	}
	r := s.recorded[x]
	if r.tape == nil || !s.excludes(r.reader) {
		r = recording{tape: s.newTape(x), reader: s}
		s.recorded[x] = r
		closed.push(r.tape, x)
	}
	pop := &ir.Op{Code: ir.Pop, Args: []*ir.Value{r.tape}}
	v := s.b.AddResult(pop, x.Name, x.Type)
	s.notes.hold(v, r.tape)
	s.b.Block.Ops = slices.Insert(s.b.Block.Ops, 0, pop)
	return v
}
