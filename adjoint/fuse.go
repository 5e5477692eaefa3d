package adjoint

import "github.com/gograd/gograd/ir"

// fuse differentiates the If or Loop op where it stands in the forward sweep, if
// that is possible: the adjoints of its results are known beforehand, and its
// reverse part has no need of what comes later.
func (s *scope) fuse(op *ir.Op) bool {
	if s.mayFail || s.restoring || s.sweeping || !s.concerns(op) || !s.fusible(op) {
		return false
	}
	seeds, known := s.knownBefore(op)
	if !known {
		return false
	}
	if op.Code == ir.If {
		s.fusedIf(op, seeds)
	} else {
		s.together(op, seeds, false)
	}
	return true
}

// knownBefore are the adjoints of op's results, if all are known before op; nil for those
// that carry no derivative.
func (s *scope) knownBefore(op *ir.Op) ([]*ir.Value, bool) {
	ops, ahead := len(s.b.Block.Ops), len(s.ahead)
	if s.calls(op) {
		s.fusing = op
	}
	defer func() { s.fusing = nil }()
	seeds := make([]*ir.Value, len(op.Results))
	for i, r := range op.Results {
		if !s.active.Value(r) {
			continue
		}
		d, known := s.known(r)
		if !known {
			if s.fusing != nil {
				s.undo(ops, ahead)
			}
			return nil, false
		}
		seeds[i] = d
	}
	return seeds, true
}

// fusible reports whether op can be reversed at once, given the adjoints of its
// results: it writes no memory that later operations may read, and no memory that it
// reads is local and written again later.
func (s *scope) fusible(op *ir.Op) bool {
	sums := s.settled()
	if op.Code == ir.Loop {
		if !s.independent(op, sums) {
			return false
		}
	} else if !s.selfContained(op, sums) {
		return false
	}
	for inner := range op.All() {
		if sums[inner] {
			continue
		}
		if inner.Code == ir.Load && s.active.Place(inner) && !s.holdsSums(s.active.place(inner)) &&
			!s.owns(inner.Base(), op) && s.overwritten(inner) {
			return false
		}
		if from := copiedFrom(inner); from != nil && s.active.Reference(from) && !s.owns(from, op) && s.overwritten(inner) {
			return false
		}
		if inner.Code == ir.Call && s.plan[inner] != nil && s.rewritten(inner, op) {
			return false
		}
	}
	return true
}

// settled are the operations that add to memory whose adjoints are known: in an iteration that
// is done again, those of its loop.
func (s *scope) settled() accumulators {
	if s.again == nil {
		return nil
	}
	return s.accumulatorsOf(s.again.Owner)
}

// selfContained reports whether op gives no references and writes no memory with a
// derivative but its own, apart from adding to it in sums.
func (g *generator) selfContained(op *ir.Op, sums accumulators) bool {
	for _, r := range op.Results {
		if g.active.Reference(r) || g.active.Value(r) && !ir.IsFloat(r.Type) {
			return false
		}
	}
	for inner := range op.All() {
		switch inner.Code {
		case ir.Store:
			if sums[inner] || g.owns(inner.Base(), op) {
				continue
			}
			if g.active.Place(inner) || g.active.Reference(inner.Args[len(inner.Args)-1]) {
				return false
			}
		case ir.Call:
			if to := written(inner); to != nil && g.active.Reference(to) && !g.owns(to, op) {
				return false
			}
			for _, x := range g.active.outputs(inner) {
				if g.active.Reference(x) && !g.owns(x, op) {
					return false
				}
			}
		}
	}
	return true
}

// independent reports whether the iterations of a loop share only sums: values
// that each of them adds to, so that their adjoints are the same in all. So are those of the places
// in memory that the operations in sums add to.
func (g *generator) independent(op *ir.Op, sums accumulators) bool {
	if !g.selfContained(op, sums) {
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
// again in the reverse sweep: it calls nothing unknown, and what it reads is still there. What
// is read only to be added to is not read again.
func (s *scope) repeatableBody(op *ir.Op, sums accumulators) bool {
	for inner := range op.Blocks[0].All() {
		switch {
		case sums[inner]:
		case inner.Code == ir.Call && ir.Effects(inner)&(ir.Unknown|ir.Writes) != 0 || s.recursion(inner):
			return false
		case inner.Code == ir.Call && ir.Effects(inner)&ir.Reads != 0:
			if s.overwritten(inner) {
				return false
			}
		case inner.Code.IsTerminator() || len(inner.Blocks) > 0:
		case ir.Effects(inner)&ir.Reads != 0:
			if !s.owns(inner.Args[0], op) && s.overwritten(inner) {
				return false
			}
		}
	}
	return true
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
	case ir.Alloc, ir.Make, ir.Scratch, ir.Fresh:
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
