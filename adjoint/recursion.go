package adjoint

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/gograd/gograd/ir"
)

// A recursive function r is called in its fused form,
//
//	func rAdjoint(x, dx []float64, dy float64) (y float64)
//
// which returns r(x) and adds dy times its gradient to dx. Where dy is known before
// y is, one such call stands for both sweeps: so each call of the recursion is done
// once. Else the forward sweep calls r, and the reverse sweep rAdjoint, which computes y again.

// recursion reports whether op calls a function in its fused form.
func (g *generator) recursion(op *ir.Op) bool {
	rule := g.plan[op]
	return rule != nil && rule.Fused
}

// fuseCall differentiates the call op where it stands in the forward sweep, if
// that is possible: the adjoint of its result is known beforehand, and the shadows of what it
// is given are not cleared later for what is written there.
func (s *scope) fuseCall(op *ir.Op) bool {
	if s.mayFail || s.restoring || s.sweeping || !s.plan[op].Writes.quiet() || len(s.seeds) != len(s.primal.End().Args) || s.rewritten(op, op) {
		return false
	}
	seeds, known := s.knownBefore(op)
	if !known || !s.plan[op].Fuses() {
		return false
	}
	s.lends(op, callees(s.plan[op])...)
	if !slices.ContainsFunc(seeds, func(d *ir.Value) bool { return d != nil }) {
		s.clone(op) // no way leads from here to the function's results
		return true
	}
	values := s.contribute(op, s.plan[op], func(op *ir.Op, role Role) *ir.Value {
		switch role.Kind {
		case Input:
			return s.get(op.Args[role.Index])
		case DOutput:
			return seeds[role.Index]
		}
		return s.shadow(op.Args[role.Index])
	})
	for i, r := range op.Results {
		if values[i].Name = r.Name; r.Name == "" && len(op.Results) == 1 {
			values[i].Name = uncapital(op.Func.Name())
		}
		s.values[r] = values[i]
	}
	return true
}

// calls reports whether op is, or contains, the call of a recursive function.
func (g *generator) calls(op *ir.Op) bool {
	for inner := range op.All() {
		if g.recursion(inner) {
			return true
		}
	}
	return false
}

// spares reports whether w calls a recursive function and op loads a float: the function
// writes none that its caller sees, if it calls nothing unknown.
func (g *generator) spares(w, op *ir.Op) bool {
	return op.Code == ir.Load && ir.IsFloat(op.Result().Type) && g.recursion(w) && !g.plan[w].Strays && g.plan[w].Writes.quiet()
}

// undo takes back what was written, and loaded ahead, to find an adjoint beforehand in vain.
func (s *scope) undo(ops, ahead int) {
	s.b.Block.Ops = s.b.Block.Ops[:ops]
	for _, load := range s.ahead[ahead:] {
		delete(s.values, load.Result())
	}
	s.ahead = s.ahead[:ahead]
}

// uncapital is name with a small first letter.
func uncapital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

// rewritten reports whether call, which is op or in it, is given local memory with a
// derivative from outside of op, and such memory is written after op: the reverse of that would take
// what call adds to its shadow for the adjoint of what is written. A shadow of the caller's is
// saved and put back.
func (s *scope) rewritten(call, op *ir.Op) bool {
	if !slices.ContainsFunc(call.Args, func(x *ir.Value) bool { return s.isLocal(x) && !s.withinBlocks(x, op) }) {
		return false
	}
	inside := func(w *ir.Op) bool {
		return slices.ContainsFunc(op.Blocks, func(b *ir.Block) bool { return s.tree.Inside(s.tree.Block(w), b) })
	}
	for _, w := range s.writers {
		if w == op || inside(w) || !s.tree.Inside(s.tree.Block(w), s.root) || !s.writesLocal(w) {
			continue
		}
		if s.shareLoop(w, op) && s.aliases.ClobbersAcross(w, call) || s.tree.Order(w) > s.tree.Order(op) && s.aliases.Clobbers(w, call) {
			return true
		}
	}
	return false
}

// isLocal reports whether x leads to memory with a derivative whose shadow is not the caller's.
func (g *generator) isLocal(x *ir.Value) bool {
	return g.active.Reference(x) && g.active.region(x).reaches(x.Type, func(r *region) bool { return !g.holdsSums(r) && g.active.isActive(r) })
}

// writesLocal reports whether w writes values with a derivative to memory whose shadow is
// not the caller's.
func (g *generator) writesLocal(w *ir.Op) bool {
	if w.Code == ir.Store {
		return g.active.Place(w) && !g.holdsSums(g.active.place(w)) || g.active.Reference(w.Args[len(w.Args)-1])
	}
	return slices.ContainsFunc(g.active.outputs(w), g.active.Reference)
}

// worldChanges reports whether a variable that the rule of op reads may be written after op.
func (s *scope) worldChanges(op *ir.Op, rule *Rule) bool {
	if rule.World == nil || rule.World() == "" {
		return false
	}
	for w := range s.f.Body.All() {
		outside := ir.Effects(w)&ir.Unknown != 0 || w.Code == ir.Store && !s.aliases.Local(w.Args[0])
		later := s.tree.Order(w) > s.tree.Order(op) || s.shareLoop(w, op)
		if w != op && len(w.Blocks) == 0 && later && outside {
			return true
		}
	}
	return false
}
