package gograd

import "github.com/gograd/gograd/parse"

// fusedReturns is the first sentence about the fused form of a recursive function.
//
//	powerAdjoint returns power(x, n), and dy times its derivative dx.
//	sumAdjoint returns sum(t) and adds dy times its gradient to dt.
func fusedReturns(g *parse.Grad) string {
	sig := g.Signature
	s := g.Name + " returns " + fusedCall(g)
	values, refs := sig.ByValue(), sig.Shadows()
	if len(values) > 0 {
		s += join(len(refs) == 0) + sig.Seed.Name + " times its "
		if len(values) == 1 {
			s += "derivative "
		} else {
			s += "partial derivatives "
		}
		s += list(shadowNames(values))
	}
	if len(refs) == 0 {
		return s + "."
	}
	if len(values) > 0 {
		s += ","
	}
	s += " and adds " + sig.Seed.Name + " times its gradient "
	if len(values) > 0 || len(refs) > 1 {
		s += "with respect to " + list(paramNames(refs)) + " "
	}
	return s + "to " + list(shadowNames(refs)) + "."
}

// fusedCall is a call of the function, whose receiver is the first parameter of the fused form.
func fusedCall(g *parse.Grad) string {
	params := paramNames(g.Signature.Params)
	if g.Obj.Signature().Recv() == nil {
		return callOf(g.Obj.Name(), params)
	}
	return callOf(params[0]+"."+g.Obj.Name(), params[1:])
}
