package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// prune leaves out variables that nobody reads, which Go doesn't allow.
func (f *function) prune() {
	for {
		read := map[*variable]bool{}
		f.visitReads(f.body, read)
		if !f.pruneIn(f.body, read) {
			return
		}
	}
}

// visitReads collects the variables that are read, other than to set themselves.
func (f *function) visitReads(b *block, read map[*variable]bool) {
	for _, s := range b.stmts {
		for _, v := range f.reads(s) {
			if x := f.vars[v]; !f.onlySets(s, x) {
				read[x] = true
			}
		}
		for _, nested := range s.blocks {
			f.visitReads(nested, read)
		}
	}
}

// onlySets reports whether s sets x and does nothing else.
func (f *function) onlySets(s *stmt, x *variable) bool {
	if len(s.to) != 1 || s.to[0] == nil || f.vars[s.to[0]] != x {
		return false
	}
	if s.kind == assign {
		return !f.noticeable(s.from[0])
	}
	return !f.hasEffect(s.op)
}

// hasEffect reports whether the statement op is noticed even if nobody takes its results.
func (f *function) hasEffect(op *ir.Op) bool {
	return ir.HasEffects(op) || slices.ContainsFunc(op.Args, f.noticeable)
}

// pruneIn takes what isn't read out of b and reports whether anything was.
func (f *function) pruneIn(b *block, read map[*variable]bool) bool {
	pruned := false
	b.drop(func(s *stmt) bool {
		for _, nested := range s.blocks {
			pruned = f.pruneIn(nested, read) || pruned
		}
		drop := f.isUseless(s)
		for i := len(s.to) - 1; i >= 0; i-- {
			if v := s.to[i]; v != nil && !read[f.vars[v]] && !f.vars[v].fixed {
				pruned = true
				drop = f.unset(s, i) || drop
			}
		}
		pruned = pruned || drop
		return drop
	})
	return pruned
}

// unset makes s no longer set its i-th variable, and reports whether s has
// become useless.
func (f *function) unset(s *stmt, i int) bool {
	switch s.kind {
	case declare:
		return true
	case define:
		s.to[i] = nil
		if slices.ContainsFunc(s.to, func(v *ir.Value) bool { return v != nil }) {
			return false
		}
		s.kind, s.declares = do, false
		return !f.hasEffect(s.op)
	}
	if !f.noticeable(s.from[i]) {
		s.to, s.from = slices.Delete(s.to, i, i+1), slices.Delete(s.from, i, i+1)
		return len(s.to) == 0
	}
	s.to[i], s.declares = nil, false
	return false
}

// isUseless reports whether s is an If or a loop that does nothing.
func (f *function) isUseless(s *stmt) bool {
	switch s.kind {
	case branch:
		return isEmpty(s) && !f.noticeable(s.op.Args[0])
	case loop:
		return len(s.blocks[0].stmts) == 0 && !slices.ContainsFunc(f.bounds(s.op), f.noticeable)
	}
	return false
}
