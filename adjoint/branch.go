package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

func partStep(t types.Type, i int) ir.Step {
	if _, ok := t.Underlying().(*types.Array); ok {
		return ir.Step{Index: true, At: i}
	}
	return ir.Step{Field: i}
}

// reverseIf reverses the branch that was taken.
func (s *scope) reverseIf(op *ir.Op) {
	if !s.concerns(op) {
		return
	}
	out := s.b.If(s.get(op.Args[0]))
	s.open = true
	var branches []*scope
	for i, b := range op.Blocks {
		c := s.child(branch, b, out, out.Blocks[i])
		c.seeds = s.resultAdjoints(op)
		if b.End().Code == ir.Yield {
			c.seed(b.End())
			c.reverseOps(b.Ops[:len(b.Ops)-1])
		}
		branches = append(branches, c)
	}
	s.closeIf(branches)
	for _, c := range branches {
		c.b.Yield()
	}
}

// resultAdjoints are the adjoints of op's results; nil for those that have none.
func (s *scope) resultAdjoints(op *ir.Op) []*ir.Value {
	out := make([]*ir.Value, len(op.Results))
	if s.restoring {
		return out
	}
	for i, r := range op.Results {
		switch {
		case ir.IsFloat(r.Type):
			out[i] = s.adjoint(r)
		case s.active.Value(r):
			panic("adjoint: a struct or an array is given by an if or carried by a loop")
		}
	}
	return out
}

// concerns reports whether the reverse sweep has anything to do for the If or Loop op.
func (s *scope) concerns(op *ir.Op) bool {
	if s.restoring {
		return s.saves(op)
	}
	return s.works(op)
}

// saves reports whether op, or an operation in it, keeps aside what the caller's shadow holds.
func (s *scope) saves(op *ir.Op) bool {
	for inner := range op.All() {
		if inner.Code == ir.Store && s.active.Place(inner) && s.holdsSums(s.active.place(inner)) || s.savesElements(inner) {
			return true
		}
	}
	return false
}

// fusedIf writes an If whose results have the adjoints seeds: value and
// gradient of the branch that is taken, together.
func (s *scope) fusedIf(op *ir.Op, seeds []*ir.Value) {
	dup := &ir.Op{Code: ir.If, Args: []*ir.Value{s.get(op.Args[0])}}
	s.b.Emit(dup)
	s.open = true
	var branches []*scope
	for _, b := range op.Blocks {
		nb := &ir.Block{Owner: dup}
		dup.Blocks = append(dup.Blocks, nb)
		c := s.subrun(branch, b, dup, nb)
		c.seeds = seeds
		c.both()
		branches = append(branches, c)
	}
	s.closeIf(branches)
	for i, c := range branches {
		c.b.Safe = false
		c.end(op.Blocks[i].End(), nil)
	}
	s.define(op, dup)
}

// subrun is a child in which the block is run forward and in reverse.
func (s *scope) subrun(kind scopeKind, primal *ir.Block, owner *ir.Op, block *ir.Block) *scope {
	c := s.child(kind, primal, owner, block)
	c.run = &run{
		generator: s.generator, block: primal, root: primal, again: s.again,
		forward: map[*ir.Block]*scope{}, fused: map[*ir.Op]bool{},
	}
	return c
}
