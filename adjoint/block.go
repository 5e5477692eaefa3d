package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// What the iterations of a counted loop keep has a place for each iteration, in memory that
// is taken before the loop: the reverse sweep finds it by the index. Only loops that end on
// data push and pop.

// A room is the memory for a value that the iterations of a loop keep, with the scope that reads it.
type room struct {
	memory *ir.Value // where the forward sweep stores
	tape   *ir.Value // nil if the reverse sweep sees memory itself
	reader *scope
}

// taken is the memory that is taken for r.
func (r room) taken() *ir.Value {
	if r.tape != nil {
		return r.tape
	}
	return r.memory
}

// keepByIndex keeps x, of the closed scope of the forward sweep, in a place for
// each iteration of the loop around, and reads it where s begins. It fails if the loop ends on
// data.
func (s *scope) keepByIndex(x *ir.Value, closed *scope) (v *ir.Value, ok bool) {
	forward, reverse := closed.ownIteration(), s.ownIteration()
	if forward == nil || reverse == nil || forward.primal != reverse.primal || !isOrdinary(forward.owner) || !isOrdinary(reverse.owner) {
		return nil, false
	}
	r := s.rooms[x]
	if r.memory == nil || r.tape != nil && !s.excludes(r.reader) {
		r = s.makeRoom(x, closed, reverse.parent.sees(forward.parent))
	}
	r.reader = s
	s.rooms[x] = r
	memory := r.memory
	if r.tape != nil {
		memory = reverse.retract(r.tape, r.memory.Name)
	}
	return s.readAt(x, memory, r.taken()), true
}

// retract takes from tape, before the loop of the reverse sweep whose iteration is s, what the iterations
// of that loop have kept there.
func (s *scope) retract(tape *ir.Value, name string) *ir.Value {
	return s.parent.emit(func(b algebra) *ir.Value {
		b.Safe = true
		return named(b.Emit(&ir.Op{Code: ir.Retract, Args: []*ir.Value{tape, trips(b, s.owner)}}, tape.Type).Result(), name)
	})
}

// readAt reads, where s begins, what the iteration has kept of x in memory, which was taken as taken.
func (s *scope) readAt(x, memory, taken *ir.Value) *ir.Value {
	tmp := &ir.Block{}
	b := s.b.at(tmp)
	b.Safe = true
	v := named(b.Load(memory, []ir.Step{{Index: true}}, ordinal(b, s.ownIteration().owner)), x.Name)
	s.b.Block.Ops = slices.Insert(s.b.Block.Ops, 0, tmp.Ops...)
	s.notes.hold(v, taken)
	s.readings = append(s.readings, reading{x, v})
	return v
}

// ownIteration is the iteration that s is, or is a branch of.
func (s *scope) ownIteration() *scope {
	for ; s != nil; s = s.parent {
		if s.kind == iteration {
			return s
		}
	}
	return nil
}

// isOrdinary reports whether loop counts ints, all of them.
func isOrdinary(loop *ir.Op) bool {
	return !loop.While && types.Identical(loop.Index().Type, types.Typ[types.Int])
}

// makeRoom takes memory before the loop around closed and stores x in it. If it isn't
// visible to the reverse sweep, it is on a tape.
func (s *scope) makeRoom(x *ir.Value, closed *scope, visible bool) room {
	it := closed.ownIteration()
	t := types.NewSlice(x.Type)
	var r room
	tmp := &ir.Block{}
	b := it.parent.b.at(tmp)
	b.Safe = true
	n := trips(b, it.owner)
	if visible {
		r.memory = b.Emit(&ir.Op{Code: ir.Scratch, Dirty: true, Args: []*ir.Value{n}}, t).Result()
	} else {
		r.tape = s.newTape(x)
		r.tape.Name = "kept"
		r.memory = b.Emit(&ir.Op{Code: ir.Extend, Args: []*ir.Value{r.tape, n}}, t).Result()
	}
	r.memory.Name = keptName(x)
	before(it.owner, it.parent.b.Block, tmp.Ops)

	tmp = &ir.Block{}
	b = closed.b.at(tmp)
	b.Safe = true
	b.Store(x, r.memory, []ir.Step{{Index: true}}, ordinal(b, it.owner))
	at := 0
	if x.Op != nil {
		at = slices.Index(closed.b.Block.Ops, x.Op) + 1
	}
	closed.b.Block.Ops = slices.Insert(closed.b.Block.Ops, at, tmp.Ops...)
	return r
}

