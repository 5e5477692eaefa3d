package adjoint

import "github.com/gograd/gograd/ir"

// fuse differentiates the If or Loop op where it stands in the forward sweep, if
// that is possible: the adjoints of its results are known beforehand, and its
// reverse part has no need of what comes later.
func (s *scope) fuse(op *ir.Op) bool {
	if s.mayFail || s.restoring || !s.concerns(op) || !s.fusible(op) {
		return false
	}
	seeds := make([]*ir.Value, len(op.Results))
	for i, r := range op.Results {
		if !s.active.Value(r) {
			continue
		}
		d, known := s.known(r)
		if !known {
			return false
		}
		seeds[i] = d
	}
	if op.Code == ir.If {
		s.fusedIf(op, seeds)
	} else {
		s.together(op, seeds, false)
	}
	return true
}

// fusible reports whether op can be reversed at once, given the adjoints of its
// results: it writes no memory that later operations may read, and no memory that it
// reads is local and written again later.
func (s *scope) fusible(op *ir.Op) bool {
	if op.Code == ir.Loop {
		if !s.independent(op) {
			return false
		}
	} else if !s.selfContained(op) {
		return false
	}
	for inner := range op.All() {
		if inner.Code == ir.Load && s.active.Place(inner) && !s.active.place(inner).user &&
			!s.withinBlocks(inner.Base(), op) && s.overwritten(inner) {
			return false
		}
	}
	return true
}

// selfContained reports whether op gives no references and writes no memory with a
// derivative but its own.
func (g *generator) selfContained(op *ir.Op) bool {
	for _, r := range op.Results {
		if g.active.Reference(r) || g.active.Value(r) && !ir.IsFloat(r.Type) {
			return false
		}
	}
	for inner := range op.All() {
		switch inner.Code {
		case ir.Store:
			if (g.active.Place(inner) || g.active.Reference(inner.Args[len(inner.Args)-1])) && !g.withinBlocks(inner.Base(), op) {
				return false
			}
		case ir.Move:
			if (g.active.Pointee(inner.Args[0]) || g.active.Reference(inner.Args[0])) && !g.withinBlocks(inner.Args[0], op) {
				return false
			}
		case ir.Call:
			for _, x := range g.active.outputs(inner) {
				if g.active.Reference(x) && !g.withinBlocks(x, op) {
					return false
				}
			}
		}
	}
	return true
}

// independent reports whether the iterations of a loop share only sums: values
// that each of them adds to, so that their adjoints are the same in all.
func (g *generator) independent(op *ir.Op) bool {
	if !g.selfContained(op) {
		return false
	}
	for i := range op.Carried() {
		if g.carries(op, i) && !g.isSum(op, i) {
			return false
		}
	}
	return true
}

// repeatableBody reports whether an iteration gives the same when it is done
// again in the reverse sweep: it calls nothing unknown, and what it reads is still there.
func (s *scope) repeatableBody(op *ir.Op) bool {
	for inner := range op.Blocks[0].All() {
		switch {
		case inner.Code == ir.Call && ir.Effects(inner)&(ir.Unknown|ir.Writes) != 0:
			return false
		case inner.Code.IsTerminator() || len(inner.Blocks) > 0:
		case ir.Effects(inner)&ir.Reads != 0:
			if !s.withinBlocks(readFrom(inner), op) && s.overwritten(inner) {
				return false
			}
		}
	}
	return true
}

// readFrom is the reference through which op reads.
func readFrom(op *ir.Op) *ir.Value {
	if op.Code == ir.Move {
		return op.Args[1]
	}
	return op.Args[0]
}

// isSum reports whether each iteration of the loop only adds to the i-th of the values it carries.
func (g *generator) isSum(op *ir.Op, i int) bool {
	key := sumKey{op, i}
	if is, ok := g.isSums[key]; ok {
		return is
	}
	g.isSums[key] = false // while it is being found out
	k, ok := g.flows(op.Carried()[i], op.Blocks[0])
	g.isSums[key] = ok && k == i
	return g.isSums[key]
}

type sumKey struct {
	loop *ir.Op
	i    int
}

// flows follows the value v, visible in block, to the end of block, if all that
// is done with it, as far as derivatives go, is that others are added to it.
// It returns which of the values that the block ends with it becomes.
func (g *generator) flows(v *ir.Value, block *ir.Block) (int, bool) {
	for {
		op := g.onlyUse(v, block)
		if op == nil {
			return 0, false
		}
		switch op.Code {
		case ir.Yield, ir.Return:
			return onlyIndex(op.Args, v)
		case ir.Add:
			if op.Args[0] == op.Args[1] {
				return 0, false
			}
		case ir.Sub:
			if op.Args[1] == v {
				return 0, false
			}
		case ir.If:
			k, ok := g.flowsThroughIf(v, op)
			if !ok {
				return 0, false
			}
			v = op.Results[k]
			continue
		case ir.Loop:
			k, ok := onlyIndex(op.Inits(), v)
			if !ok || !g.isSum(op, k) || g.usedInside(v, op) {
				return 0, false
			}
			v = op.Results[k]
			continue
		default:
			return 0, false
		}
		v = op.Result()
	}
}

