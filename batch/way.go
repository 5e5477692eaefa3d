package batch

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A way is how an operation is done for all samples.
type way int

const (
	once  way = iota // it is the same for all
	whole            // by the form of the function that it calls, or as memory for all
	split            // an If or Loop for all, with operations that have ways of their own
	each             // in a loop over the samples
)

// wayOf is the way of op, as far as is known: what is demoted is done for each sample.
func (b *batcher) wayOf(op *ir.Op) way {
	switch {
	case !b.differs[op]:
		return once
	case b.single || b.demoted[op]:
		return each
	case b.isRowMade(op) || b.isRenamed(op) || b.formOf(op, false) != nil || b.sums[op] != nil:
		return whole
	case b.splits(op):
		return split
	}
	return each
}

// isRowMade reports whether op makes memory for floats that each sample has as a row of a matrix.
func (b *batcher) isRowMade(op *ir.Op) bool {
	return op.Code == ir.Make && len(op.Args) == 1 && !b.varied[op.Args[0]] && elemOf(op.Result().Type) != nil
}

// isRenamed reports whether op converts rows to a type of the same slices.
func (b *batcher) isRenamed(op *ir.Op) bool {
	if op.Code != ir.Convert {
		return false
	}
	from, to := elemOf(op.Args[0].Type), elemOf(op.Result().Type)
	return from != nil && to != nil && types.Identical(from, to) && b.isRow(op.Args[0])
}

// splits reports whether the If or Loop op takes the same way for all samples, and contains something that
// is done whole. What it hands on is then put into rows and elements.
func (b *batcher) splits(op *ir.Op) bool {
	switch op.Code {
	case ir.If:
		if b.varied[op.Args[0]] {
			return false
		}
	case ir.Loop:
		end := op.Blocks[0].End()
		if b.varied[op.Lo()] || b.varied[op.Hi()] || end.Code != ir.Yield || op.While && b.varied[end.Args[0]] {
			return false
		}
	default:
		return false
	}
	for _, r := range op.Results {
		if b.varied[r] && ir.IsReference(r.Type) && !b.isRow(r) {
			return false
		}
	}
	for inner := range op.All() {
		if inner != op && inner.Code == ir.Call && b.differs[inner] && !b.demoted[inner] && b.formOf(inner, false) != nil {
			return true
		}
	}
	return false
}

// isRow reports whether v is a row of a matrix that has one for each sample.
func (b *batcher) isRow(v *ir.Value) bool {
	if is, known := b.rows[v]; known {
		return is
	}
	b.rows[v] = elemOf(v.Type) != nil // what a loop carries is, if all that goes into it is
	b.rows[v] = b.rows[v] && b.findRow(v)
	return b.rows[v]
}

func (b *batcher) findRow(v *ir.Value) bool {
	op := v.Op
	if op == nil {
		if i := slices.Index(b.f.Inputs(), v); i >= 0 {
			return b.sampled[i]
		}
		loop := b.tree.Home(v).Owner
		i := slices.Index(loop.Carried(), v)
		return i >= 0 && !b.demoted[loop] && b.isRow(loop.Inits()[i]) && b.isRow(loop.Blocks[0].End().Args[i])
	}
	if b.demoted[op] {
		return false
	}
	switch op.Code {
	case ir.Make:
		return b.differs[op] && b.isRowMade(op)
	case ir.Convert:
		return b.isRenamed(op)
	case ir.Call:
		return b.formOf(op, false) != nil
	case ir.Loop:
		return b.isRow(op.Carried()[slices.Index(op.Results, v)])
	case ir.If:
		for _, block := range op.Blocks {
			if end := block.End(); end.Code == ir.Yield && !b.isRow(end.Args[slices.Index(op.Results, v)]) {
				return false
			}
		}
		return true
	}
	return false
}

// settle demotes what can't be done otherwise than for each sample, and reports whether there was such a thing.
func (b *batcher) settle() bool {
	before := len(b.demoted)
	b.settleBlock(b.f.Body)
	return b.single || len(b.demoted) > before
}

func (b *batcher) settleBlock(block *ir.Block) {
	var open group
	number, in := 0, map[*ir.Op]int{}
	for _, op := range block.Ops {
		if b.linear[op] {
			continue
		}
		switch b.wayOf(op) {
		case each:
			if len(op.Blocks) > 0 {
				b.demoted[op] = true
			}
			open, in[op] = append(open, op), number
			continue
		case split:
			for _, inner := range op.Blocks {
				b.settleBlock(inner)
			}
		}
		if b.precedes(open, op) {
			open, number = nil, number+1
		}
	}
	for i, op := range block.Ops {
		if _, isEach := in[op]; isEach {
			b.settleOp(block, i, in)
		}
	}
}

// settleOp demotes what stands between op, which gives references and is done for each sample, and those that
// use them: these are then done in the same loop.
func (b *batcher) settleOp(block *ir.Block, i int, in map[*ir.Op]int) {
	op := block.Ops[i]
	for _, v := range op.Results {
		if !ir.IsReference(v.Type) {
			continue
		}
		for _, use := range b.uses[v] {
			user := b.ancestor(use, block)
			if n, isEach := in[user]; isEach && n == in[op] {
				continue
			}
			b.demoteBetween(block.Ops[i+1:], user)
		}
	}
}

// demoteBetween demotes those of ops that are not done once, up to last; if there are none, all is done one
// sample after the other.
func (b *batcher) demoteBetween(ops []*ir.Op, last *ir.Op) {
	before := len(b.demoted)
	for _, op := range ops {
		if way := b.wayOf(op); way == whole || way == split {
			b.demoted[op] = true
		}
		if op == last {
			break
		}
	}
	if len(b.demoted) == before {
		b.single = true
	}
}

// ancestor is the operation of block that is op, or contains it.
func (b *batcher) ancestor(op *ir.Op, block *ir.Block) *ir.Op {
	for b.tree.Block(op) != block {
		op = b.tree.Owner(op)
	}
	return op
}

// A group are operations that are done together, in one loop over the samples.
type group []*ir.Op

// precedes reports whether op can't be done before g: it uses what g gives, or their order matters.
func (b *batcher) precedes(g group, op *ir.Op) bool {
	for _, member := range g {
		if b.aliases.Conflict(member, op) {
			return true
		}
		for inner := range op.All() {
			if slices.ContainsFunc(inner.Args, func(x *ir.Value) bool { return x.Op == member }) {
				return true
			}
		}
	}
	return false
}
