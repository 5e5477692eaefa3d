package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// delay moves a store behind the uses of what the place held before, if these may come first:
//
//	t = load d[i]; store d[i], 0; …; store dx[i], … t     →     t = load d[i]; …; store dx[i], … t; store d[i], 0
//
// Nobody needs a name for what the place held then: `dx[i] += 2 * d[i]; d[i] = 0`.
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same.
func delay(f *ir.Func) {
	d := &delayer{uses: ir.Uses(f), tree: ir.NewTree(f), aliases: ir.NewAliases(f)}
	d.block(f.Body)
}

// maxDelay is how many operations before a store are looked at.
const maxDelay = 64

type delayer struct {
	uses    map[*ir.Value][]*ir.Op
	tree    *ir.Tree
	aliases *ir.Aliases
}

// block goes through b from its end, so that a store passes others that have moved already.
func (d *delayer) block(b *ir.Block) {
	for i := len(b.Ops) - 1; i >= 0; i-- {
		for _, nested := range b.Ops[i].Blocks {
			d.block(nested)
		}
		if b.Ops[i].Code == ir.Store {
			d.store(b, i)
		}
	}
}

// store moves the store number i in b behind the last use of what was loaded from its place before.
func (d *delayer) store(b *ir.Block, i int) {
	store := b.Ops[i]
	to := i
	for _, load := range b.Ops[max(0, i-maxDelay):i] {
		if samePlace(load, store) {
			to = max(to, d.last(b, load.Result(), store))
		}
	}
	for _, op := range b.Ops[i+1 : to+1] {
		if !d.passes(store, op) {
			return
		}
	}
	copy(b.Ops[i:to], b.Ops[i+1:to+1])
	b.Ops[to] = store
}

// last is the number of the last operation in b with an effect that v is computed for; 0 if it is needed elsewhere,
// at the end of b, or for what store writes.
func (d *delayer) last(b *ir.Block, v *ir.Value, store *ir.Op) (at int) {
	for _, use := range d.uses[v] {
		if use == store || d.tree.Block(use) != b || use.Code.IsTerminator() || len(use.Blocks) > 0 {
			return 0
		}
		if at = max(at, slices.Index(b.Ops, use)); ir.HasEffects(use) {
			continue
		}
		for _, r := range use.Results {
			then := d.last(b, r, store)
			if then == 0 {
				return 0
			}
			at = max(at, then)
		}
	}
	return at
}

// passes reports whether store may come after op, which it stands before.
func (d *delayer) passes(store, op *ir.Op) bool {
	const noticed = ir.MayPanic | ir.Unknown
	return ir.Effects(op)&noticed == 0 && ir.Effects(store)&noticed == 0 && !d.aliases.Conflict(store, op)
}

// samePlace reports whether load reads the place that store writes.
func samePlace(load, store *ir.Op) bool {
	return load.Code == ir.Load && slices.Equal(load.Path, store.Path) && slices.Equal(load.Args, store.Args[:len(store.Args)-1])
}
