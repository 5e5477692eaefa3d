package adjoint

import "github.com/gograd/gograd/ir"

// A growth is what the forward sweep knows about an append. The shadow of the
// result is where the shadow of the slice is if the result is where the slice
// is, whatever the shadows' capacities are, and new memory if the result is.
type growth struct {
	n      *ir.Value // the length before
	fits   *ir.Value // whether the slice had room; nil if it certainly hadn't
	prefix *ir.Value // the shadow before, where it is no longer that of the result
	grown  *scope    // where prefix is defined
}

// forwardAppend does an append, and what it means for shadows.
func (s *scope) forwardAppend(op *ir.Op) {
	g, r := &growth{}, op.Result()
	s.growths[op] = g
	s.safely(func() {
		x := s.get(op.Args[0])
		g.n = length(s.b, op.Args[0], x)
		if !isNewMemory(op) {
			g.fits = s.fits(op, g.n, s.b.Cap(x))
		}
	})
	s.clone(op)
	s.safely(func() {
		s.shadows[r] = s.appendedShadow(op, g)
		for i, v := range appended(op) {
			s.overwrite(s.behind(op, i), v)
		}
		if op.Spread {
			d := s.from(s.shadows[r], g.n)
			s.overwriteElements(op, d, s.b.Len(d))
		}
	})
}

// isNewMemory reports whether op is an append whose result is certainly in memory of
// its own: where there is no room, and something is appended or nothing was there.
func isNewMemory(op *ir.Op) bool {
	return op.Builtin == "append" && (isNil(op.Args[0]) || !op.Spread && !ir.HasRoom(op.Args[0]))
}

// fits is whether what op appends has room behind n elements.
func (s *scope) fits(op *ir.Op, n, capacity *ir.Value) *ir.Value {
	var fits *ir.Value
	switch {
	case op.Spread:
		fits = s.b.Compare(ir.Le, s.b.Binary(ir.Add, n, s.b.Len(s.get(op.Args[1]))), capacity)
	case len(op.Args) == 2:
		fits = s.b.Compare(ir.Lt, n, capacity)
	default:
		fits = s.b.Compare(ir.Le, s.b.Binary(ir.Add, n, s.b.Int(int64(len(op.Args)-1))), capacity)
	}
	return named(fits, "fits")
}

// appendedShadow is the shadow of what op gives.
func (s *scope) appendedShadow(op *ir.Op, g *growth) *ir.Value {
	r, d := s.values[op.Result()], s.shadow(op.Args[0])
	if g.fits == nil {
		return s.grow(op, g, r, d)
	}
	choice := s.b.If(g.fits)
	s.open = true
	yes := s.child(branch, nil, choice, choice.Blocks[0])
	no := s.child(branch, nil, choice, choice.Blocks[1])
	yes.b.Yield(upTo(yes.b, d, yes.b.Len(r)))
	no.b.Yield(no.grow(op, g, r, d))
	s.open = false
	return s.b.AddResult(choice, adjointName(r), r.Type)
}

// grow is new memory for the shadow of r, which op gives. The shadows of references
// in the slice are copied with the references; adjoints start from zero.
func (s *scope) grow(op *ir.Op, g *growth, r, d *ir.Value) *ir.Value {
	defer s.making(Zeros, op.Result(), op)()
	z := zeros{code: ir.Scratch}
	switch {
	case s.behindUser(op.Result()):
		z.code = ir.Make
	case s.inLoop():
		z.code = ir.Fresh
	}
	grown := z.make(s.b, r, s.b.Len(r), s.b.Cap(r))
	if isNil(op.Args[0]) {
		return grown
	}
	g.prefix, g.grown = upTo(s.b, d, g.n), s
	if s.active.leadsOn(op.Result()) {
		copyElements(s.b, grown, g.prefix)
		if ir.HasFloat(elem(r.Type)) {
			clearFloats(s.b, grown, g.n)
		}
	}
	return grown
}

