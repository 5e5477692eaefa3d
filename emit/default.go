package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// useDefaults sets a variable before an If instead of in its else.
//
//	if c { x = b } else { x = a }     ⇒     x := a; if c { x = b }
func (f *function) useDefaults(b *block) {
	var stmts []*stmt
	for _, s := range b.stmts {
		for _, nested := range s.blocks {
			f.useDefaults(nested)
		}
		if s.kind == branch && f.hasDefaults(s) {
			defaults := s.blocks[1].stmts
			defaults[0].paragraph, s.paragraph = s.paragraph, false
			stmts = append(stmts, defaults...)
			s.blocks[1].stmts = nil
		}
		stmts = append(stmts, s)
	}
	b.stmts = stmts
}

// hasDefaults reports whether all that the else of s does can be done before s:
// it sets variables to constants or variables, and nothing else in s reads or
// needs what they held.
func (f *function) hasDefaults(s *stmt) bool {
	then, els := s.blocks[0], s.blocks[1]
	if len(then.stmts) == 0 || len(els.stmts) == 0 {
		return false
	}
	sets := map[*variable]bool{}
	for _, d := range els.stmts {
		if d.kind != assign || len(d.to) != 1 || !f.isDefault(d.from[0]) {
			return false
		}
		sets[f.vars[d.to[0]]] = true
	}
	read := func(v *ir.Value) bool { return sets[f.vars[v]] }
	for _, d := range els.stmts {
		if slices.ContainsFunc(f.reads(d), read) {
			return false
		}
	}
	return !slices.ContainsFunc(f.reads(s), read) && !f.anyRead(then, read) && f.setsAll(then, sets)
}

func (f *function) isDefault(v *ir.Value) bool {
	return f.isVariable(v) || v.Op.Code == ir.Const
}

// anyRead reports whether a statement in b reads a value that read reports.
func (f *function) anyRead(b *block, read func(*ir.Value) bool) bool {
	return slices.ContainsFunc(b.stmts, func(s *stmt) bool {
		return slices.ContainsFunc(f.reads(s), read) ||
			slices.ContainsFunc(s.blocks, func(nested *block) bool { return f.anyRead(nested, read) })
	})
}

// setsAll reports whether b, at its end, sets all of the variables.
func (f *function) setsAll(b *block, vars map[*variable]bool) bool {
	found := map[*variable]bool{}
	for _, s := range b.stmts {
		for _, v := range s.to {
			if v != nil && vars[f.vars[v]] {
				found[f.vars[v]] = true
			}
		}
	}
	return len(found) == len(vars)
}
