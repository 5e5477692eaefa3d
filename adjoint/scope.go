package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A run is one execution of a primal block, forward and then in reverse, in
// one scope: of the function's body, of a branch or an iteration that is
// differentiated where it stands, or of an iteration that is done again in the reverse sweep.
type run struct {
	*generator
	block   *ir.Block            // what is executed
	root    *ir.Block            // memory that is written later in it can't be read again
	again   *ir.Block            // the block that is done a second time, if one is: no effects outside it, no panics
	first   *run                 // in which it was executed before, if it is done a second time
	forward map[*ir.Block]*scope // the blocks of the forward part, closed by now
	fused   map[*ir.Op]bool      // operations whose reverse part is done
	frames  *ir.Value            // what calls of pairs take frames from
}

// A scope is a block of the gradient while it is written. It belongs to one
// block of the primal function.
type scope struct {
	*run
	parent *scope
	kind   scopeKind
	primal *ir.Block
	b      algebra
	owner  *ir.Op // the If or Loop of the gradient whose block this is
	open   bool   // an If or Loop at the end of the block is being written

	values   map[*ir.Value]*ir.Value   // primal values, as they are here
	shadows  map[*ir.Value]*ir.Value   // of primal references
	adj      map[*ir.Value]*ir.Value   // adjoints of scalars so far; none is zero
	vars     map[*ir.Value]*ir.Value   // where the loop that is open in s gathers adjoints of outer values
	parts    map[*ir.Value]*ir.Value   // where adjoints of structs and arrays are gathered
	olds     map[overwriting]*ir.Value // what shadows held before
	growths  map[*ir.Op]*growth        // of appends of the forward sweep
	copies   map[snapshot]*ir.Value    // of memory that a rule reads and that is overwritten
	touched  []*ir.Value               // outer scalars whose adjoints have changed here
	gathered []*ir.Value               // of vars, in order
	seeds    []*ir.Value               // adjoints of what the primal block ends with
	fusing   *ir.Op                    // a recursive call, or what contains one, for which adjoints are sought beforehand
	ahead    []*ir.Op                  // loads that have been done for that, before their turn
	mayFail  bool                      // a non-nil error can still be returned
	turning  *turning                  // of an iteration of the reverse sweep: what turns back
	tripped  *ir.Value                 // of an iteration of the forward sweep: how far its loop has run
}

type scopeKind int

const (
	straight  scopeKind = iota // runs once where it stands: the body of the function
	branch                     // of an If
	iteration                  // of a Loop
)

// child is a scope for block of owner, an If or Loop of the gradient.
func (s *scope) child(kind scopeKind, primal *ir.Block, owner *ir.Op, block *ir.Block) *scope {
	c := newScope(s.run, kind, primal, block)
	c.b.Pos, c.b.Safe = s.b.Pos, s.b.Safe
	c.parent, c.owner = s, owner
	return c
}

func newScope(r *run, kind scopeKind, primal, block *ir.Block) *scope {
	return &scope{
		run: r, kind: kind, primal: primal,
		b:       algebra{&ir.Builder{Func: r.out, Block: block}, r.sums},
		values:  map[*ir.Value]*ir.Value{},
		shadows: map[*ir.Value]*ir.Value{},
		adj:     map[*ir.Value]*ir.Value{},
		vars:    map[*ir.Value]*ir.Value{},
		parts:   map[*ir.Value]*ir.Value{},
		olds:    map[overwriting]*ir.Value{},
		growths: map[*ir.Op]*growth{},
		copies:  map[snapshot]*ir.Value{},
	}
}

// insert calls build with a builder for the end of s; while an If or Loop is
// being written there, and when s is closed, what build makes goes before the last operation.
func (s *scope) insert(build func(b algebra)) {
	if !s.open && !s.closed() {
		build(s.b)
		return
	}
	tmp := &ir.Block{}
	build(s.b.at(tmp))
	ops := s.b.Block.Ops
	s.b.Block.Ops = slices.Insert(ops, len(ops)-1, tmp.Ops...)
}

// closed reports whether the block is complete.
func (s *scope) closed() bool {
	ops := s.b.Block.Ops
	return len(ops) > 0 && ops[len(ops)-1].Code.IsTerminator()
}

// at is the scope around s, or s itself, that belongs to the primal block.
func (s *scope) at(primal *ir.Block) *scope {
	for c := s; c != nil; c = c.parent {
		if c.primal == primal {
			return c
		}
	}
	panic("adjoint: a value is asked for outside its block")
}

// home is the scope around s in which v is defined.
func (s *scope) home(v *ir.Value) *scope { return s.at(s.tree.Home(v)) }

