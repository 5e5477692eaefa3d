package adjoint

import "github.com/gograd/gograd/ir"

// known is the adjoint of v, a value of the run's own block, if it can be
// computed before the operations that use v: all that becomes of v is added up,
// with factors that can be had now, to what the block ends with.
func (s *scope) known(v *ir.Value) (*ir.Value, bool) {
	var sum *ir.Value
	seen := map[*ir.Op]bool{}
	for _, use := range s.uses[v] {
		if !s.tree.Inside(s.tree.Block(use), s.primal) || !s.matters(use, v) {
			continue
		}
		op := s.lift(use, s.primal)
		if seen[op] {
			continue
		}
		seen[op] = true
		d, ok := s.knownThrough(op, v)
		if !ok {
			return nil, false
		}
		sum = s.b.add(sum, d)
	}
	return sum, true
}

// knownThrough is what op contributes to v's adjoint, if that is known.
func (s *scope) knownThrough(op *ir.Op, v *ir.Value) (*ir.Value, bool) {
	switch op.Code {
	case ir.Yield, ir.Return:
		var sum *ir.Value
		for i, x := range op.Args {
			if x == v && i < len(s.seeds) {
				sum = s.b.add(sum, s.seeds[i])
			}
		}
		return sum, true
	case ir.If:
		if k, ok := s.flowsThroughIf(v, op); ok {
			return s.known(op.Results[k])
		}
		if s.fusing != nil {
			return s.knownInBranches(op, v)
		}
		return nil, false
	case ir.Loop:
		if k, ok := onlyIndex(op.Inits(), v); ok && s.isSum(op, k) && !s.usedInside(v, op) {
			return s.known(op.Results[k])
		}
		return nil, false
	}
	return s.knownLinear(op, v)
}

// knownInBranches is knownThrough for the If op: one ahead of it has the adjoint of v in
// each of its branches.
func (s *scope) knownInBranches(op *ir.Op, v *ir.Value) (*ir.Value, bool) {
	cond, ok := s.early(op.Args[0], maxAgain)
	if !ok {
		return nil, false
	}
	seeds := make([]*ir.Value, len(op.Results))
	for i, r := range op.Results {
		if s.active.Value(r) {
			if seeds[i], ok = s.known(r); !ok {
				return nil, false
			}
		}
	}
	ahead := s.b.If(cond)
	for i, b := range op.Blocks {
		c := s.child(branch, b, ahead, ahead.Blocks[i])
		c.seeds, c.fusing = seeds, s.fusing
		var d *ir.Value
		if b.End().Code == ir.Yield {
			if d, ok = c.known(v); !ok {
				return nil, false
			}
		}
		if d == nil {
			d = c.b.Zero(v.Type)
		}
		c.b.Yield(d)
	}
	return s.b.AddResult(ahead, adjointName(v), v.Type), true
}

// knownLinear is knownThrough for arithmetic.
func (s *scope) knownLinear(op *ir.Op, v *ir.Value) (*ir.Value, bool) {
	switch op.Code {
	case ir.Add, ir.Sub, ir.Neg, ir.Mul, ir.Div, ir.Convert:
	default:
		return nil, false
	}
	factor, ok := s.factorOf(op, v)
	if !ok {
		return nil, false
	}
	d, ok := s.known(op.Result())
	if !ok || d == nil {
		return nil, ok
	}
	switch op.Code {
	case ir.Neg:
		return s.b.neg(d), true
	case ir.Sub:
		if op.Args[0] == op.Args[1] {
			return nil, true
		}
		if op.Args[1] == v {
			return s.b.neg(d), true
		}
	case ir.Add:
		if op.Args[0] == op.Args[1] {
			return s.b.add(d, d), true
		}
	case ir.Mul:
		return s.b.mul(factor, d), true
	case ir.Div:
		return s.b.div(d, factor), true
	case ir.Convert:
		return s.b.Convert(v.Type, d), true
	}
	return d, true
}

// factorOf is what a Mul or Div has beside v, if its value can be had now. It may carry a
// derivative itself, which the reverse of the Mul or Div gives it when the value of v is
// known; but then the two sweeps are one only for a recursive call, which is not to be done twice.
func (s *scope) factorOf(op *ir.Op, v *ir.Value) (*ir.Value, bool) {
	other := op.Args[len(op.Args)-1]
	switch op.Code {
	case ir.Mul:
		if other == v {
			other = op.Args[0]
		}
	case ir.Div:
		if other == v {
			return nil, false
		}
	default:
		return nil, true
	}
	if other == v || s.active.Value(other) && s.fusing == nil {
		return nil, false
	}
	return s.early(other, maxEarly)
}

// maxEarly is the number of operations up to which a factor is computed before its turn.
const maxEarly = 8

// early is the value v before its turn in the forward sweep. It is not there if it depends
// on what is being differentiated.
func (s *scope) early(v *ir.Value, budget int) (*ir.Value, bool) {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.values[v]; ok {
			return x, true
		}
	}
	op := v.Op
	if op == nil || budget == 0 || len(op.Blocks) > 0 || !s.isAhead(v) || !ir.Movable(op) && !s.loadsAhead(op) {
		return nil, false
	}
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		var ok bool
		if args[i], ok = s.early(x, budget-1); !ok {
			return nil, false
		}
	}
	dup := *op
	dup.Args, dup.Results = args, nil
	s.b.Emit(&dup, v.Type)
	if op.Code == ir.Load { // once, as it may panic
		dup.Result().Name = v.Name
		s.values[v] = dup.Result()
		s.ahead = append(s.ahead, op)
	}
	return dup.Result(), true
}

// isAhead reports whether what defines v comes later in the block of s or, where an adjoint
// is sought in a branch ahead of it, in the block around that.
func (s *scope) isAhead(v *ir.Value) bool {
	home := s.tree.Home(v)
	c := s
	for c.primal != home && c.parent != nil && c.fusing != nil && c.parent.fusing == c.fusing {
		c = c.parent
	}
	return c.primal == home
}

// loadsAhead reports whether the Load op, which comes after the call that is being fused, gives
// the same before it. If it may panic, it must stand before the call in the source, and so
// in one expression with it: Go leaves it open which of the two is done first.
func (s *scope) loadsAhead(op *ir.Op) bool {
	if s.fusing == nil || op.Code != ir.Load || ir.IsReference(op.Result().Type) {
		return false
	}
	if ir.CanPanic(op) && (s.fusing.Code != ir.Call || op.Pos > s.fusing.Pos) {
		return false
	}
	for _, w := range s.writers {
		between := s.tree.Order(s.fusing) <= s.tree.Order(w) && s.tree.Order(w) < s.tree.Order(op)
		if between && s.aliases.Clobbers(w, op) && !s.spares(w, op) {
			return false
		}
	}
	return true
}
