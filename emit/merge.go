package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// mergeCopies computes a value where it is copied to the variable that it is
// for, if it needs a variable of its own only because it was computed earlier.
//
//	y2 := y * p; …; y = y2     ⇒     …; y *= p
func (f *function) mergeCopies(b *block) {
	for _, s := range slices.Clone(b.stmts) {
		for _, nested := range s.blocks {
			f.mergeCopies(nested)
		}
		if s.kind != assign {
			continue
		}
		for i, v := range s.from {
			if f.vars[v] != f.vars[s.to[i]] && f.isOnlyFor(v, s) && f.canWait(b, v, s) {
				f.inline[v.Op] = true
				b.drop(func(def *stmt) bool { return def.op == v.Op && def.kind == define })
			}
		}
	}
}

// isOnlyFor reports whether v is there for the assignment s alone.
func (f *function) isOnlyFor(v *ir.Value, s *stmt) bool {
	if !f.isVariable(v) || v.Op == nil || len(v.Op.Results) != 1 || len(v.Op.Blocks) > 0 {
		return false
	}
	count := 0
	for _, from := range s.from {
		if from == v {
			count++
		}
	}
	return count == 1 && len(f.uses[v]) == 1 && len(f.vars[v].values) == 1 && !f.forced[v]
}

// canWait reports whether v, which is defined in b, can be computed as late as
// in s: it has no effects, and what it takes and reads is still the same.
func (f *function) canWait(b *block, v *ir.Value, s *stmt) bool {
	def := slices.IndexFunc(b.stmts, func(def *stmt) bool { return def.op == v.Op && def.kind == define })
	end := slices.Index(b.stmts, s)
	if def < 0 || end < def {
		return false
	}
	between := &block{stmts: b.stmts[def+1 : end]}
	operands := map[*variable]bool{}
	for _, w := range f.leaves(f.operands(v.Op)) {
		operands[f.vars[w]] = true
	}
	for _, e := range f.sequence(v.Op) {
		if ir.Effects(e.op)&^ir.Reads != 0 || f.changes(between, e.op) {
			return false
		}
	}
	return !f.setsAny(between, operands)
}

// changes reports whether a statement in b may write what op reads.
func (f *function) changes(b *block, op *ir.Op) bool {
	found := false
	f.statements(b, func(s *stmt, _ *block) {
		for _, e := range f.evaluated(s) {
			found = found || f.clobbers(op, e.op)
		}
	})
	return found
}

// evaluated lists what s itself evaluates, without the statements in it.
func (f *function) evaluated(s *stmt) []part {
	var values []*ir.Value
	switch s.kind {
	case define, do:
		return f.sequence(s.op)
	case assign:
		values = s.from
	case branch:
		values = s.op.Args
	case loop:
		values = f.bounds(s.op)
	}
	var parts []part
	for _, v := range values {
		if !f.isVariable(v) {
			parts = append(parts, f.sequence(v.Op)...)
		}
	}
	return parts
}

// setsAny reports whether a statement in b sets one of the variables.
func (f *function) setsAny(b *block, vars map[*variable]bool) bool {
	found := false
	f.statements(b, func(s *stmt, _ *block) {
		for _, to := range s.to {
			found = found || to != nil && vars[f.vars[to]]
		}
	})
	return found
}
