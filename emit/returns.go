package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// maxReturn is how many operations a return statement may show.
const maxReturn = 6

// shortenReturns sets named results before a return that would be too long with
// all that it computes.
//
//	return a*b, T{…}, T{…}     ⇒     da = T{…}; db = T{…}; return a*b, da, db
func (f *function) shortenReturns(b *block) {
	var stmts []*stmt
	for _, s := range b.stmts {
		for _, nested := range s.blocks {
			f.shortenReturns(nested)
		}
		if s.kind == do && s.op.Code == ir.Return && f.results != nil {
			stmts = append(stmts, f.shorten(s)...)
		}
		stmts = append(stmts, s)
	}
	b.stmts = stmts
}

// shorten takes long expressions out of the return s and gives the assignments
// that stand before it instead.
func (f *function) shorten(s *stmt) []*stmt {
	total := 0
	for _, v := range s.from {
		total += f.size(v)
	}
	if total <= maxReturn || slices.ContainsFunc(s.from, f.noticeable) {
		return nil
	}
	var sets []*stmt
	for i, v := range s.from {
		if to := f.results[i]; to != nil && f.size(v) > 2 && f.isUnread(f.vars[to], s, i) {
			sets = append(sets, &stmt{kind: assign, to: []*ir.Value{to}, from: []*ir.Value{v}})
			s.from[i] = to
		}
	}
	if sets != nil {
		sets[0].paragraph, s.paragraph = s.paragraph, false
	}
	return sets
}

// size is how many operations the printed form of v shows, constants not counted.
func (f *function) size(v *ir.Value) int {
	if f.isVariable(v) {
		return 0
	}
	n := 0
	for _, e := range f.sequence(v.Op) {
		if e.op.Code != ir.Const {
			n++
		}
	}
	return n
}

// isUnread reports whether no value but the i-th of those that s returns reads x.
func (f *function) isUnread(x *variable, s *stmt, i int) bool {
	for j, v := range s.from {
		isX := func(v *ir.Value) bool { return f.vars[v] == x }
		if j != i && slices.ContainsFunc(f.leaves([]*ir.Value{v}), isX) {
			return false
		}
	}
	return true
}
