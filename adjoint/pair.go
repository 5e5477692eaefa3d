package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Pair is a recursive function in two halves, for calls whose adjoints are not known
// before the calls:
//
//	func rForward(x, dx []float64, frames *rFrames) (y float64, frame *rFrame)
//	func rReverse(frame *rFrame, dx []float64, dy float64)
//
// The first is the forward sweep of a call: it returns r(x) and a frame with what the second,
// the reverse sweep, reads. Each call of the recursion has a frame of its own and is done once in
// each direction (split reversal; Griewank & Walther, Evaluating Derivatives, 2008, section 12.2).
type Pair struct {
	Forward *types.Func
	Reverse *Rule       // its body calls the second; it has a parameter for the frame
	Frames  types.Type  // what frames are taken from, *rFrames
	Frame   types.Type  // *rFrame
	Reset   *types.Func // a method of Frames: all frames are free again
}

// A PairFor says for what calls a [Pair] is made.
type PairFor struct {
	// Volatile says that memory that the function is given may be overwritten between the sweeps.
	Volatile bool
	// Sums says that the shadows of memory that it writes may hold sums from before the call, which are put back:
	// else all that they hold, when the reverse sweep comes to the call, are adjoints of what was written.
	Sums bool
}

// A Split says how the two halves of a Pair are declared, beside what Fused says.
type Split struct {
	Forward, Reverse string
	Frame            *types.Named // a struct, whose fields are for [Halves] to set
	Frames           types.Type   // a pointer to what gives frames
	Next             *types.Func  // the method by which it gives one
	Kept             []*ir.Value  // what its fields hold, values of the gradient: for [Halves] to set
	Shadowed         []bool       // the inputs of which the first half is given the shadows
	// Piece is a method of Frames by which it gives memory that a t leads to.
	Piece func(t types.Type) *types.Func
	For   PairFor
}

// Halves writes the gradient of the function f, which calls itself, as the two functions of a [Pair].
// Where the first half needs more shadows than sig.Split says it is given, this then says so, and there are
// no functions: all that calls them is to be written again.
//
// Before: f passes ir.Check; plan serves all that is active; sig.Split is set.
// After:  both functions pass ir.Check, and sig.Split.Frame has its fields; f is unchanged.
func Halves(f *ir.Func, sig *Signature, active *Active, plan Plan) (forward, reverse *ir.Func, problems []Problem) {
	g := newGenerator(f, sig, active, plan)
	g.write(sig)
	if len(g.problems) > 0 {
		return nil, nil, g.problems
	}
	g.finish()
	h := newHalving(g.out, sig, len(f.Results), g.lent)
	if h.lacksShadows() {
		return nil, nil, nil
	}
	forward, reverse = h.functions()
	return forward, reverse, nil
}

// declareFrames makes the parameter from which the forward half takes its frame, and one that stands for that
// frame until the halves are cut apart.
func (g *generator) declareFrames(sig *Signature) {
	if sig.Split == nil {
		return
	}
	g.apart = !sig.Split.For.Sums
	g.split, g.framesOf = sig.Split, g.out.NewValue("frames", sig.Split.Frames)
	g.cut = g.out.NewValue("frame", types.NewPointer(sig.Split.Frame))
	g.out.Params = append(g.out.Params, g.framesOf, g.cut)
}

// halfTail is the tail of a function that is split: a store marks where the reverse sweep begins.
func (s *scope) halfTail(x exit, sig *Signature) []*ir.Value {
	ops := s.primal.Ops[:len(s.primal.Ops)-1]
	s.sweeping = true
	s.forwardOps(ops)
	s.sweeping = false
	s.gets(x.values)
	s.b.Store(s.b.Zero(s.split.Frame), s.cut, nil)
	s.backFrom(x, [][]*ir.Op{ops})
	return s.results(x, sig)
}

