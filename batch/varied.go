package batch

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// vary finds what differs between samples: values, and operations that are therefore not done once.
//
// An operation differs if one of its operands does, if it reads memory that one which differs writes, or if
// it makes such memory. The length of what becomes a row of a matrix is the same for all samples.
func (b *batcher) vary() {
	b.varied, b.differs = map[*ir.Value]bool{}, map[*ir.Op]bool{}
	if b.single {
		b.varyAll()
	}
	for i, p := range b.f.Inputs() {
		b.varied[p] = b.sampled[i]
	}
	for b.changed = true; b.changed; {
		b.changed, b.rows = false, map[*ir.Value]bool{}
		b.varyBlock(b.f.Body, false)
	}
}

// varyAll lets everything differ that f does.
func (b *batcher) varyAll() {
	for op := range b.f.Body.All() {
		b.mark(op)
		b.markAll(op.Results)
		for _, block := range op.Blocks {
			b.markAll(block.Params)
		}
	}
}

// varyBlock visits the operations of a block, which runs for some samples and not for others if control says so.
func (b *batcher) varyBlock(block *ir.Block, control bool) {
	for _, op := range block.Ops {
		switch op.Code {
		case ir.If:
			b.varyIf(op, control)
		case ir.Loop:
			b.varyLoop(op, control)
		default:
			if control && ir.Effects(op)&ir.Writes != 0 || b.differsItself(op) {
				b.mark(op)
				b.markAll(op.Results)
			}
		}
	}
}

func (b *batcher) differsItself(op *ir.Op) bool {
	if op.Code == ir.Len && b.isRow(op.Args[0]) {
		return false
	}
	if b.demoted[op] || slices.ContainsFunc(op.Args, func(x *ir.Value) bool { return b.varied[x] }) {
		return true
	}
	makes := slices.ContainsFunc(op.Results, func(v *ir.Value) bool { return ir.IsReference(v.Type) })
	for _, w := range b.writers {
		if b.differs[w] && (b.aliases.MayAlias(op, w) || makes && b.aliases.Overwrites(w, op.Result())) {
			return true
		}
	}
	return false
}

func (b *batcher) varyIf(op *ir.Op, control bool) {
	differs := b.varied[op.Args[0]] || b.demoted[op]
	for _, block := range op.Blocks {
		b.varyBlock(block, control || differs)
		end := block.End()
		for i, r := range op.Results {
			if differs || end.Code == ir.Yield && b.varied[end.Args[i]] {
				b.markValue(r)
			}
		}
	}
	b.enclose(op, differs)
}

func (b *batcher) varyLoop(op *ir.Op, control bool) {
	body := op.Blocks[0]
	end := body.End()
	differs := b.demoted[op] || b.varied[op.Lo()] || b.varied[op.Hi()] || op.While && end.Code == ir.Yield && b.varied[end.Args[0]]
	if differs {
		b.markAll(body.Params)
		b.markAll(op.Results)
	}
	for i, init := range op.Inits() {
		if b.varied[init] || end.Code == ir.Yield && b.varied[end.Args[i]] {
			b.markValue(op.Carried()[i])
			b.markValue(op.Results[i])
		}
	}
	b.varyBlock(body, control || differs)
	b.enclose(op, differs)
}

// enclose marks an If or Loop that differs itself, or in which something does.
func (b *batcher) enclose(op *ir.Op, differs bool) {
	inside := func(op *ir.Op) bool { return b.differs[op] }
	if differs || slices.ContainsFunc(op.Results, func(v *ir.Value) bool { return b.varied[v] }) ||
		slices.ContainsFunc(slices.Collect(op.All()), inside) {
		b.mark(op)
	}
}

func (b *batcher) mark(op *ir.Op) {
	b.changed = b.changed || !b.differs[op]
	b.differs[op] = true
}

func (b *batcher) markAll(vs []*ir.Value) {
	for _, v := range vs {
		b.markValue(v)
	}
}

func (b *batcher) markValue(v *ir.Value) {
	b.changed = b.changed || !b.varied[v]
	b.varied[v] = true
}