// reverseAppend takes back the adjoints of what was appended and, if the slice
// has grown, of the elements that were copied to the new memory.
func (s *scope) reverseAppend(op *ir.Op) {
	defer s.making(Growth, op.Result(), op)()
	d := s.shadow(op.Result())
	values := appended(op)
	for i := len(values) - 1; i >= 0; i-- {
		s.takeBack(s.behind(op, i), values[i])
	}
	g, forward := s.growth(op)
	if op.Spread {
		tail := s.from(d, s.before(g, forward))
		s.takeBackElements(op, tail, s.b.Len(tail))
	}
	if s.restoring || isNil(op.Args[0]) {
		return
	}
	if g.fits == nil {
		s.shrink(op, g, forward, d)
		return
	}
	choice := s.b.If(s.transport(g.fits, forward))
	s.open = true
	yes := s.child(branch, nil, choice, choice.Blocks[0])
	no := s.child(branch, nil, choice, choice.Blocks[1])
	no.shrink(op, g, forward, d)
	yes.b.Yield()
	no.b.Yield()
	s.open = false
}

// shrink adds the adjoints of the elements that op has copied to the shadow of
// where they were.
func (s *scope) shrink(op *ir.Op, g *growth, forward *scope, d *ir.Value) {
	var prefix, n *ir.Value
	if s.sees(forward) {
		prefix, n = s.shadow(op.Args[0]), g.n
	} else {
		prefix = s.transport(g.prefix, g.grown)
		n = s.b.Len(prefix)
	}
	eachElement(s.b, d, n, func(b algebra, path []ir.Step, at []*ir.Value) {
		accumulate(b, b.Load(d, path, at...), prefix, path, at)
	})
}

// growth is what is known about op, and the scope of the forward sweep that knows it.
func (s *scope) growth(op *ir.Op) (*growth, *scope) {
	for c := s; c != nil; c = c.parent {
		if g := c.growths[op]; g != nil {
			return g, c
		}
	}
	home := s.at(s.tree.Block(op))
	forward := home.run.forward[home.primal]
	return forward.growths[op], forward
}

// before is the length before the append that g is about.
func (s *scope) before(g *growth, forward *scope) *ir.Value {
	if k, ok := ir.IntConst(g.n); ok {
		return s.b.Int(k)
	}
	return s.transport(g.n, forward)
}

// behind is the spot of the i-th of the values that op appends.
func (s *scope) behind(op *ir.Op, i int) spot {
	d := s.shadow(op.Result())
	var at *ir.Value
	if g, forward := s.growth(op); s.sees(forward) {
		at = plus(s.b, g.n, int64(i))
	} else {
		at = plus(s.b, s.b.Len(d), int64(i-len(appended(op))))
	}
	return spot{
		of: overwriting{op, i}, base: d, path: []ir.Step{{Index: true}}, at: []*ir.Value{at},
		active: s.active.Elements(op), user: s.savesElements(op), initial: isNewMemory(op),
	}
}

// plus is x + k.
func plus(b algebra, x *ir.Value, k int64) *ir.Value {
	switch {
	case k == 0:
		return x
	case k < 0:
		return b.Binary(ir.Sub, x, b.Int(-k))
	}
	return b.Binary(ir.Add, x, b.Int(k))
}

// from is d[n:].
func (s *scope) from(d, n *ir.Value) *ir.Value {
	if k, ok := ir.IntConst(n); ok && k == 0 {
		return d
	}
	return s.b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{d, n, s.b.Len(d)}, Safe: true}, d.Type).Result()
}

// appendedTo are the regions of the slices that the program may append to where they are.
func (g *generator) appendedTo() map[*region]bool {
	out := map[*region]bool{}
	for op := range g.f.Body.All() {
		if s := grownFar(op); s != nil {
			out[g.active.behind(s)] = true
		}
		if rule := g.plan[op]; rule != nil {
			for _, p := range rule.Writes.slices(g.active, op) {
				out[p.region.root()] = true
			}
		}
	}
	return out
}

// grownFar is the slice beyond whose length op may write, nil if it doesn't.
func grownFar(op *ir.Op) *ir.Value {
	if op.Code != ir.Call || op.Builtin != "append" || !ir.HasRoom(op.Args[0]) {
		return nil
	}
	return op.Args[0]
}
