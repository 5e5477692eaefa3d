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
	d := &delayer{uses: ir.Uses(f), aliases: ir.NewAliases(f)}
	d.block(f.Body)
}

// maxDelay is how many operations before and behind a store are looked at.
const maxDelay = 64

type delayer struct {
	uses    map[*ir.Value][]*ir.Op
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
			to = max(to, d.last(b, i, load.Result()))
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

// last is the number of the last operation in b with an effect that v is computed for; 0 if it is needed elsewhere, for
// the store number i, or not soon after that.
func (d *delayer) last(b *ir.Block, i int, v *ir.Value) (at int) {
	needs := map[*ir.Value]bool{v: true} // what v is computed for
	uses := len(d.uses[v])
	for k := max(0, i-maxDelay); k < min(i+maxDelay, len(b.Ops)); k++ {
		op := b.Ops[k]
		n := among(op.Args, needs)
		if n == 0 {
			continue
		}
		if k == i || op.Code.IsTerminator() || len(op.Blocks) > 0 {
			return 0
		}
		uses, at = uses-n, k
		if ir.HasEffects(op) {
			continue
		}
		for _, r := range op.Results {
			needs[r] = true
			uses += len(d.uses[r])
		}
	}
	if uses > 0 {
		return 0
	}
	return at
}

// among is how many of vs are in a set.
func among(vs []*ir.Value, set map[*ir.Value]bool) (n int) {
	for _, v := range vs {
		if set[v] {
			n++
		}
	}
	return n
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
