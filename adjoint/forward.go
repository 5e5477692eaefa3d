package adjoint

import (
	"go/constant"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// forwardOps writes the forward sweep of ops. Directly in a run's own block,
// an If or Loop whose results have adjoints that are known beforehand is
// differentiated at once.
func (s *scope) forwardOps(ops []*ir.Op) {
	for _, op := range ops {
		s.b.Pos, s.b.Expr = op.Pos, op.Expr
		end := s.askAgain(op)
		s.forwardOp(op)
		end()
	}
}

func (s *scope) forwardOp(op *ir.Op) {
	switch op.Code {
	case ir.If, ir.Loop:
		if s.primal == s.run.block && s.fuse(op) {
			s.fused[op] = true
			return
		}
		s.forwardBlocks(op)
	case ir.Store:
		if !s.outerWrite(op) {
			s.forwardStore(op)
		}
	case ir.Call:
		if s.primal == s.run.block && s.recursion(op) && s.fuseCall(op) {
			s.fused[op] = true
			return
		}
		if s.recursion(op) {
			s.forwardCall(op)
			return
		}
		if written(op) != nil {
			s.forwardElements(op)
			return
		}
		s.clone(op)
	default:
		if !slices.Contains(s.ahead, op) {
			s.clone(op)
		}
	}
}

// outerWrite reports whether op must not be done again: it writes memory that
// the first time has written already.
func (s *scope) outerWrite(op *ir.Op) bool {
	return s.again != nil && !s.owns(op.Args[0], s.again.Owner)
}

// clone copies op, which owns no blocks, into s. A reference that is loaded
// from where another is stored later has its shadow loaded now.
func (s *scope) clone(op *ir.Op) {
	if s.hasKept(op) {
		return
	}
	dup := *op
	dup.Args, dup.Results = s.gets(op.Args), nil
	writes := len(s.active.outputs(op)) > 0 // perhaps what its rule reads
	if writes {
		s.snapshots(op)
	}
	s.b.Emit(&dup)
	s.define(op, &dup)
	if !writes {
		s.snapshots(op)
	}
	if op.Code == ir.Load && s.active.Reference(op.Result()) && s.overwritten(op) {
		s.safely(func() { s.shadows[op.Result()] = s.makeShadow(op.Result()) })
	}
}

// define makes results of dup for those of op.
func (s *scope) define(op, dup *ir.Op) {
	for _, r := range op.Results {
		s.values[r] = s.b.AddResult(dup, r.Name, r.Type)
	}
}

// forwardBlocks copies the If or Loop op with its blocks. A reference that op
// gives has its shadow given beside it.
func (s *scope) forwardBlocks(op *ir.Op) {
	dup := *op
	dup.Args, dup.Results, dup.Blocks = s.gets(op.Args), nil, nil
	s.survivor(op, &dup)
	shadowed := s.shadowed(op)
	if op.Code == ir.Loop {
		for _, i := range shadowed {
			dup.Args = append(dup.Args, s.shadow(op.Inits()[i]))
		}
	}
	s.b.Emit(&dup)
	s.open = true
	for _, b := range op.Blocks {
		c := s.forwardBlock(op, &dup, b, shadowed)
		s.run.forward[b] = c
	}
	s.open = false
	s.define(op, &dup)
	for _, i := range shadowed {
		r := op.Results[i]
		s.shadows[r] = s.b.AddResult(&dup, adjointName(r), r.Type)
	}
}

// shadowed lists the results of op that lead to memory with a derivative.
func (s *scope) shadowed(op *ir.Op) []int {
	var out []int
	for i, r := range op.Results {
		if s.active.Reference(r) {
			out = append(out, i)
		}
	}
	return out
}

// survivor: what has run once without panic takes the other branch again.
func (s *scope) survivor(op, dup *ir.Op) {
	if s.again == nil || op.Code != ir.If {
		return
	}
	for i, b := range op.Blocks {
		if b.End().Code == ir.Panic {
			dup.Args = []*ir.Value{s.b.Const(constant.MakeBool(i == 1), types.Typ[types.Bool])}
		}
	}
}

func (s *scope) forwardBlock(op, dup *ir.Op, b *ir.Block, shadowed []int) *scope {
	nb := &ir.Block{Owner: dup}
	dup.Blocks = append(dup.Blocks, nb)
	kind := branch
	if op.Code == ir.Loop {
		kind = iteration
	}
	c := s.child(kind, b, dup, nb)
	for _, p := range b.Params {
		c.values[p] = s.out.NewValue(p.Name, p.Type)
		nb.Params = append(nb.Params, c.values[p])
	}
	if op.Code == ir.Loop {
		for _, i := range shadowed {
			p := op.Carried()[i]
			c.shadows[p] = s.out.NewValue(adjointName(p), p.Type)
			nb.Params = append(nb.Params, c.shadows[p])
		}
	}
	end := b.End()
	c.forwardOps(b.Ops[:len(b.Ops)-1])
	c.end(end, shadowed)
	return c
}

// end copies the Yield or Panic that ends a block, with the shadows of what it hands on.
func (s *scope) end(end *ir.Op, shadowed []int) {
	dup := *end
	dup.Args = s.gets(end.Args)
	if end.Code == ir.Yield {
		for _, i := range shadowed {
			dup.Args = append(dup.Args, s.shadow(end.Args[i]))
		}
	}
	s.b.Pos = end.Pos
	s.b.Emit(&dup)
}
