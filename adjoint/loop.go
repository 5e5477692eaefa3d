package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// reverseLoop reverses a loop. Iterations that share nothing but sums are
// done again one by one, forward and in reverse, so that nothing is kept
// (Hascoët, Fidanova & Held 2001); else the iterations are reversed in the opposite order.
func (s *scope) reverseLoop(op *ir.Op) {
	if !s.concerns(op) {
		return
	}
	seeds := s.resultAdjoints(op)
	if !s.restoring && s.comesAgain(op) {
		s.together(op, seeds, true)
		return
	}
	s.backward(op, seeds)
}

// comesAgain reports whether the iterations of op can be done again one by one, and take less time so
// than it takes to keep what they compute.
func (s *scope) comesAgain(op *ir.Op) bool {
	var sums accumulators
	if s.writesAround(op) {
		if s.givesSums(op) {
			return false
		}
		sums = s.accumulatorsOf(op)
	}
	return s.independent(op, sums) && s.repeatableBody(op, sums) && !s.recurs(op)
}

// writesAround reports whether op stores values with a derivative in memory that is made around it.
func (g *generator) writesAround(op *ir.Op) bool {
	for inner := range op.All() {
		if inner.Code == ir.Store && g.active.Place(inner) && !g.withinBlocks(inner.Base(), op) {
			return true
		}
	}
	return false
}

// givesSums reports whether a loop in op gives a number with a derivative: to do it again takes longer than
// to keep that.
func (g *generator) givesSums(op *ir.Op) bool {
	for inner := range op.Blocks[0].All() {
		if inner.Code == ir.Loop && slices.ContainsFunc(inner.Results, g.active.Value) {
			return true
		}
	}
	return false
}

// recurs reports whether op carries a float that is no sum and has no derivative, such as
// a power: to compute it again, one iteration after the other, takes longer than to keep it.
func (s *scope) recurs(op *ir.Op) bool {
	for i, p := range op.Carried() {
		if ir.IsFloat(p.Type) && !s.carries(op, i) {
			return true
		}
	}
	return false
}

// together writes a loop of which each iteration runs forward and then in
// reverse. In the forward sweep it gives the loop's results, too; in the reverse
// sweep (again) the iterations are done a second time.
func (s *scope) together(op *ir.Op, seeds []*ir.Value, again bool) {
	dup := &ir.Op{Code: ir.Loop, Args: s.gets(op.Args), Step: op.Step, Down: op.Down, While: op.While}
	s.b.Emit(dup)
	s.open = true
	body := op.Blocks[0]
	nb := &ir.Block{Owner: dup}
	dup.Blocks = []*ir.Block{nb}
	c := s.subrun(iteration, body, dup, nb)
	if again {
		c.b.Safe = true
		c.run.first = s.run
		c.again = body
		c.ownMemory(op)
	}
	for _, p := range body.Params {
		c.values[p] = s.out.NewValue(p.Name, p.Type)
		nb.Params = append(nb.Params, c.values[p])
	}
	c.seeds = seeds
	c.both()
	c.flush()
	c.end(body.End(), nil)
	s.closeLoop()
	if again {
		for _, r := range op.Results {
			s.b.AddResult(dup, r.Name, r.Type)
		}
	} else {
		s.define(op, dup)
	}
	for i, d := range seeds { // a sum: what it started from has its adjoint
		if s.active.Value(op.Results[i]) {
			s.add(op.Inits()[i], d)
		}
	}
}

// backward writes the iterations in reverse, in the opposite order.
func (s *scope) backward(op *ir.Op, seeds []*ir.Value) {
	lo, hi := s.reverseBounds(op)
	loop := s.b.Loop(lo, hi, op.Index().Name)
	loop.Step, loop.Down = op.Step, !op.Down
	s.open = true
	c := s.child(iteration, op.Blocks[0], loop, loop.Blocks[0])
	c.values[op.Index()] = loop.Index()
	c.turning = s.turningOf(op)
	if op.While {
		c.decisions(op, loop)
	}

	body := op.Blocks[0]
	end := body.End()
	counters := s.startRunning(op)
	c.runBack(op, counters)
	carried := s.carriedAdjoints(op, seeds)
	for i, y := range end.Args {
		switch {
		case carried[i] != nil:
			c.add(y, c.b.Load(carried[i], nil))
		case seeds[i] != nil:
			c.add(y, seeds[i])
		}
	}
	c.reverseOps(body.Ops[:len(body.Ops)-1])
	for i, p := range op.Carried() {
		if carried[i] == nil {
			continue
		}
		d := c.adj[p]
		if d == nil {
			d = c.b.Zero(p.Type)
		}
		c.b.Store(d, carried[i], nil)
	}
	c.runOn(op, counters)
	c.turnOn()
	c.flush()
	c.b.Yield()
	s.closeLoop()
	s.ranBack(op, counters)
	for i, x := range op.Inits() {
		switch {
		case carried[i] != nil:
			s.add(x, s.b.Load(carried[i], nil))
		case seeds[i] != nil:
			s.add(x, seeds[i])
		}
	}
}

// reverseBounds are the bounds of op as far as it has run.
func (s *scope) reverseBounds(op *ir.Op) (lo, hi *ir.Value) {
	switch {
	case !op.While:
		return s.get(op.Lo()), s.get(op.Hi())
	case op.Down:
		return s.trip(op), s.get(op.Hi())
	}
	return s.get(op.Lo()), s.trip(op)
}

// carries reports whether a derivative flows through the i-th of the values that
// the loop carries: to the next iteration, or out of the last.
func (g *generator) carries(op *ir.Op, i int) bool {
	return g.active.Value(op.Carried()[i]) || g.active.Value(op.Results[i])
}

// carriedAdjoints makes, before the loop that is open in s, a variable for the
// adjoint of each carried value that isn't just a sum: the adjoint of a sum is the
// same in all iterations.
func (s *scope) carriedAdjoints(op *ir.Op, seeds []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(op.Results))
	for i, p := range op.Carried() {
		if s.restoring || !s.carries(op, i) || s.isSum(op, i) {
			continue
		}
		out[i] = s.adjointVar(p, seeds[i])
	}
	return out
}
