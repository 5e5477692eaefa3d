package ir

import (
	"go/types"
	"slices"
)

// carriable is what the next iteration of loop will find in e: what this one
// writes last or, where nothing is written to this memory, reads there. It is nil if
// that isn't known.
func (z *fuser) carriable(loop *Op, e cell) *Value {
	next := cell{e.base, e.at + 1}
	body := loop.Blocks[0]
	var read, written *Value
	for _, op := range body.Ops {
		if c, ok := cellOf(op, loop); !ok || c != next {
			continue
		}
		if op.Code == Load {
			read = op.Result()
		} else {
			written = op.Args[len(op.Args)-1]
		}
	}
	load := loadOf(loop, e)
	for op := range body.All() {
		if len(op.Blocks) > 0 || !z.looks().ClobbersAcross(op, load) {
			continue
		}
		if c, ok := cellOf(op, loop); !ok || c != next || !slices.Contains(body.Ops, op) {
			return nil
		}
	}
	if written == nil {
		return read
	}
	return written
}

// loadOf is the first load of e in loop.
func loadOf(loop *Op, e cell) *Op {
	for op := range loop.Blocks[0].All() {
		if c, ok := cellOf(op, loop); ok && op.Code == Load && c == e {
			return op
		}
	}
	return nil
}

// carry makes loop, in block, carry what it reads in e. It reports whether that can be done.
//
//	loop i = 1 to n {                      p0 = load t[0]
//	    p = load t[i-1]; …          →      loop i = 1 to n carry (p = p0) {
//	    store t[i], x; yield }                 …; store t[i], x; yield x }
func (z *fuser) carry(block *Block, loop *Op, e cell) bool {
	x := z.carriable(loop, e)
	if x == nil || !z.isThere(e, loop) {
		return false
	}
	before := &Block{}
	b := &Builder{Func: z.f, Block: before, Pos: loop.Pos}
	first := b.Load(e.base, []Step{{Index: true}}, b.offset(loop.Lo(), e.at))
	first.Op.Safe = true
	inside, _ := b.Carry(loop, first, e.base.Name)
	body := loop.Blocks[0]
	body.End().Args = append(body.End().Args, x)
	for load := loadOf(loop, e); load != nil; load = loadOf(loop, e) {
		replaceUses(body, load.Result(), inside)
		body.drop(load)
	}
	at := slices.Index(block.Ops, loop)
	block.Ops = slices.Insert(block.Ops, at, before.Ops...)
	z.aliases = nil
	return true
}

// drop takes op out of b, or of a block in it.
func (b *Block) drop(op *Op) {
	b.Ops = slices.DeleteFunc(b.Ops, func(x *Op) bool { return x == op })
	for _, x := range b.Ops {
		for _, inner := range x.Blocks {
			inner.drop(op)
		}
	}
}

// carryEach carries what loop reads in cells; it reports whether that can be done.
func (z *fuser) carryEach(block *Block, loop *Op, cells []cell) bool {
	for i, e := range cells {
		if !slices.Contains(cells[:i], e) && !z.carry(block, loop, e) {
			return false
		}
	}
	return true
}

// isThere reports whether e can be read before loop as in its first iteration.
func (z *fuser) isThere(e cell, loop *Op) bool {
	if !NewTree(z.f).Visible(e.base, loop) {
		return false
	}
	if _, ok := e.base.Type.Underlying().(*types.Pointer); ok && !z.isNotNil(e.base) {
		return false
	}
	lo := sumOf(loop.Lo()).plus(e.at)
	return z.proves(number(0), lo) && z.proves(lo.plus(1), lenOf(e.base))
}

// offset is v plus c.
func (b *Builder) offset(v *Value, c int64) *Value {
	if k, ok := IntConst(v); ok {
		return b.Int(k + c)
	}
	return b.Binary(Add, v, b.Int(c))
}

// carryAll lets loop, in block, carry what an iteration reads of new memory and the
// one before has written.
func (z *fuser) carryAll(block *Block, loop *Op) {
	written := map[cell]bool{}
	var read []cell
	for op := range loop.Blocks[0].All() {
		if e, ok := cellOf(op, loop); ok && isOwn(e.base) {
			if op.Code == Load {
				read = append(read, e)
			} else {
				written[e] = true
			}
		}
	}
	for i, e := range read {
		if written[cell{e.base, e.at + 1}] && !slices.Contains(read[:i], e) {
			z.carry(block, loop, e)
		}
	}
}