// before puts ops before op in block.
func before(op *ir.Op, block *ir.Block, ops []*ir.Op) {
	block.Ops = slices.Insert(block.Ops, slices.Index(block.Ops, op), ops...)
}

// trips is the number of iterations of loop, of which lo and hi are visible.
func trips(b algebra, loop *ir.Op) *ir.Value {
	n := distance(b, loop)
	if loop.Step == 1 {
		return n
	}
	return b.Binary(ir.Div, b.Binary(ir.Add, n, b.Int(loop.Step-1)), b.Int(loop.Step))
}

// distance is how far the index of loop goes, at least 0.
func distance(b algebra, loop *ir.Op) *ir.Value {
	lo, hi := loop.Lo(), loop.Hi()
	n := hi
	if k, ok := ir.IntConst(lo); !ok || k != 0 {
		n = b.Binary(ir.Sub, hi, lo)
	} else if hi.Op != nil && hi.Op.Code == ir.Len {
		return n
	}
	return b.Emit(&ir.Op{Code: ir.Call, Builtin: "max", Args: []*ir.Value{n, b.Int(0)}}, n.Type).Result()
}

// ordinal is the number of the iteration of loop, from 0 where the index is lowest.
func ordinal(b algebra, loop *ir.Op) *ir.Value {
	i := loop.Index()
	if k, ok := ir.IntConst(loop.Lo()); !ok || k != 0 {
		i = b.Binary(ir.Sub, i, loop.Lo())
	}
	if loop.Step > 1 {
		i = b.Binary(ir.Div, i, b.Int(loop.Step))
	}
	return i
}

// hasKept takes the result of op, which is done a second time and takes much longer than to keep it, as
// exponentials do, from the first time.
func (s *scope) hasKept(op *ir.Op) bool {
	if s.run.first == nil || !s.isLong(op) || s.withinAgain() {
		return false
	}
	closed := s.run.first.forward[s.primal]
	if closed == nil || closed.values[op.Result()] == nil {
		return false
	}
	defer s.making(Primal, op.Result(), op)()
	v, ok := s.keepByIndex(closed.values[op.Result()], closed)
	if ok {
		s.notes.read(v, op.Result())
		s.values[op.Result()] = v
	}
	return ok
}

// withinAgain reports whether the loop to which s belongs is in an iteration that is done a second
// time: these come in the order of the first time, while a stack gives back the last first.
func (s *scope) withinAgain() bool {
	it := s.ownIteration()
	if it == nil {
		return false
	}
	outer := it.parent.ownIteration()
	return outer != nil && outer.run.first != nil
}

// isLong reports whether op calls a function of package math that takes many cycles.
func (s *scope) isLong(op *ir.Op) bool {
	return op.Code == ir.Call && op.Func != nil && op.Func.Pkg() != nil && op.Func.Pkg().Path() == "math" &&
		len(op.Results) == 1 && s.active.Value(op.Result()) && !isInstruction[op.Func.Name()]
}

// isInstruction names the functions of package math that take a few cycles.
var isInstruction = map[string]bool{
	"Abs": true, "Sqrt": true, "FMA": true, "Copysign": true, "Floor": true, "Ceil": true, "Trunc": true,
	"RoundToEven": true, "Round": true, "Max": true, "Min": true, "Dim": true,
}
