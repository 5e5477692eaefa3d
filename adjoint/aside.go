package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// The adjoint of an element that is overwritten starts from zero, but the caller's shadow may hold sums from
// before the call. Where a loop goes over a slice of the caller's and overwrites its elements, these sums are set aside
// all at once, before the sweeps, and added at the end:
//
//	copy(olds, dx); clear(dx)     …     for i, old := range olds { dx[i] += old }
//
// Then nothing is kept where an element is overwritten, and nothing at all in a loop that is linear.

// An aside is what a shadow of the caller's held before the call.
type aside struct{ shadow, old *ir.Value }

// setAside sets aside what the shadows of overwritten slices hold, if it may.
func (s *scope) setAside(sig *Signature, inputs []input) {
	if !s.maySetAside(sig) {
		return
	}
	s.apart = true
	for i, in := range inputs {
		p := s.f.Inputs()[i]
		if in.shadow == nil || !s.writesElements(p) {
			continue
		}
		end := s.making(Before, p, nil)
		n := s.b.Len(in.shadow)
		old := s.b.Emit(&ir.Op{Code: ir.Scratch, Dirty: true, Safe: true, Args: []*ir.Value{n}}, in.shadow.Type).Result()
		end()
		old.Name = "olds"
		copyElements(s.b, old, in.shadow)
		clearElements(s.b, in.shadow)
		s.asides = append(s.asides, aside{in.shadow, old})
	}
}

// giveBack adds what was set aside.
func (s *scope) giveBack() {
	for _, a := range s.asides {
		eachElement(s.b, a.shadow, s.b.Len(a.old), func(b algebra, path []ir.Step, at []*ir.Value) {
			accumulate(b, named(b.Load(a.old, path, at...), "old"), a.shadow, path, at)
		})
	}
}

// restoreAsides puts back what was set aside, where no gradient has been added: the last first, as what lies in two of
// the shadows was set aside with the first of them.
func (s *scope) restoreAsides() {
	for _, a := range slices.Backward(s.asides) {
		copyElements(s.b, a.shadow, a.old)
	}
}

// maySetAside reports whether a loop overwrites all of a slice, or a call writes to one, and all shadows of the
// caller's are slices of floats that the function doesn't look beyond the lengths of: so that whatever overlaps is
// set aside together.
func (g *generator) maySetAside(sig *Signature) bool {
	if sig.Fused != nil || len(g.appendedTo()) > 0 || g.recurses() {
		return false
	}
	sweeps := g.callsWrite()
	for i, p := range g.f.Inputs() {
		switch sig.Inputs[i].Flow {
		case Both:
			return false
		case ByReference:
			slice, ok := ir.Under(p.Type).(*types.Slice)
			if !ok || !allFloats(slice.Elem()) || g.looksBeyond(p) {
				return false
			}
			sweeps = sweeps || g.sweeps(p)
		}
	}
	return sweeps
}

// recurses reports whether g's function calls one that is recursive.
func (g *generator) recurses() bool {
	for op := range g.f.Body.All() {
		if g.recursion(op) {
			return true
		}
	}
	return false
}

// callsWrite reports whether calls write values with a derivative to the caller's memory: their rules
// take all that is in its shadow for adjoints.
func (g *generator) callsWrite() bool {
	for op := range g.f.Body.All() {
		if g.lendsSums(op) {
			return true
		}
	}
	return false
}

// lendsSums reports whether the rule of the call op gets a shadow that may hold sums from before the call,
// of memory that is written.
func (g *generator) lendsSums(op *ir.Op) bool {
	return slices.ContainsFunc(g.active.outputs(op), func(x *ir.Value) bool {
		return ir.IsReference(x.Type) && g.active.region(x).reaches(x.Type, func(r *region) bool { return g.holdsSums(r) && g.active.isActive(r) })
	})
}

// writesElements reports whether the function writes elements of a slice that leads where p does.
func (g *generator) writesElements(p *ir.Value) bool {
	floats := map[*region]bool{}
	g.active.behind(p).each(elem(p.Type), func(r *region) { floats[r.root()] = true })
	is := func(r *region) bool { return floats[r.root()] }
	for op := range g.f.Body.All() {
		if op.Code == ir.Store && g.active.place(op).any(op.Args[len(op.Args)-1].Type, is) || written(op) != nil && g.active.elements(written(op), is) {
			return true
		}
		if slices.ContainsFunc(g.active.outputs(op), func(x *ir.Value) bool { return g.active.region(x).reaches(x.Type, is) }) {
			return true
		}
	}
	return false
}

// allFloats reports whether a t consists of floats.
func allFloats(t types.Type) bool {
	switch u := ir.Under(t).(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == "_" || !allFloats(f.Type()) {
				return false
			}
		}
		return true
	case *types.Array:
		return allFloats(u.Elem())
	}
	return ir.IsFloat(t)
}

// looksBeyond reports whether the function may reach elements behind the length of a slice that leads where p does.
func (g *generator) looksBeyond(p *ir.Value) bool {
	for op := range g.f.Body.All() {
		if s := slicedFar(op); s != nil && g.active.behind(s) == g.active.behind(p) {
			return true
		}
	}
	return false
}

// sweeps reports whether loops that run whenever the function does, over the elements of p, overwrite them: it takes
// no longer then to go over the shadow.
func (g *generator) sweeps(p *ir.Value) bool {
	for op := range g.f.Body.All() {
		if op.Code != ir.Store || !g.active.Place(op) || !isSlice(op.Base().Type) || g.active.behind(op.Base()) != g.active.behind(p) {
			continue
		}
		loops := g.tree.Loops(op)
		unconditional := len(loops) > 0 && g.tree.Block(loops[len(loops)-1]) == g.f.Body && g.onlyLoops(op)
		if unconditional && slices.ContainsFunc(loops, func(loop *ir.Op) bool { return g.covers(loop.Lo(), p) || g.covers(loop.Hi(), p) }) {
			return true
		}
	}
	return false
}

// onlyLoops reports whether only loops are around op.
func (g *generator) onlyLoops(op *ir.Op) bool {
	for owner := g.tree.Owner(op); owner != nil; owner = g.tree.Owner(owner) {
		if owner.Code != ir.Loop {
			return false
		}
	}
	return true
}

// covers reports whether the bound v of a loop follows from the length of a slice that leads where p does.
func (g *generator) covers(v, p *ir.Value) bool {
	if v.Op == nil {
		loop := g.tree.Home(v).Owner
		return loop != nil && v == loop.Index() && (g.covers(loop.Lo(), p) || g.covers(loop.Hi(), p))
	}
	switch v.Op.Code {
	case ir.Len:
		x := v.Op.Args[0]
		return isSlice(x.Type) && g.active.Reference(x) && g.active.behind(x) == g.active.behind(p)
	case ir.Add, ir.Sub:
		return g.covers(v.Op.Args[0], p) || g.covers(v.Op.Args[1], p)
	}
	return false
}

func isSlice(t types.Type) bool {
	_, ok := ir.Under(t).(*types.Slice)
	return ok
}

// holdsSums reports whether the shadow of what is in r is the caller's, and may hold sums from before the call.
func (g *generator) holdsSums(r *region) bool { return r.root().user && !g.apart }
