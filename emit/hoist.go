package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// hoist sets a variable once, before an if that leaves, where it is set to the same in the
// branch that leaves and behind the if.
//
//	if c { n = i + 1; break }; …; n = i + 1     ⇒     n = i + 1; if c { break }; …
func (f *function) hoist(b *block) {
	for _, s := range b.stmts {
		for _, nested := range s.blocks {
			f.hoist(nested)
		}
	}
	for i := len(b.stmts) - 1; i >= 0; i-- { // what is behind an if has no way out any more
		s := b.stmts[i]
		if s.kind != branch {
			continue
		}
		for _, leaving := range s.blocks {
			for _, first := range slices.Clone(leaving.stmts) {
				f.hoistOne(first, leaving, s, b)
			}
		}
	}
}

// hoistOne does so with first, in the branch leaving of s, which is in b.
func (f *function) hoistOne(first *stmt, leaving *block, s *stmt, b *block) {
	at := slices.Index(b.stmts, s)
	k := slices.IndexFunc(b.stmts[at+1:], func(second *stmt) bool { return f.setsSame(first, second) })
	if !endsOutside(leaving) || k < 0 {
		return
	}
	second := b.stmts[at+1+k]
	before := slices.Concat(leaving.stmts[:slices.Index(leaving.stmts, first)], b.stmts[at+1:at+1+k])
	if !f.mayComeBefore(first, s, &block{stmts: before}) {
		return
	}
	leaving.drop(func(x *stmt) bool { return x == first })
	b.drop(func(x *stmt) bool { return x == second })
	second.paragraph, s.paragraph = s.paragraph, false
	b.stmts = slices.Insert(b.stmts, at, second)
}

// goesAway reports whether s leaves the function, or a loop.
func goesAway(s *stmt) bool { return s.kind == do && s.op.Code.IsTerminator() }

// setsSame reports whether s and t set one variable to one value that has no
// effects and reads no memory.
func (f *function) setsSame(s, t *stmt) bool {
	if s.kind != assign || t.kind != assign || len(s.to) != 1 || len(t.to) != 1 ||
		f.vars[s.to[0]] != f.vars[t.to[0]] || s.from[0] != t.from[0] {
		return false
	}
	v := s.from[0]
	return f.isVariable(v) || !slices.ContainsFunc(f.sequence(v.Op), func(e part) bool { return ir.Effects(e.op) != 0 })
}

// mayComeBefore reports whether first may be done before the if s: neither its condition
// nor what is done before first, in either way, needs or sets the variable, sets
// what first reads, or leaves.
func (f *function) mayComeBefore(first, s *stmt, before *block) bool {
	x := f.vars[first.to[0]]
	isX := func(v *ir.Value) bool { return v != nil && f.vars[v] == x }
	touched := map[*variable]bool{x: true}
	for _, v := range f.reads(first) {
		touched[f.vars[v]] = true
	}
	free := !slices.ContainsFunc(f.reads(s), isX) && !f.setsAny(before, touched)
	f.statements(before, func(m *stmt, _ *block) {
		free = free && !goesAway(m) && !slices.ContainsFunc(f.reads(m), isX)
	})
	return free
}
