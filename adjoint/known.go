package adjoint

import "github.com/gograd/gograd/ir"

// known is the adjoint of v, a value of the run's own block, if it can be
// computed before the operations that use v: all that becomes of v is added up,
// with factors that carry no derivative, to what the block ends with.
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
		return nil, false
	case ir.Loop:
		if k, ok := onlyIndex(op.Inits(), v); ok && s.isSum(op, k) && !s.usedInside(v, op) {
			return s.known(op.Results[k])
		}
		return nil, false
	}
	return s.knownLinear(op, v)
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

// factorOf is what a Mul or Div has beside v, if it carries no derivative and can be had now.
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
	if s.active.Value(other) || other == v {
		return nil, false
	}
	return s.early(other, maxEarly)
}

// maxEarly is the number of operations up to which a factor is computed before its turn.
const maxEarly = 8

// early is the value v before its turn in the forward sweep.
func (s *scope) early(v *ir.Value, budget int) (*ir.Value, bool) {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.values[v]; ok {
			return x, true
		}
	}
	op := v.Op
	if op == nil || budget == 0 || len(op.Blocks) > 0 || !ir.Movable(op) || s.tree.Home(v) != s.primal {
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
	return dup.Result(), true
}
