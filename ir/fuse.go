package ir

import "slices"

// Fuse makes one loop of two where the second reads elements that the first has
// written to memory of the function's own, in the same iteration or the one before.
// What is handed on is then a value, and often nobody needs the memory any more.
//
//	loop i = 0 to n { …; store t[i], x }           loop i = 0 to n { …; store t[i], x
//	loop i = 0 to n { y = load t[i]; … }      →        y = load t[i]; … }
//
// What stands between them comes before, and the first iteration of a loop that begins
// earlier than the other is done on its own. An element that the iteration before has
// written, or has read like this one, is carried (carry.go).
//
// Before: f passes Check.
// After:  f passes Check and does the same: each value is computed as before.
func Fuse(f *Func) {
	z := &fuser{f: f, prover: prover{facts: newFacts()}}
	z.visit = func(b *Block, i int) {
		for z.fuseNext(b, i) {
			z.changed = true
		}
	}
	z.block(f.Body)
	if z.changed {
		Simplify(f)
	}
}

// A fuser goes through a function with what is known about its ints.
type fuser struct {
	prover
	f       *Func
	aliases *Aliases // nil where f has changed
	changed bool
}

func (z *fuser) looks() *Aliases {
	if z.aliases == nil {
		z.aliases = NewAliases(z.f)
	}
	return z.aliases
}

// fuseNext fuses the first loop from number i on that b holds with one behind it, where
// nothing but what can come before it stands between them.
func (z *fuser) fuseNext(b *Block, i int) bool {
	first := b.Ops[i]
	if !canFuse(first) {
		return false
	}
	for k, op := range b.Ops[i+1:] {
		if canFuse(op) && z.matches(first, op) && z.allowed(b, first, op) {
			z.fuse(b, first, op)
			return true
		}
		if k == maxBetween || !z.canPass(op, first) {
			return false
		}
	}
	return false
}

// maxBetween bounds how far a loop may be from the one that it is fused with.
const maxBetween = 64

// canFuse reports whether op is a loop that counts up to its end: nothing in it panics or
// leaves it.
func canFuse(op *Op) bool {
	return op.Code == Loop && !op.While && !op.Down && op.Step == 1 && isInt(op.Index().Type) &&
		op.Blocks[0].End().Code == Yield && Effects(op)&(MayPanic|Unknown) == 0
}

// canPass reports whether op, which follows loop, may come before it.
func (z *fuser) canPass(op, loop *Op) bool {
	if op.Code.IsTerminator() || Effects(op)&(MayPanic|Unknown) != 0 || needs(op, loop) {
		return false
	}
	for x := range loop.Blocks[0].All() {
		if len(x.Blocks) == 0 && z.looks().ConflictAcross(op, x) && !isBefore(op, x, loop) {
			return false
		}
	}
	return true
}

// needs reports whether op takes a result of loop.
func needs(op, loop *Op) bool {
	for inner := range op.All() {
		if slices.ContainsFunc(inner.Args, func(v *Value) bool { return v.Op == loop }) {
			return true
		}
	}
	return false
}

// matches reports whether the loops a and b count up to the same, from the same or
// one of them from one earlier than the other, which then runs at all, and whether a hands
// something on to b that isn't a result of a.
func (z *fuser) matches(a, b *Op) bool {
	lo, hi := sumOf(a.Lo()), sumOf(a.Hi())
	from, to := sumOf(b.Lo()), sumOf(b.Hi())
	if needs(b, a) || !handsOn(a, b) || !z.proves(hi, to) || !z.proves(to, hi) || lo.term != from.term {
		return false
	}
	switch from.c - lo.c {
	case 0:
		return true
	case 1:
		return z.proves(from, hi)
	case -1:
		return z.proves(lo, hi)
	}
	return false
}

// fuse makes a, in block, run a's and b's iterations together.
func (z *fuser) fuse(block *Block, a, b *Op) {
	i, k := slices.Index(block.Ops, a), slices.Index(block.Ops, b)
	before := &Block{Ops: slices.Clone(block.Ops[i+1 : k])}
	switch d := sumOf(b.Lo()).c - sumOf(a.Lo()).c; {
	case d > 0:
		z.peel(before, a, b.Lo())
	case d < 0:
		z.peel(before, b, a.Lo())
	}
	join(a, b)
	block.Ops = slices.Concat(block.Ops[:i], before.Ops, []*Op{a}, block.Ops[k+1:])
	z.aliases = nil
	z.carryAll(block, a)
}

// peel appends the first iteration of loop to before; the others begin at lo.
func (z *fuser) peel(before *Block, loop *Op, lo *Value) {
	body := loop.Blocks[0]
	subst := map[*Value]*Value{loop.Index(): loop.Lo()}
	for i, v := range loop.Carried() {
		subst[v] = loop.Inits()[i]
	}
	b := &Builder{Func: z.f, Block: before, Pos: loop.Pos}
	Copy(b, body.Ops[:len(body.Ops)-1], subst, nil)
	for i, v := range body.End().Args {
		if w, ok := subst[v]; ok {
			v = w
		}
		loop.Inits()[i] = v
	}
	loop.Args[0] = lo
}

// join appends the body of b to that of a.
func join(a, b *Op) {
	to, from := a.Blocks[0], b.Blocks[0]
	replaceUses(from, b.Index(), a.Index())
	a.Args = append(a.Args, b.Inits()...)
	to.Params = append(to.Params, b.Carried()...)
	for _, v := range b.Results {
		v.Op = a
		a.Results = append(a.Results, v)
	}
	end := to.End()
	to.Ops = append(to.Ops[:len(to.Ops)-1], from.Ops[:len(from.Ops)-1]...)
	end.Args = append(end.Args, from.End().Args...)
	to.Ops = append(to.Ops, end)
}

// replaceUses puts w in the place of v in b.
func replaceUses(b *Block, v, w *Value) {
	for op := range b.All() {
		for i, x := range op.Args {
			if x == v {
				op.Args[i] = w
			}
		}
	}
}
