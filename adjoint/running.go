package adjoint

import (
	"go/constant"
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
	if !ir.IsInteger(p.Type) || end.Code != ir.Yield || end.Args[k] == p || !s.leadsBack(op, end.Args[k], p) {
		return false
	}
	_, known := s.leftBy(op, k)
	return known
}

// leftBy is what an iteration of op that leaves it, and is not reversed, adds to the k-th
// value that op carries. Where op may also come to its end it is known only if it is 0.
func (s *scope) leftBy(op *ir.Op, k int) (sum int64, known bool) {
	if !op.While || !s.wayOn(op).idle {
		return 0, true
	}
	var sums []int64
	w := s.wayOn(op)
	y := op.Blocks[0].End().Args[k]
	for i, d := range w.ifs {
		leaves, m := d.Blocks[1-w.side[i]].End(), slices.Index(d.Results, y)
		z := y
		if m >= 0 {
			y = d.Blocks[w.side[i]].End().Args[m]
		}
		if leaves.Code != ir.Yield {
			continue
		}
		if m >= 0 {
			z = leaves.Args[m]
		}
		by, fixed := added(z, op.Carried()[k])
		if !fixed {
			return 0, false
		}
		sums = append(sums, by)
	}
	sums = slices.Compact(sums)
	switch {
	case len(sums) == 0:
		return 0, true
	case len(sums) > 1 || sums[0] != 0 && !(op.Endless() && isBool(op.Inits()[0], true)):
		return 0, false
	}
	return sums[0], true
}

// added is what fixed numbers add to p on the way to y.
func added(y, p *ir.Value) (sum int64, fixed bool) {
	for y != p {
		if y.Op == nil || y.Op.Code != ir.Add && y.Op.Code != ir.Sub {
			return 0, false
		}
		n, fixed := ir.IntConst(y.Op.Args[1])
		if !fixed {
			return 0, false
		}
		if y.Op.Code == ir.Sub {
			n = -n
		}
		sum, y = sum+n, y.Op.Args[0]
	}
	return sum, true
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

// lastOf is the k-th value that op carries, behind the last iteration that is reversed: from
// the initial value, if that is at hand and the loop is counted, or else as the forward
// sweep had it in the end.
func (s *scope) lastOf(op *ir.Op, k int) (v *ir.Value, certain bool) {
	if v, ok := s.values[op.Results[k]]; ok {
		return s.behindLast(op, k, v), true
	}
	init, y := op.Inits()[k], op.Blocks[0].End().Args[k].Op
	simple := !op.While && op.Step == 1 && (y.Code == ir.Add || y.Code == ir.Sub) && y.Args[0] == op.Carried()[k]
	if !simple || !s.cheap(init, maxAgain/2) {
		return s.behindLast(op, k, s.get(op.Results[k])), true
	}
	lo, hi, first := s.get(op.Lo()), s.get(op.Hi()), s.get(init)
	s.insert(func(b algebra) {
		n := b.Convert(init.Type, b.Binary(ir.Sub, hi, lo))
		step := b.Const(y.Args[1].Op.Const, init.Type)
		v = b.Binary(y.Code, first, b.Binary(ir.Mul, n, step))
	})
	return v, false
}

// behindLast is the k-th value that op carries, behind the last iteration that is reversed,
// where v is what op leaves of it.
func (s *scope) behindLast(op *ir.Op, k int, v *ir.Value) *ir.Value {
	by, _ := s.leftBy(op, k)
	add, n := ir.Sub, constant.MakeInt64(by)
	if by < 0 {
		add, n = ir.Add, constant.MakeInt64(-by)
	}
	if by != 0 {
		s.insert(func(b algebra) { v = b.Binary(add, v, b.Const(n, v.Type)) })
	}
	return v
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
