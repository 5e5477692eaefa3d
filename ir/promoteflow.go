package ir

import (
	"go/types"
	"slices"
)

// ifOp makes results of the leaves that one of the branches has changed.
func (p *promoter) ifOp(op *Op) {
	p.b.Block.Ops = append(p.b.Block.Ops, op)
	keys := p.written(op)
	before := map[leafKey]*Value{}
	for _, k := range keys {
		before[k] = p.current[k]
	}
	var after [2]map[leafKey]*Value
	for i, b := range op.Blocks {
		for _, k := range keys {
			p.current[k] = before[k]
		}
		p.block(b)
		after[i] = map[leafKey]*Value{}
		for _, k := range keys {
			after[i][k] = p.current[k]
		}
	}
	for _, k := range keys {
		p.current[k] = before[k]
		if v, same := settled(op, before[k], after[0][k], after[1][k]); same {
			p.current[k] = v
		} else {
			p.current[k] = p.merge(op, k, after[0][k], after[1][k])
		}
	}
}

// settled is what a leaf holds after op, if that is known without a result of
// op: both branches leave the same in it, or the one that doesn't panic leaves what was there before.
func settled(op *Op, before, x, y *Value) (*Value, bool) {
	switch {
	case op.Blocks[0].End().Code != Yield:
		return before, y == before
	case op.Blocks[1].End().Code != Yield:
		return before, x == before
	}
	return x, x == y
}

// merge gives op a result for the leaf k, x or y.
func (p *promoter) merge(op *Op, k leafKey, x, y *Value) *Value {
	for i, v := range []*Value{x, y} {
		end := op.Blocks[i].End()
		if end.Code != Yield {
			continue
		}
		if v == nil {
			v = zeroBefore(p.b.Func, op.Blocks[i], k.leaf().typ)
		}
		end.Args = append(end.Args, v)
	}
	return p.b.AddResult(op, k.leaf().name, k.leaf().typ)
}

// zeroBefore puts the zero value of t just before the end of b.
func zeroBefore(f *Func, b *Block, t types.Type) *Value {
	tail := &Block{}
	zero := (&Builder{Func: f, Block: tail}).Zero(t)
	b.Ops = slices.Insert(b.Ops, len(b.Ops)-1, tail.Ops...)
	return zero
}

// loop makes the loop carry the leaves that its body changes.
func (p *promoter) loop(op *Op) {
	body := op.Blocks[0]
	keys := p.written(op)
	after := make([]*Value, len(keys))
	for i, k := range keys {
		init := p.get(k)
		p.current[k], after[i] = p.b.Carry(op, init, k.leaf().name)
	}
	p.b.Block.Ops = append(p.b.Block.Ops, op)
	p.block(body)
	end := body.End()
	for i, k := range keys {
		if end.Code == Yield {
			v := p.current[k]
			if v == nil {
				v = zeroBefore(p.b.Func, body, k.leaf().typ)
			}
			end.Args = append(end.Args, v)
		}
		p.current[k] = after[i]
	}
}

// written lists the leaves of variables made outside op that op's blocks write, in a fixed order.
func (p *promoter) written(op *Op) []leafKey {
	set := map[leafKey]bool{}
	for _, b := range op.Blocks {
		for _, k := range p.writtenIn(b) {
			set[k] = true
		}
	}
	for _, b := range op.Blocks {
		for inner := range b.All() {
			if inner.Code != Alloc {
				continue
			}
			if v := p.vars[inner.Result()]; v != nil {
				for i := range v.leaves {
					delete(set, leafKey{v, i})
				}
			}
		}
	}
	keys := make([]leafKey, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b leafKey) int {
		if a.v != b.v {
			return a.v.order - b.v.order
		}
		return a.i - b.i
	})
	return keys
}

// writtenIn lists the leaves that b and the blocks in it write.
func (p *promoter) writtenIn(b *Block) []leafKey {
	if keys, ok := p.writes[b]; ok {
		return keys
	}
	var keys []leafKey
	seen := map[leafKey]bool{}
	add := func(ks []leafKey) {
		for _, k := range ks {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	for _, op := range b.Ops {
		if op.Code == Store {
			if v, path := p.placeOf(op); v != nil {
				add(v.within(path))
			}
		}
		for _, inner := range op.Blocks {
			add(p.writtenIn(inner))
		}
	}
	p.writes[b] = keys
	return keys
}
