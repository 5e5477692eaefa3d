package ir

import "slices"

// dropDead drops what nobody needs: values that aren't used, results of ifs and
// what loops carry for nothing, ifs and loops in which nothing happens, and what
// is written to memory of the function's own that nobody reads, tapes included. It reports
// whether there was anything.
//
// Before: f passes Check.
// After:  f passes Check; all that is left is used, or can panic, or is seen
// outside.
func dropDead(f *Func) bool {
	l := newLiveness(f)
	l.run()
	s := &sweeper{live: l}
	s.block(f.Body)
	return s.changed
}

type sweeper struct {
	live      *liveness
	paragraph bool // an operation that began a paragraph is gone
	changed   bool
}

func (s *sweeper) block(b *Block) {
	n := len(b.Ops)
	s.paragraph = false
	b.Ops = slices.DeleteFunc(b.Ops, s.dead)
	s.changed = s.changed || len(b.Ops) < n
}

// dead reports whether op can go; if not, what is dead in it goes.
func (s *sweeper) dead(op *Op) bool {
	if !op.Code.IsTerminator() && !s.live.ops[op] {
		s.paragraph = s.paragraph || op.Paragraph
		return true
	}
	op.Paragraph = op.Paragraph || s.paragraph
	for i := len(op.Results) - 1; i >= 0 && len(op.Blocks) > 0; i-- {
		if s.live.values[op.Results[i]] {
			continue
		}
		s.changed = true
		if op.Code == If {
			dropResult(op, i)
		} else {
			dropCarried(op, i)
		}
	}
	for _, b := range op.Blocks {
		s.block(b)
	}
	s.paragraph = false
	return false
}
