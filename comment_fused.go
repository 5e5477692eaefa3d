package gograd

import (
	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/parse"
)

// fusedReturns is the first sentence about the fused form of a recursive function.
//
//	powerAdjoint returns power(x, n) and dy times its derivative dx.
//	sumAdjoint returns sum(t) and adds dy times its gradient to dt.
//	waveAdjoint returns wave(x, n) and the derivative dx, its results weighted by ds and dc.
func fusedReturns(g *parse.Grad) string {
	sig := g.Signature
	s := g.Name + " returns " + fusedCall(g)
	values, refs := sig.ByValue(), sig.Shadows()
	its, weighted := weights(sig.Fused)
	if len(values) > 0 {
		s += join(len(refs) == 0) + its
		if len(values) == 1 {
			s += "derivative "
		} else {
			s += "partial derivatives "
		}
		s += list(shadowNames(values))
	}
	if len(refs) == 0 {
		return s + weighted + "."
	}
	if len(values) > 0 {
		s += ","
	}
	s += " and adds " + its + "gradient "
	if len(values) > 0 || len(refs) > 1 {
		s += "with respect to " + list(paramNames(refs)) + " "
	}
	return s + "to " + list(shadowNames(refs)) + weighted + "."
}

// weights are the words before "derivative", and behind all, that say what it is multiplied by.
func weights(f *parse.Fused) (before, behind string) {
	var names []string
	for _, d := range f.Floats() {
		names = append(names, d.Name)
	}
	if len(names) == 0 {
		return "the ", ""
	}
	if len(names) == 1 {
		return names[0] + " times its ", ""
	}
	return "the ", ", its results weighted by " + list(names)
}

// fusedCall is a call of the function, whose receiver is the first parameter of the fused form.
func fusedCall(g *parse.Grad) string {
	params := paramNames(g.Signature.Params)
	if g.Obj.Signature().Recv() == nil {
		return callOf(g.Obj.Name(), params)
	}
	return callOf(params[0]+"."+g.Obj.Name(), params[1:])
}

// isForward reports whether d is the first half of a recursive function.
func (d *derived) isForward() bool { return d.half != nil && d.gradient.Name == d.half.split.Forward }

// halfReturns is what a half does.
//
//	powerForward returns power(x, n), and the frame that powerReverse needs.
//	sortForward does what sort(x) does, and returns the frame that sortReverse needs. It leaves in x what sort leaves there.
func (d *derived) halfReturns() []string {
	split, sig := d.half.split, d.grad.Signature
	writes := d.half.of.rule.Writes.Inputs != nil
	switch {
	case !d.isForward() && writes:
		return []string{reverseTurns(sig, split)}
	case !d.isForward():
		return []string{reverseReturns(sig, split)}
	}
	s := split.Forward + " returns " + fusedCall(d.grad) + ", and the frame that " + split.Reverse + " needs."
	if len(sig.Fused.Values) == 0 {
		s = split.Forward + " does what " + fusedCall(d.grad) + " does, and returns the frame that " + split.Reverse + " needs."
	}
	if names := written(d.f); writes && len(names) > 0 && len(sig.Fused.Values) > 0 {
		return []string{s, "It leaves in " + list(names) + " what " + d.grad.Obj.Name() + " leaves there."}
	}
	return []string{s}
}

// reverseTurns is the first sentence about the second half of a recursive function that writes floats to memory that it is given.
//
//	sortReverse turns dx, for the call of sortForward that gave frame, from the adjoint of what x leads to after the call into that before it.
func reverseTurns(sig *parse.Signature, split *adjoint.Split) string {
	values, refs := sig.ByValue(), sig.Shadows()
	s := split.Reverse + " turns " + list(shadowNames(refs)) + ", for the call of " + split.Forward + " that gave frame, from the adjoint of what " +
		list(paramNames(refs)) + leads(refs) + " to after the call into that before it"
	if len(values) > 0 {
		s += ", and returns what the call adds to the adjoint of " + list(paramNames(values))
	}
	return s + "."
}

func leads(params []*parse.Param) string {
	if len(params) == 1 {
		return " leads"
	}
	return " lead"
}

// reverseReturns is the first sentence about the second half of a recursive function.
//
//	powerReverse returns, for the call of powerForward that gave frame, dy times its derivative dx.
//	sumReverse adds, for the call of sumForward that gave frame, dy times its gradient to dt.
func reverseReturns(sig *parse.Signature, split *adjoint.Split) string {
	values, refs := sig.ByValue(), sig.Shadows()
	its, weighted := weights(sig.Fused)
	verb := "adds"
	if len(values) > 0 {
		verb = "returns"
	}
	s := split.Reverse + " " + verb + ", for the call of " + split.Forward + " that gave frame, " + its
	switch len(values) {
	case 0:
	case 1:
		s += "derivative " + values[0].Shadow.Name
	default:
		s += "partial derivatives " + list(shadowNames(values))
	}
	if len(refs) == 0 {
		return s + weighted + "."
	}
	if len(values) > 0 {
		s += ", and adds " + its
	}
	s += "gradient "
	if len(values) > 0 || len(refs) > 1 {
		s += "with respect to " + list(paramNames(refs)) + " "
	}
	return s + "to " + list(shadowNames(refs)) + weighted + "."
}
