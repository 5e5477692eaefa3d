package gograd

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/ir"
)

// A pairForm is a recursive function in two halves, with the frame that leads from one to the other:
//
//	func logisticForward(r, x float64, n int, frames *logisticFrames) (y float64, frame *logisticFrame)
//	func logisticReverse(frame *logisticFrame, dy float64) (dr, dx float64)
type pairForm struct {
	of               *fusedForm
	purpose          adjoint.PairFor
	split            *adjoint.Split
	forward, reverse *types.Func
	pair             *adjoint.Pair
	begun            bool // it has been written, or can not be
}

// frames is the type from which the pairs of a file take their frames, with its methods: one for each type of
// frame, that gives the next one, and one by which all are free again.
//
//	type logisticFrames struct { … }
//	func (t *logisticFrames) reset()
//	func (t *logisticFrames) newLogisticFrame() *logisticFrame
type frames struct {
	typ    *types.Named
	reset  *types.Func
	pieces []piece
}

// A piece is a method of frames that gives memory that a typ leads to.
type piece struct {
	typ   types.Type
	gives *types.Func
}

// pair is the pair of the function of form, for the same inputs.
func (s *fusedForms) pair(form *fusedForm, purpose adjoint.PairFor) (*adjoint.Pair, string) {
	if len(form.grad.Signature.Fused.TypeParams) > 0 {
		return nil, form.fn.Name() + " is generic and calls itself, and its adjoint is not known before it is called: write it for one type, or its derivative rule with //gograd:adjoint"
	}
	for _, p := range s.pairs {
		if p.of == form && p.purpose == purpose {
			return p.pair, ""
		}
	}
	sig := form.grad.Signature
	p := &pairForm{of: form, purpose: purpose}
	p.split = &adjoint.Split{
		Forward: s.name(form.fn, form.wrt, "Forward"), Reverse: s.name(form.fn, form.wrt, "Reverse"), For: purpose,
		Frame: s.named(s.name(form.fn, form.wrt, "Frame")), Piece: s.piece,
	}
	frame := types.NewPointer(p.split.Frame)
	s.declareFrames(p.split.Frame.Obj().Name() + "s")
	p.split.Frames = types.NewPointer(s.frames.typ)
	p.split.Next = s.method("new"+inner(p.split.Frame.Obj().Name()), frame)
	p.split.Shadowed = s.shadowedInputs(form, purpose.Sums)
	p.forward, p.reverse = sig.Halves(s.pkg.Types, p.split.Forward, p.split.Reverse, p.split.Shadowed, p.split.Frames, frame)
	p.pair = &adjoint.Pair{
		Forward: p.forward, Reverse: reverseRule(form.fn, sig, p.reverse, frame),
		Frames: p.split.Frames, Frame: frame, Reset: s.frames.reset,
	}
	s.pairs = append(s.pairs, p)
	return p.pair, ""
}

// declareFrames makes the type that gives frames, called name if that is free, unless there is one.
func (s *fusedForms) declareFrames(name string) {
	if s.frames == nil {
		s.frames = &frames{typ: s.named(s.free(name))}
		s.frames.reset = s.method("reset")
	}
}

// named is a new type of that name, a struct.
func (s *fusedForms) named(name string) *types.Named {
	fields := []*types.Var{types.NewField(token.NoPos, s.pkg.Types, "used", types.Typ[types.Int], false)}
	return types.NewNamed(types.NewTypeName(token.NoPos, s.pkg.Types, name, nil), types.NewStruct(fields, nil), nil)
}

// method is a method without parameters of what gives frames.
func (s *fusedForms) method(name string, results ...types.Type) *types.Func {
	var list []*types.Var
	for _, t := range results {
		list = append(list, types.NewParam(token.NoPos, s.pkg.Types, "", t))
	}
	recv := types.NewParam(token.NoPos, s.pkg.Types, "t", types.NewPointer(s.frames.typ))
	sig := types.NewSignatureType(recv, nil, nil, nil, types.NewTuple(list...), false)
	return types.NewFunc(token.NoPos, s.pkg.Types, name, sig)
}

// piece is the method of frames that gives memory that a t leads to.
func (s *fusedForms) piece(t types.Type) *types.Func {
	for _, p := range s.frames.pieces {
		if types.Identical(p.typ, t) {
			return p.gives
		}
	}
	params := []*types.Var{types.NewParam(token.NoPos, s.pkg.Types, "n", types.Typ[types.Int])}
	if _, isSlice := ir.Under(t).(*types.Slice); !isSlice {
		params = nil
	}
	name := emit.Piece(t, func(name string) bool {
		return slices.ContainsFunc(s.frames.pieces, func(p piece) bool { return p.gives.Name() == name })
	})
	recv := types.NewParam(token.NoPos, s.pkg.Types, "t", types.NewPointer(s.frames.typ))
	results := types.NewTuple(types.NewParam(token.NoPos, s.pkg.Types, "", t))
	gives := types.NewFunc(token.NoPos, s.pkg.Types, name, types.NewSignatureType(recv, nil, nil, types.NewTuple(params...), results, false))
	s.frames.pieces = append(s.frames.pieces, piece{t, gives})
	return gives
}

// halves writes the functions of p, once.
func (s *fusedForms) halves(p *pairForm) {
	if p.begun {
		return
	}
	p.begun = true
	g := p.of.grad
	primal, sig, active, plan := s.prepared(g, p.of.f)
	if primal == nil {
		return
	}
	sig.Split = p.split
	forward, reverse, problems := adjoint.Halves(primal, sig, active, plan)
	if forward == nil && len(problems) == 0 {
		s.incomplete = true
		s.needed[p.of.key(p.purpose.Sums)] = p.split.Shadowed
		return
	}
	if s.report(problems) || !s.valid(g, forward, "the forward half") || !s.valid(g, reverse, "the reverse half") {
		return
	}
	s.of[p.forward] = &derived{grad: g, f: primal, plan: plan, gradient: forward, half: p}
	s.of[p.reverse] = &derived{grad: g, f: primal, plan: plan, gradient: reverse, half: p}
}

// usedFrames are the types for the pairs that have been written.
func (s *fusedForms) usedFrames() *emit.Frames {
	if s.frames == nil {
		return nil
	}
	used := &emit.Frames{Type: s.frames.typ}
	for _, p := range s.frames.pieces {
		used.Pieces = append(used.Pieces, p.gives)
	}
	for _, p := range s.pairs {
		if s.of[p.forward] != nil {
			used.Of = append(used.Of, emit.Frame{Type: p.split.Frame, Next: p.split.Next.Name(), Keeping: p.split.Forward, Kept: p.split.Reverse})
		}
	}
	if used.Of == nil {
		return nil
	}
	return used
}
