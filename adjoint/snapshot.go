package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A snapshot is a copy of memory that the rule of an operation reads, and that is
// overwritten between the operation and its reverse.
type snapshot struct {
	op   *ir.Op
	role Role
}

// primal is the input or result of op that role means.
func primal(op *ir.Op, role Role) *ir.Value {
	if role.Kind == Output {
		return op.Results[role.Index]
	}
	return op.Args[role.Index]
}

// outdated reports whether memory that the rule of op reads may have been
// overwritten when the reverse sweep comes to op.
func (s *scope) outdated(op *ir.Op, role Role) bool {
	v := primal(op, role)
	if !ir.IsReference(v.Type) {
		return false
	}
	if s.volatile() && !s.aliases.Local(v) {
		return true
	}
	if role.Kind == Input && slices.Contains(s.active.outputs(op), v) {
		return true // perhaps by op itself
	}
	return slices.ContainsFunc(s.writers, func(w *ir.Op) bool { return s.overwrites(w, v, op) })
}

// overwrites reports whether w may overwrite memory that v leads to before the reverse sweep comes to op, which is given v.
func (s *scope) overwrites(w *ir.Op, v *ir.Value, op *ir.Op) bool {
	later := s.tree.Order(w) > s.tree.Order(op) ||
		s.shareLoop(w, op) && (!s.within(v, s.tree.Block(op)) || s.escapes(v)) // to a later iteration
	return w != op && later && s.tree.Inside(s.tree.Block(w), s.root) && s.aliases.Overwrites(w, v)
}

// redirected reports whether references that the rule of op finds in the shadow of an argument may lead elsewhere
// when the reverse sweep comes to op, as the references in the argument are moved.
func (s *scope) redirected(op *ir.Op, role Role) bool {
	v := op.Args[role.Index]
	if !leadsToReferences(v.Type) {
		return false
	}
	return s.volatile() && !s.aliases.Local(v) ||
		slices.ContainsFunc(s.writers, func(w *ir.Op) bool { return s.moves(w) && s.overwrites(w, v, op) })
}

// moves reports whether w, which writes memory, may store references to floats there.
func (g *generator) moves(w *ir.Op) bool {
	if w.Code == ir.Store {
		return ir.LeadsToFloat(w.Args[len(w.Args)-1].Type)
	}
	if to := written(w); to != nil {
		return ir.LeadsToFloat(elem(to.Type))
	}
	rule := g.plan[w]
	return rule != nil && rule.Writes.Stores
}

// leadsToReferences reports whether references in a t lead to memory that holds references to floats itself.
func leadsToReferences(t types.Type) bool {
	switch u := ir.Under(t).(type) {
	case *types.Slice, *types.Pointer:
		return ir.LeadsToFloat(elem(t))
	case *types.Struct:
		for f := range u.Fields() {
			if leadsToReferences(f.Type()) {
				return true
			}
		}
	case *types.Array:
		return leadsToReferences(u.Elem())
	}
	return false
}

// snapshots copies, in the forward sweep, what the rule of op reads and what will
// be overwritten.
func (s *scope) snapshots(op *ir.Op) {
	rule := s.plan[op]
	s.checkMemory(op, rule)
	isReference := func(v *ir.Value) bool { return ir.IsReference(v.Type) }
	if rule == nil || !slices.ContainsFunc(op.Args, isReference) && !slices.ContainsFunc(op.Results, isReference) {
		return
	}
	moved := false
	for i, used := range s.specialise(op, rule).used {
		role := rule.Params[i]
		switch {
		case !used:
		case role.Kind == DInput && !rule.Fused && s.redirected(op, role):
			moved = true
		case (role.Kind == Input || role.Kind == Output) && s.outdated(op, role):
			if !copyable(primal(op, role).Type) {
				s.problem(op, "the derivative of ", " reads memory that is overwritten later: copy it before, and write to the copy")
				return
			}
			s.takeSnapshot(op, role)
		}
	}
	if moved {
		s.problem(op, "the derivative of ", " follows references that are overwritten later: give it a copy of what they are in")
	}
}

// problem notes what can't be done about the call op, before and after its name.
func (g *generator) problem(op *ir.Op, before, after string) {
	g.problems = append(g.problems, Problem{Pos: op.Pos, Msg: before + callName(op, g.f.Pkg) + after})
}

// checkMemory notes what is wrong with memory that the rule of op reads or writes, and that the function doesn't have in hand.
func (s *scope) checkMemory(op *ir.Op, rule *Rule) {
	if s.lendsSums(op) {
		s.problem(op, "", " writes to memory of the caller's, whose gradient holds sums from before: copy it before, and write to the copy")
	}
	if rule != nil && !rule.Fused && s.worldChanges(op, rule) {
		s.problem(op, "the derivative of ", " reads the variable "+rule.World()+
			", which may be written later: pass its value to "+callName(op, s.f.Pkg))
	}
}

// takeSnapshot copies what the rule of op reads as role.
func (s *scope) takeSnapshot(op *ir.Op, role Role) {
	code := ir.Scratch
	if s.inLoop() {
		code = ir.Fresh
	}
	v := primal(op, role)
	x := s.get(v)
	end := s.making(Copies, v, op)
	s.safely(func() { s.copies[snapshot{op, role}] = copied(s.b, x, code) })
	end()
}

// snapshot is the copy in the reverse sweep.
func (s *scope) snapshot(op *ir.Op, role Role) *ir.Value {
	x := s.findSnapshot(op, role)
	s.notes.read(x, primal(op, role))
	return x
}

func (s *scope) findSnapshot(op *ir.Op, role Role) *ir.Value {
	key := snapshot{op, role}
	for c := s; c != nil; c = c.parent {
		if x := c.copies[key]; x != nil {
			return x
		}
	}
	home := s.at(s.tree.Block(op))
	if closed := home.run.forward[home.primal]; closed != nil && closed.copies[key] != nil {
		defer s.making(Copies, primal(op, role), op)()
		home.copies[key] = home.transport(closed.copies[key], closed)
		return home.copies[key]
	}
	return s.get(primal(op, role)) // the problem has been reported
}

// copyable reports whether copied copies all that a t leads to.
func copyable(t types.Type) bool {
	switch u := ir.Under(t).(type) {
	case *types.Slice:
		return !ir.IsReference(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if !copyable(u.Field(i).Type()) {
				return false
			}
		}
	case *types.Pointer, *types.Array:
		return !ir.IsReference(t)
	}
	return true
}

// copied is x with memory of its own, made by code.
func copied(b algebra, x *ir.Value, code ir.Code) *ir.Value {
	switch u := ir.Under(x.Type).(type) {
	case *types.Slice:
		c := b.Emit(&ir.Op{Code: code, Args: []*ir.Value{b.Len(x)}}, x.Type).Result()
		b.Emit(&ir.Op{Code: ir.Call, Builtin: "copy", Args: []*ir.Value{c, x}}, types.Typ[types.Int])
		return c
	case *types.Struct:
		parts := make([]*ir.Value, u.NumFields())
		for i := range parts {
			parts[i] = copied(b, b.Field(x, ir.Step{Field: i}), code)
		}
		return b.Build(x.Type, parts...)
	}
	return x
}
