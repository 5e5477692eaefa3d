package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A liveness says which values are in use at the same time, and so can't share
// a variable.
//
// Two values conflict if one is in use where the other is set. Setting a copy
// of a value doesn't conflict with that value.
type liveness struct {
	*plan
	number   map[*ir.Value]int
	values   []*ir.Value
	conflict []bitset
	exposed  map[*block]bitset // what a block reads but doesn't set
	around   map[*ir.Op]bitset // what is in use in a loop and behind it
}

// newLiveness looks at the statements in body. The results are values that
// stand for the named results of the function.
func newLiveness(p *plan, body *block, results []*ir.Value) *liveness {
	l := &liveness{plan: p, number: map[*ir.Value]int{}, exposed: map[*block]bitset{}, around: map[*ir.Op]bitset{}}
	for _, v := range results {
		l.enter(v)
	}
	for _, v := range p.fn.Inputs() {
		l.enter(v)
	}
	l.enterAll(body)
	l.conflict = make([]bitset, len(l.values))
	for i := range l.conflict {
		l.conflict[i] = newBitset(len(l.values))
	}
	l.expose(body)
	l.block(body, newBitset(len(l.values)))
	l.apart(append(slices.Clone(results), p.fn.Inputs()...))
	return l
}

func (l *liveness) enter(v *ir.Value) {
	if _, ok := l.number[v]; v != nil && !ok {
		l.number[v] = len(l.values)
		l.values = append(l.values, v)
	}
}

func (l *liveness) enterAll(b *block) {
	for _, s := range b.stmts {
		for _, v := range slices.Concat(l.reads(s), s.to) {
			l.enter(v)
		}
		if s.kind == loop {
			for _, v := range l.header(s.op) {
				l.enter(v)
			}
		}
		for _, nested := range s.blocks {
			l.enterAll(nested)
		}
	}
}

func (l *liveness) set(vs []*ir.Value) bitset {
	set := newBitset(len(l.values))
	for _, v := range vs {
		if v != nil {
			set.add(l.number[v])
		}
	}
	return set
}

// expose fills in exposed for b and the blocks in it, and returns what b reads and sets.
func (l *liveness) expose(b *block) (reads, sets bitset) {
	reads, sets = newBitset(len(l.values)), newBitset(len(l.values))
	for _, s := range b.stmts {
		reads.addAll(l.set(l.reads(s)))
		sets.addAll(l.set(s.to))
		if s.kind == loop {
			sets.addAll(l.set(l.header(s.op)))
		}
		for _, nested := range s.blocks {
			r, w := l.expose(nested)
			reads.addAll(r)
			sets.addAll(w)
		}
	}
	l.exposed[b] = reads.clone()
	l.exposed[b].removeAll(sets)
	return reads, sets
}

// block goes through b from its end, where out is in use, and returns what is
// in use at its beginning.
func (l *liveness) block(b *block, out bitset) bitset {
	live := out.clone()
	for _, s := range slices.Backward(b.stmts) {
		switch s.kind {
		case branch:
			then, els := l.block(s.blocks[0], live), l.block(s.blocks[1], live)
			then.addAll(els)
			live = then
		case loop:
			l.loop(s, live)
		case assign, define:
			l.assign(s, live)
		case do:
			switch {
			case l.isBreak(s.op):
				live = l.around[l.leaving[s.op]].clone()
			case s.op.Code.IsTerminator():
				live = newBitset(len(l.values))
			}
		}
		live.addAll(l.set(l.reads(s)))
	}
	return live
}

// loop: what the body reads of the outside is in use all the time, and so is
// what is carried.
func (l *liveness) loop(s *stmt, live bitset) {
	live.addAll(l.exposed[s.blocks[0]])
	for _, v := range s.op.Carried() {
		if l.needed[v] {
			live.add(l.number[v])
		}
	}
	live.addAll(l.set(l.leaves(l.bounds(s.op))))
	l.around[s.op] = live
	l.block(s.blocks[0], live)
	header := l.set(l.header(s.op))
	header.all(func(i int) { l.conflict[i].addAll(live) })
}

// assign notes the conflicts of what s sets, and removes that from live.
func (l *liveness) assign(s *stmt, live bitset) {
	sets := l.set(s.to)
	after := live.clone()
	after.addAll(sets)
	for i, v := range s.to {
		if v == nil {
			continue
		}
		others := after.clone()
		others.remove(l.number[v])
		if s.kind == assign && l.isVariable(s.from[i]) {
			others.remove(l.number[s.from[i]])
		}
		l.note(l.number[v], others)
	}
	live.removeAll(sets)
}

// note makes i conflict with all of others.
func (l *liveness) note(i int, others bitset) {
	l.conflict[i].addAll(others)
	others.all(func(j int) { l.conflict[j].add(i) })
}

// apart makes the values vs conflict with each other: parameters and results
// have names of their own.
func (l *liveness) apart(vs []*ir.Value) {
	set := l.set(vs)
	set.all(func(i int) {
		others := set.clone()
		others.remove(i)
		l.note(i, others)
	})
}
