package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// gather adds up in a variable what a loop adds to one place of a shadow, and adds
// the sum to the place behind the loop: a sum in memory waits in each iteration for
// what the one before it has written.
//
//	loop i = lo to hi {                   sum = loop i = lo to hi carry (s = 0) {
//	    store d[k], add (load d[k]), e  →     yield add s, e
//	    yield                             }
//	}                                     if hi > lo { store d[k], add (load d[k]), sum }
//
// The if is left out where d[k] can be shown to be there. Other additions to shadows may
// be to the same place, anything else in the loop must not touch it.
//
// Before: f passes ir.Check; sums are the additions of adjoints in f.
// After:  f passes ir.Check and computes the same, up to the order of such additions,
// which may be another one.
func gather(f *ir.Func, sums map[*ir.Op]bool) {
	g := &gatherer{f: f, sums: sums}
	g.block(f.Body)
}

type gatherer struct {
	f       *ir.Func
	sums    map[*ir.Op]bool
	uses    map[*ir.Value][]*ir.Op // with tree and aliases, nil where f has changed
	tree    *ir.Tree
	aliases *ir.Aliases
}

// look makes what is known about f good for f as it is.
func (g *gatherer) look() {
	if g.uses == nil {
		g.uses, g.tree, g.aliases = ir.Uses(g.f), ir.NewTree(g.f), ir.NewAliases(g.f)
	}
}

// block gathers in the loops in b, the innermost first.
func (g *gatherer) block(b *ir.Block) {
	for _, op := range slices.Clone(b.Ops) {
		for _, inner := range op.Blocks {
			g.block(inner)
		}
		if op.Code == ir.Loop && !op.While && op.Blocks[0].End().Code == ir.Yield {
			g.loop(b, op)
		}
	}
}

// loop gathers what is added in each iteration of loop, which is in b.
func (g *gatherer) loop(b *ir.Block, loop *ir.Op) {
	g.look()
	var all, fixed []addition
	for op := range loop.Blocks[0].All() {
		if a, ok := (additions{g.sums, g.uses}).in(op); ok {
			all = append(all, a)
			if isFixed(a, loop, g.tree) {
				fixed = append(fixed, a)
			}
		}
	}
	var behind []addition
	for _, a := range fixed {
		if onlyAddedTo(a, loop, all, g.aliases) {
			behind = append(behind, g.take(a, loop, b))
		}
	}
	if len(behind) == 0 {
		return
	}
	g.uses = nil
	ir.MarkSafe(g.f)
	for _, a := range behind {
		if ir.CanPanic(a.load) {
			g.guard(a, loop, b)
		}
	}
}

// isFixed reports whether the place of a is the same in all iterations of loop. That it
// is there must be known without a: what follows a may rest on it.
func isFixed(a addition, loop *ir.Op, tree *ir.Tree) bool {
	body := loop.Blocks[0]
	if tree.Block(a.store) != body || tree.Block(a.load) != body || ir.CanPanic(a.load) {
		return false
	}
	for _, v := range a.load.Args {
		if _, ok := ir.IntConst(v); !ok && !tree.Visible(v, loop) {
			return false
		}
	}
	return true
}

// onlyAddedTo reports whether nothing in loop touches the place of a but additions.
func onlyAddedTo(a addition, loop *ir.Op, all []addition, aliases *ir.Aliases) bool {
	for op := range loop.Blocks[0].All() {
		if len(op.Blocks) == 0 && aliases.ConflictAcross(a.store, op) && !isPart(op, all) {
			return false
		}
	}
	return true
}

func isPart(op *ir.Op, all []addition) bool {
	return slices.ContainsFunc(all, func(a addition) bool { return a.load == op || a.store == op })
}

// take makes loop, which is in block, carry the sum of what a adds. It returns the
// addition behind the loop.
func (g *gatherer) take(a addition, loop *ir.Op, block *ir.Block) addition {
	before, after := &ir.Block{}, &ir.Block{}
	b := &ir.Builder{Func: g.f, Block: before, Pos: a.store.Pos}
	inside, sum := b.Carry(loop, b.Float(0, a.load.Result().Type), "sum")
	body := loop.Blocks[0]
	body.End().Args = append(body.End().Args, a.store.Args[len(a.store.Args)-1])
	body.Ops = slices.DeleteFunc(body.Ops, func(op *ir.Op) bool { return op == a.load || op == a.store })
	replaceIn(body, a.load.Result(), inside)

	b = b.At(after)
	var indexes []*ir.Value
	for _, v := range a.load.Indexes() {
		if n, ok := ir.IntConst(v); ok { // perhaps one in the body
			v = b.Int(n)
		}
		indexes = append(indexes, v)
	}
	x := b.Load(a.load.Base(), a.load.Path, indexes...)
	total := b.Binary(ir.Add, x, sum)
	g.sums[total.Op] = true
	b.Store(total, a.load.Base(), a.load.Path, indexes...)
	at := slices.Index(block.Ops, loop)
	block.Ops = slices.Concat(block.Ops[:at], before.Ops, []*ir.Op{loop}, after.Ops, block.Ops[at+1:])
	return addition{x.Op, after.End()}
}

// replaceIn puts w in the place of v.
func replaceIn(b *ir.Block, v, w *ir.Value) {
	for op := range b.All() {
		for i, x := range op.Args {
			if x == v {
				op.Args[i] = w
			}
		}
	}
}

// guard lets a, in block, run only if loop has.
func (g *gatherer) guard(a addition, loop *ir.Op, block *ir.Block) {
	first, last := slices.Index(block.Ops, a.load), slices.Index(block.Ops, a.store)
	before := &ir.Block{}
	b := &ir.Builder{Func: g.f, Block: before, Pos: a.store.Pos}
	op := b.If(b.Compare(ir.Gt, loop.Hi(), loop.Lo()))
	op.Blocks[0].Ops = slices.Clone(block.Ops[first : last+1])
	b.At(op.Blocks[0]).Yield()
	b.At(op.Blocks[1]).Yield()
	block.Ops = slices.Concat(block.Ops[:first], before.Ops, block.Ops[last+1:])
}
