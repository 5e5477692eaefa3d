package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

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

// matters reports whether op hands the derivative of v on, to what it gives or to memory that it writes.
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
		return slices.Contains(op.Args, v)
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
	return slices.ContainsFunc(g.active.outputs(op), g.active.Reference)
}
