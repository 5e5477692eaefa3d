package parse

import (
	"go/token"
	"go/types"
	"slices"
)

// readStep reads //gograd:step, for one sample or for a mini-batch.
//
//	//gograd:step wrt=w batch=x,y    LossStep
func (r *reader) readStep(d *directive, g *Grad, args map[string]argument) *Grad {
	for _, v := range g.Wrt {
		if FloatsInItself(v.Type()) {
			r.errorf(r.posOf(d, v, args), "%s has floats in itself, which a step can't change for the caller: make it a pointer, or leave it out of wrt", v.Name())
		}
	}
	step := *g
	step.Kind = Step
	if asked, given := args["batch"]; given {
		step.Batch = inOrder(d.obj, r.parameters(d, asked.Values))
		r.sameBatch(d, asked, step.Batch)
		step.Signature.sample(step.Batch, r.matrix(d, step.Batch))
	}
	step.Signature.makeStep(namesIn(r.p.Info, d.decl))
	return &step
}

// posOf is where the directive names v, else where it begins.
func (r *reader) posOf(d *directive, v *types.Var, args map[string]argument) token.Pos {
	values := args["wrt"].Values
	if i := slices.IndexFunc(values, func(w word) bool { return w.Text == v.Name() }); i >= 0 {
		return values[i].Pos
	}
	return d.Slash
}

// makeStep makes it the signature of a step: the gradient has no shadows, and behind all parameters is the step size.
func (s *Signature) makeStep(taken names) {
	s.Variadic = false
	s.Alpha = &Result{taken.free("alpha"), s.Value.Type}
}
