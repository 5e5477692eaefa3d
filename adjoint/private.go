package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// Memory that a function makes before a loop, and that each iteration writes anew before it reads it, is as good as
// made in the iteration: what the iterations have in common is the place alone (array privatisation:
// Li 1992; Tu & Padua 1993).
//
//	u := make([]float64, n)
//	for … { for i := range u { u[i] = … }; … u[k] … }
//
// In the reverse sweep, what writes the elements anew leaves zeros in their shadow. So it holds zeros at both
// ends of an iteration.

// owns reports whether v leads to memory that is made in the blocks of op, or that is private to
// the iterations of the loop op.
func (g *generator) owns(v *ir.Value, op *ir.Op) bool {
	return g.withinBlocks(v, op) || op.Code == ir.Loop && g.isPrivate(v, op)
}

// isPrivate reports whether v is local memory whose elements, wherever they are read, were all written
// since the last iteration of loop began, or ended.
func (g *generator) isPrivate(v *ir.Value, loop *ir.Op) bool {
	m := g.scratch(v)
	return m != nil && !slices.ContainsFunc(m.reads, func(read *ir.Op) bool {
		return !slices.ContainsFunc(m.fills, func(fill *ir.Op) bool { return g.separates(fill, read, loop) })
	})
}

// ownMemory gives the iterations of loop, which are done again in the iteration s, memory in place of what is private
// to them and not at hand.
func (s *scope) ownMemory(loop *ir.Op) {
	for op := range loop.Blocks[0].All() {
		if op.Code != ir.Store || s.holds(op.Base()) || s.withinBlocks(op.Base(), loop) {
			continue
		}
		if m := op.Base(); s.isPrivate(m, loop) {
			n := s.parent.get(m.Op.Args[0])
			s.values[m] = s.parent.emit(func(b algebra) *ir.Value {
				return named(b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{n}, Dirty: true}, m.Type).Result(), m.Name)
			})
		}
	}
}

// holds reports whether v is at hand in s.
func (s *scope) holds(v *ir.Value) bool {
	for c := s; c != nil; c = c.parent {
		if c.values[v] != nil {
			return true
		}
	}
	return false
}

// A scratch says what is done with a slice that has no other name.
type scratch struct {
	reads []*ir.Op
	fills []*ir.Op // write all elements
}

// scratch looks at all uses of v. It is nil if v is no slice of numbers that the function makes, or if the
// memory may be reached by something else than v.
func (g *generator) scratch(v *ir.Value) *scratch {
	m, ok := g.locals[v]
	if !ok {
		m = g.newScratch(v)
		g.locals[v] = m
	}
	return m
}

func (g *generator) newScratch(v *ir.Value) *scratch {
	if v.Op == nil || v.Op.Code != ir.Make || ir.IsReference(elem(v.Type)) {
		return nil
	}
	m := &scratch{}
	for _, use := range g.uses[v] {
		switch {
		case use.Code == ir.Len, use.Code == ir.Store && use.Args[len(use.Args)-1] != v:
		case use.Builtin == "clear", use.Builtin == "copy" && use.Args[1] != v:
			if use.Builtin == "clear" || sameLength(use.Args[1], v) {
				m.fills = append(m.fills, use)
			}
		case isReading(use, v):
			m.reads = append(m.reads, use)
		default:
			return nil
		}
		if owner := g.tree.Owner(use); owner != nil && !slices.Contains(m.fills, owner) && g.writesAll(owner, v) {
			m.fills = append(m.fills, owner)
		}
	}
	return m
}

// isReading reports whether op reads elements of the slice v and does nothing else with it.
func isReading(op *ir.Op, v *ir.Value) bool {
	switch {
	case op.Code == ir.Load:
		return true
	case op.Code != ir.Call:
		return false
	case op.Builtin == "copy":
		return op.Args[0] != v
	case op.Builtin == "append":
		return op.Args[0] != v && op.Spread
	}
	return op.Builtin == "" && ir.Effects(op)&(ir.Writes|ir.Unknown) == 0 &&
		!slices.ContainsFunc(op.Results, func(r *ir.Value) bool { return ir.IsReference(r.Type) })
}

// writesAll reports whether op is a loop that writes each element of the slice v, which is made by a Make, and
// does nothing else with it.
func (g *generator) writesAll(op *ir.Op, v *ir.Value) bool {
	if op.Code != ir.Loop || op.While || op.Step != 1 || op.Blocks[0].End().Code != ir.Yield {
		return false
	}
	if lo, ok := ir.IntConst(op.Lo()); !ok || lo != 0 || !isLength(op.Hi(), v) {
		return false
	}
	writes := false
	for _, use := range g.uses[v] {
		if !g.tree.Inside(g.tree.Block(use), op.Blocks[0]) || use.Code == ir.Len {
			continue
		}
		if use.Code != ir.Store || g.tree.Owner(use) != op || len(use.Path) != 1 || use.Args[1] != op.Index() {
			return false
		}
		writes = true
	}
	return writes
}

// isLength reports whether n is the length of v, which is made by a Make.
func isLength(n, v *ir.Value) bool {
	return sameIndex(n, v.Op.Args[0]) || n.Op != nil && n.Op.Code == ir.Len && n.Op.Args[0] == v
}

// sameLength reports whether w is as long as v, which is made by a Make.
func sameLength(w, v *ir.Value) bool {
	n := v.Op.Args[0].Op
	return n != nil && n.Code == ir.Len && n.Args[0] == w || w.Op != nil && w.Op.Code == ir.Make && isLength(w.Op.Args[0], v)
}

// separates reports whether fill is always done between any iteration of loop and read, where read is in no
// iteration; and before read in the same iteration where it is in one.
func (g *generator) separates(fill, read, loop *ir.Op) bool {
	body, block := loop.Blocks[0], g.tree.Block(fill)
	if !g.tree.Inside(g.tree.Block(read), block) {
		return false
	}
	first, last := g.tree.Order(fill), g.tree.Order(g.lift(read, block))
	switch {
	case first >= last:
		return false
	case g.tree.Inside(g.tree.Block(read), body):
		return g.tree.Inside(block, body)
	case g.tree.Inside(body, block):
		at := g.tree.Order(g.lift(loop, block))
		return at < first || at > last
	}
	return true
}