// forwardCall makes the call op by the first half of its function's pair.
func (s *scope) forwardCall(op *ir.Op) {
	rule := s.plan[op]
	pair, why := rule.Pair(s.pairFor(op, rule))
	if pair == nil {
		s.problems = append(s.problems, Problem{Pos: op.Pos, Msg: why})
		s.clone(op)
		return
	}
	s.lends(op, append(callees(pair.Reverse), pair.Forward)...)
	shadowed, args := rule.Shadowed(s.sumsBefore(op, rule)), s.gets(op.Args)
	for _, role := range pair.Reverse.Params {
		if role.Kind == DInput && shadowed[role.Index] {
			args = append(args, s.shadow(op.Args[role.Index]))
		}
	}
	args = append(args, s.frames(pair))
	call := s.b.Emit(&ir.Op{Code: ir.Call, Func: pair.Forward, Args: args})
	s.define(op, call)
	frame := s.f.NewValue("frame", pair.Frame)
	s.tree.Attach(frame, op)
	s.values[frame] = s.b.AddResult(call, frame.Name, frame.Type)
	s.pairs[op] = pairedCall{pair, frame}
	s.forwards[call] = op
}

// pairFor is for what the call op is.
func (s *scope) pairFor(op *ir.Op, rule *Rule) (of PairFor) {
	of.Volatile = !rule.Writes.quiet() || s.volatile() || s.overwritten(op) || s.worldChanges(op, rule)
	of.Sums = s.sumsBefore(op, rule)
	if of.Sums && s.weights == nil && len(s.f.Results) > 1 {
		s.problems = append(s.problems, Problem{Pos: op.Pos, Msg: callName(op, s.f.Pkg) + " calls itself, and writes floats to memory that " +
			s.f.Name + " is given, whose gradient has to be put back where " + s.f.Name + " returns an error: give it a copy"})
	}
	return of
}

// sumsBefore reports whether the shadows of memory that the call op writes may hold sums from before the call of the function.
func (g *generator) sumsBefore(op *ir.Op, rule *Rule) bool {
	return slices.ContainsFunc(rule.Writes.of(op), func(x *ir.Value) bool {
		return g.active.region(x).reaches(x.Type, func(r *region) bool { return g.active.isActive(r) && g.holdsSums(r) })
	})
}

// A pairedCall is a call of a recursive function that has been made by a pair's first half.
type pairedCall struct {
	*Pair
	frame *ir.Value // as a value of the primal that the call gives
}

// volatile reports whether memory that the function is given may be overwritten between the sweeps.
func (g *generator) volatile() bool { return g.split != nil && g.split.For.Volatile }

// readsLocal reports whether op reads memory only that the function has made.
func (g *generator) readsLocal(op *ir.Op) bool {
	return !slices.ContainsFunc(op.Args, func(x *ir.Value) bool { return ir.IsReference(x.Type) && !g.aliases.Local(x) })
}

// frames is what the calls of pairs take frames from in the run of s: none of them is in use
// when the run begins.
func (s *scope) frames(pair *Pair) *ir.Value {
	if s.split != nil {
		return s.framesOf
	}
	if s.run.frames != nil {
		return s.run.frames
	}
	top := s
	for top.parent != nil && top.parent.run == s.run {
		top = top.parent
	}
	tmp := &ir.Block{}
	b := top.b.at(tmp)
	s.run.frames = named(b.Emit(&ir.Op{Code: ir.Pooled}, pair.Frames).Result(), "frames")
	s.resets[b.Emit(&ir.Op{Code: ir.Call, Func: pair.Reset, Args: []*ir.Value{s.run.frames}})] = true
	block := top.b.Block
	if top.parent == nil {
		block = s.generator.tapes
	}
	block.Ops = append(tmp.Ops, block.Ops...)
	return s.run.frames
}

// unpair makes ordinary calls of those by a pair's first half whose frames nothing reads.
func (g *generator) unpair() {
	uses := ir.Uses(g.out)
	for op := range g.out.Body.All() {
		primal := g.forwards[op]
		if last := len(op.Results) - 1; primal != nil && len(uses[op.Results[last]]) == 0 {
			op.Func, op.Reads, op.Args, op.Results = primal.Func, primal.Reads, op.Args[:len(primal.Args)], op.Results[:last]
		}
	}
	g.dropFrames()
}

// dropFrames drops what gives frames where no call takes any.
func (g *generator) dropFrames() {
	uses := ir.Uses(g.out)
	idle := map[*ir.Value]bool{}
	for reset := range g.resets {
		if frames := reset.Args[0]; len(uses[frames]) == 1 {
			idle[frames] = true
		}
	}
	if len(idle) > 0 {
		dropWrites(g.out.Body, idle)
	}
}
