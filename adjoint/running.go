package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A counter that loops carry, such as p in
//
//	for j := range d { for i := j + 1; i < d; i++ { u[i] += l[p] * c; p++ } }
//
// runs backwards in the reverse sweep: from what it was in the end, down by the same
// steps. Nothing is kept of it but the last value.

// A running is the counter that a loop carries as its k-th value, in a reverse loop.
type running struct {
	k       int
	address *ir.Value // of the variable for it
	certain bool      // it gets back to the initial value even if there is no iteration
}

// runs reports whether each iteration of op adds something fixed to the k-th value that it carries.
func (s *scope) runs(op *ir.Op, k int) bool {
	p, end := op.Carried()[k], op.Blocks[0].End()
	return ir.IsInteger(p.Type) && end.Code == ir.Yield && end.Args[k] != p && s.leadsBack(op, end.Args[k], p)
}

// leadsBack reports whether y, in the body of op, is p with fixed numbers added, by inner loops too.
func (s *scope) leadsBack(op *ir.Op, y, p *ir.Value) bool {
	if y == p {
		return true
	}
	y = s.passing(op, y)
	if y.Op == nil || !s.tree.Inside(s.tree.Block(y.Op), op.Blocks[0]) {
		return false
	}
	switch y.Op.Code {
	case ir.Add, ir.Sub:
		_, fixed := ir.IntConst(y.Op.Args[1])
		return fixed && s.leadsBack(op, y.Op.Args[0], p)
	case ir.Loop:
		m := slices.Index(y.Op.Results, y)
		return s.concerns(y.Op) && s.runs(y.Op, m) && s.leadsBack(op, y.Op.Inits()[m], p)
	}
	return false
}

// passing is y as an iteration of op that goes on yields it, if only those are reversed.
func (s *scope) passing(op *ir.Op, y *ir.Value) *ir.Value {
	if !op.While {
		return y
	}
	w := s.wayOn(op)
	for i, d := range w.ifs {
		if w.idle && y.Op == d {
			y = d.Blocks[w.side[i]].End().Args[slices.Index(d.Results, y)]
		}
	}
	return y
}

// startRunning makes variables, before the reverse of op that is open in s, for the counters of op.
func (s *scope) startRunning(op *ir.Op) []running {
	var list []running
	for k, p := range op.Carried() {
		if !s.restoring && s.runs(op, k) {
			last, certain := s.lastOf(op, k)
			list = append(list, running{k, s.counterVar(p, last), certain})
		}
	}
	return list
}

func (s *scope) counterVar(p, last *ir.Value) *ir.Value {
	address := s.adjointVar(p, last)
	address.Name = p.Name
	return address
}

// lastOf is the k-th value that op carries, in the end: from the initial value, if that is
// at hand and the loop is counted, or else as the forward sweep had it.
func (s *scope) lastOf(op *ir.Op, k int) (v *ir.Value, certain bool) {
	if v, ok := s.values[op.Results[k]]; ok {
		return v, true
	}
	init, y := op.Inits()[k], op.Blocks[0].End().Args[k].Op
	simple := !op.While && op.Step == 1 && (y.Code == ir.Add || y.Code == ir.Sub) && y.Args[0] == op.Carried()[k]
	if !simple || !s.cheap(init, maxAgain/2) {
		return s.get(op.Results[k]), true
	}
	lo, hi, first := s.get(op.Lo()), s.get(op.Hi()), s.get(init)
	s.insert(func(b algebra) {
		n := b.Convert(init.Type, b.Binary(ir.Sub, hi, lo))
		step := b.Const(y.Args[1].Op.Const, init.Type)
		v = b.Binary(y.Code, first, b.Binary(ir.Mul, n, step))
	})
	return v, false
}

// runBack begins an iteration of the reverse of op: it knows what the counters were at its end.
func (c *scope) runBack(op *ir.Op, list []running) {
	for _, r := range list {
		y := op.Blocks[0].End().Args[r.k]
		c.unwind(op, y, c.b.Load(r.address, nil))
	}
}

// unwind notes that y, defined in the block of c, the body of op, is x, and what follows for
// the values that it was made from.
func (c *scope) unwind(op *ir.Op, y, x *ir.Value) {
	for {
		c.values[y] = x
		y = c.passing(op, y)
		if y.Op == nil || y.Op.Code != ir.Add && y.Op.Code != ir.Sub || !c.tree.Inside(c.tree.Block(y.Op), op.Blocks[0]) {
			return
		}
		if _, fixed := ir.IntConst(y.Op.Args[1]); !fixed {
			return
		}
		back := ir.Sub
		if y.Op.Code == ir.Sub {
			back = ir.Add
		}
		x = c.b.Binary(back, x, c.b.Const(y.Op.Args[1].Op.Const, x.Type))
		y = y.Op.Args[0]
	}
}

// runOn ends an iteration of the reverse of op: the counters are what they were at its beginning.
func (c *scope) runOn(op *ir.Op, list []running) {
	for _, r := range list {
		c.b.Store(c.get(op.Carried()[r.k]), r.address, nil)
	}
}

// ranBack: behind the reverse of op, which is in s, the counters are what op began with.
func (s *scope) ranBack(op *ir.Op, list []running) {
	if s.primal == nil || s.primal.Owner == nil || s.primal.Owner.Code != ir.Loop {
		return
	}
	around := s.primal.Owner
	for _, r := range list {
		init := op.Inits()[r.k]
		if _, known := s.values[init]; !known && r.certain && s.tree.Home(init) == s.primal {
			s.unwind(around, init, s.b.Load(r.address, nil))
		}
	}
}