// adjoint is the adjoint of the scalar v as gathered so far; nil is zero. In a
// loop, for a v from outside, it is what this run of s has contributed.
func (s *scope) adjoint(v *ir.Value) *ir.Value {
	if d, ok := s.adj[v]; ok {
		return d
	}
	if s.tree.Home(v) == s.primal || s.loopFrom(v) != nil {
		return nil
	}
	return s.parent.adjoint(v)
}

// loopFrom is the scope in which the outermost of the loops stands that are
// around s but not around the definition of v; nil if there is none.
func (s *scope) loopFrom(v *ir.Value) (outermost *scope) {
	home := s.tree.Home(v)
	for c := s; c != nil && c.primal != home; c = c.parent {
		if c.kind == iteration {
			outermost = c.parent
		}
	}
	return outermost
}

// flush adds what s has contributed to values from outside the loops around it
// to the variables in which these adjoints are gathered. It is the last of what s does.
func (s *scope) flush() {
	s.touched = slices.DeleteFunc(s.touched, func(v *ir.Value) bool {
		loop := s.loopFrom(v)
		if loop == nil {
			return false
		}
		if d := s.adj[v]; d != nil {
			accumulate(s.b, d, loop.gathering(v), nil, nil)
		}
		return true
	})
}

// gathering is the variable for v's adjoint before the loop that is open in s.
func (s *scope) gathering(v *ir.Value) *ir.Value {
	if s.vars[v] == nil {
		s.vars[v] = s.adjointVar(v, s.adjoint(v))
		s.gathered = append(s.gathered, v)
	}
	return s.vars[v]
}

// adjointVar makes a variable for v's adjoint before the operation that is open in s.
func (s *scope) adjointVar(v, init *ir.Value) *ir.Value {
	var address *ir.Value
	s.insert(func(b algebra) {
		address = b.Alloc(v.Type)
		address.Name = adjointName(v)
		if init != nil {
			b.Store(init, address, nil)
		}
	})
	return address
}

// add adds the contribution d to the adjoint of the scalar v.
func (s *scope) add(v, d *ir.Value) {
	if d == nil || !s.active.Value(v) {
		return
	}
	s.set(v, s.b.add(s.adjoint(v), d))
}

func (s *scope) set(v, d *ir.Value) {
	s.adj[v] = d
	if s.tree.Home(v) != s.primal && !slices.Contains(s.touched, v) {
		s.touched = append(s.touched, v)
	}
}

// closeIf hands on to s what the branches of the If owner have added to adjoints of
// values around them.
func (s *scope) closeIf(branches []*scope) {
	var touched []*ir.Value
	for _, c := range branches {
		c.flush()
		for _, v := range c.touched {
			if !slices.Contains(touched, v) {
				touched = append(touched, v)
			}
		}
	}
	addresses := make([]*ir.Value, len(touched))
	for i, v := range touched {
		addresses[i] = s.adjointVar(v, s.adjoint(v))
		for _, c := range branches {
			if d := c.adj[v]; d != nil {
				c.b.Store(d, addresses[i], nil)
			}
		}
	}
	s.open = false
	for i, v := range touched {
		s.set(v, s.b.Load(addresses[i], nil))
	}
}

// closeLoop takes up in s what the iterations have gathered.
func (s *scope) closeLoop() {
	s.open = false
	for _, v := range s.gathered {
		s.set(v, s.b.Load(s.vars[v], nil))
		delete(s.vars, v)
	}
	s.gathered = nil
}

// aggregate is the address of the variable in which the adjoint of v, a struct
// or an array, is gathered.
func (s *scope) aggregate(v *ir.Value) *ir.Value {
	if p := s.partsOf(v); p != nil {
		return p
	}
	home := s.home(v)
	home.insert(func(b algebra) {
		p := b.Alloc(v.Type)
		p.Name = adjointName(v)
		home.parts[v] = p
	})
	return home.parts[v]
}

// partsOf is the address of the adjoint of the struct or array v; nil if
// nothing has been added to it.
func (s *scope) partsOf(v *ir.Value) *ir.Value {
	for c := s; c != nil; c = c.parent {
		if p := c.parts[v]; p != nil {
			return p
		}
	}
	return nil
}

// adjointName is the hint for the name of v's adjoint. That of memory that a call gives may be called after the function.
func adjointName(v *ir.Value) string {
	switch {
	case v.Name != "":
		return "d" + v.Name
	case v.Op != nil && v.Op.Code == ir.Call && v.Op.Func != nil && ir.IsReference(v.Type):
		return "d" + uncapital(v.Op.Func.Name())
	}
	return ""
}
