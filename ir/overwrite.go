package ir

import "slices"

// dropOverwritten drops stores to places that are stored to again in the same
// block before anybody can see what was there. It reports whether there were any.
//
//	store s[i], x; store s[i], y   →   store s[i], y
//
// Before: f passes Check.
// After:  f passes Check; where f panics its memory is as before.
func dropOverwritten(f *Func) bool {
	o := &overwriter{aliases: NewAliases(f)}
	o.block(f.Body)
	return o.changed
}

type overwriter struct {
	aliases *Aliases
	later   []access // what will be written before it is read, seen from here
	changed bool
}

// block goes through b from its end to its beginning. Of what comes after b
// nothing is known to overwrite anything.
func (o *overwriter) block(b *Block) {
	outer := o.later
	o.later = nil
	var kept []*Op
	for _, op := range slices.Backward(b.Ops) {
		for _, nested := range op.Blocks {
			o.block(nested)
		}
		if !o.op(op) {
			kept = append(kept, op)
		}
	}
	slices.Reverse(kept)
	b.Ops = kept
	o.later = outer
}

// op goes through op and reports whether it can be dropped.
func (o *overwriter) op(op *Op) bool {
	effects := Effects(op)
	if op.Code == Store && effects&MayPanic == 0 {
		place := o.aliases.place(op, true)
		if slices.ContainsFunc(o.later, place.names) {
			o.changed = true
			return true
		}
		if len(o.later) < maxContents {
			o.later = append(o.later, place)
		}
		return false
	}
	if effects&(MayPanic|Unknown) != 0 {
		o.later = nil
	}
	if effects&Reads != 0 && len(o.later) > 0 {
		o.read(op)
	}
	if op.Code == Store {
		o.later = append(o.later, o.aliases.place(op, true))
	}
	return false
}

// read drops from later what op may read.
func (o *overwriter) read(op *Op) {
	for _, acc := range o.aliases.accesses(op) {
		if !acc.write {
			o.later = slices.DeleteFunc(o.later, func(w access) bool { return w.overlaps(acc, false) })
		}
	}
}