func (g *generator) flowsThroughIf(v *ir.Value, op *ir.Op) (int, bool) {
	k := -1
	for _, b := range op.Blocks {
		if b.End().Code != ir.Yield {
			continue
		}
		i, ok := g.flows(v, b)
		if !ok || k >= 0 && i != k {
			return 0, false
		}
		k = i
	}
	return k, k >= 0
}

// onlyIndex is where v stands in list, if it does once.
func onlyIndex(list []*ir.Value, v *ir.Value) (int, bool) {
	k := -1
	for i, x := range list {
		if x == v {
			if k >= 0 {
				return 0, false
			}
			k = i
		}
	}
	return k, k >= 0
}

// onlyUse is the one operation of block that uses v, itself or inside its own
// blocks, in a way that matters to derivatives; nil if there are more or none.
func (g *generator) onlyUse(v *ir.Value, block *ir.Block) *ir.Op {
	var found *ir.Op
	for _, use := range g.uses[v] {
		if !g.tree.Inside(g.tree.Block(use), block) || !g.matters(use, v) {
			continue
		}
		at := g.lift(use, block)
		if found != nil && at != found {
			return nil
		}
		found = at
	}
	return found
}

// lift is the operation directly in block that is op or contains it.
func (g *generator) lift(op *ir.Op, block *ir.Block) *ir.Op {
	for g.tree.Block(op) != block {
		op = g.tree.Owner(op)
	}
	return op
}

// usedInside reports whether v is used in the blocks of op in a way that matters.
func (g *generator) usedInside(v *ir.Value, op *ir.Op) bool {
	for _, use := range g.uses[v] {
		if use != op && g.tree.Inside(g.tree.Block(use), op.Blocks[0]) && g.matters(use, v) {
			return true
		}
	}
	return false
}

// matters reports whether op hands the derivative of v on.
func (g *generator) matters(op *ir.Op, v *ir.Value) bool {
	switch op.Code {
	case ir.Yield:
		owner := g.tree.Owner(op)
		for i, x := range op.Args {
			if x == v && g.active.Value(owner.Results[i]) || x == v && owner.Code == ir.Loop && g.active.Value(owner.Carried()[i]) {
				return true
			}
		}
		return false
	case ir.Return:
		return op.Args[0] == v
	case ir.Store:
		return g.active.Place(op) && op.Args[len(op.Args)-1] == v
	case ir.Loop:
		for i, x := range op.Inits() {
			if x == v && (g.active.Value(op.Carried()[i]) || g.active.Value(op.Results[i])) {
				return true
			}
		}
		return false
	}
	for _, r := range op.Results {
		if g.active.Value(r) || g.active.Reference(r) {
			return true
		}
	}
	return false
}

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
	return s.early(other, maxAgain)
}

// early is the value v before its turn in the forward sweep.
func (s *scope) early(v *ir.Value, budget int) (*ir.Value, bool) {
	for c := s; c != nil; c = c.parent {
		if x, ok := c.values[v]; ok {
			return x, true
		}
	}
	op := v.Op
	if op == nil || budget == 0 || len(op.Blocks) > 0 || !ir.Pure(op) || s.tree.Home(v) != s.primal {
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

// withinBlocks reports whether v leads to memory that is made inside the blocks of op.
func (g *generator) withinBlocks(v *ir.Value, op *ir.Op) bool {
	for _, b := range op.Blocks {
		if g.within(v, b) {
			return true
		}
	}
	return false
}

// within reports whether v leads to memory that is made inside block.
func (g *generator) within(v *ir.Value, block *ir.Block) bool {
	op := v.Op
	if op == nil {
		return false
	}
	switch op.Code {
	case ir.Alloc, ir.Make:
		return g.tree.Inside(g.tree.Block(op), block)
	case ir.Addr, ir.Slice, ir.Convert, ir.Field:
		return g.within(op.Args[0], block)
	case ir.Call:
		return g.plan[op] != nil && g.tree.Inside(g.tree.Block(op), block)
	case ir.Build:
		for _, x := range op.Args {
			if ir.IsReference(x.Type) && !g.within(x, block) {
				return false
			}
		}
		return g.tree.Inside(g.tree.Block(op), block)
	}
	return false
}
