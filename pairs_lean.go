package gograd

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// lean takes the shadows out of the first halves in all that these, and what they call, only
// hand on. It is done when all are written, as they call each other.
//
// Before: the functions in all are well-formed programs.
// After:  they are, and compute the same.
func (s *fusedForms) lean(all []*derived) {
	idle := s.idleShadows()
	if len(idle) == 0 {
		return
	}
	callees := map[*types.Func]*types.Func{}
	for _, p := range s.pairs {
		fn := p.forward
		if drop := idle[fn]; drop != nil {
			callees[fn] = s.without(p, drop)
		}
	}
	for _, d := range all {
		for op := range d.gradient.Body.All() {
			if drop := idle[op.Func]; drop != nil {
				op.Func, op.Args = callees[op.Func], kept(op.Args, drop)
			}
		}
		ir.Simplify(d.gradient)
	}
}

// without drops parameters of the first half of p. It returns the function that is left.
func (s *fusedForms) without(p *pairForm, drop []bool) *types.Func {
	f, sig := s.of[p.forward].gradient, p.forward.Signature()
	f.Apart = slices.DeleteFunc(slices.Clone(f.Apart), func(v *ir.Value) bool { return drop[slices.Index(f.Params, v)] })
	f.Params = kept(f.Params, drop)
	params := kept(slices.Collect(sig.Params().Variables()), drop)
	fn := types.NewFunc(0, p.forward.Pkg(), p.forward.Name(), types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), sig.Results(), false))
	s.of[fn], p.forward = s.of[p.forward], fn
	return fn
}

// kept is list without what is dropped.
func kept[T any](list []T, drop []bool) (out []T) {
	for i, x := range list {
		if !drop[i] {
			out = append(out, x)
		}
	}
	return out
}

// idleShadows says for each first half that has any which of its parameters are shadows that nothing
// needs: all shadows, but for those that something is seen to need, until nothing more is.
func (s *fusedForms) idleShadows() map[*types.Func][]bool {
	idle := map[*types.Func][]bool{}
	for _, p := range s.pairs {
		d := s.of[p.forward]
		if d == nil || len(d.gradient.Apart) == 0 {
			continue
		}
		for _, v := range d.gradient.Params {
			idle[p.forward] = append(idle[p.forward], slices.Contains(d.gradient.Apart, v))
		}
	}
	for again := true; again; {
		again = false
		for fn, list := range idle {
			needed := neededValues(s.of[fn].gradient, idle)
			for i, v := range s.of[fn].gradient.Params {
				if list[i] && needed[v] {
					list[i], again = false, true
				}
			}
		}
	}
	for fn, list := range idle {
		if !slices.Contains(list, true) {
			delete(idle, fn)
		}
	}
	return idle
}

// neededValues are the values on which depends what f does and returns, where calls don't need
// the arguments that are idle.
func neededValues(f *ir.Func, idle map[*types.Func][]bool) map[*ir.Value]bool {
	needed := map[*ir.Value]bool{}
	isNeeded := func(v *ir.Value) bool { return needed[v] }
	for before := -1; before != len(needed); {
		before = len(needed)
		for op := range f.Body.All() {
			if !op.Code.IsTerminator() && len(op.Blocks) == 0 && !ir.HasEffects(op) && !slices.ContainsFunc(op.Results, isNeeded) {
				continue
			}
			for i, v := range op.Args {
				if drop := idle[op.Func]; drop == nil || !drop[i] {
					needed[v] = true
				}
			}
		}
	}
	return needed
}
