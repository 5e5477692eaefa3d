package gograd

import (
	"go/types"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A formRule is a rule in the making whose body is a call of what is generated for a recursive function.
type formRule struct {
	*adjoint.Rule
	callee  *types.Func
	results []types.Type
}

// fusedRule is the rule whose body is a call of callee, the fused form that sig declares.
func fusedRule(fn *types.Func, sig *parse.Signature, callee *types.Func) *adjoint.Rule {
	r := newFormRule(fn, sig, callee)
	r.Fused = true
	for i, v := range sig.Fused.Values {
		r.result(adjoint.Output, i, v.Type)
	}
	for i, p := range sig.Params {
		r.param(adjoint.Input, i, p.Type)
	}
	return r.finish(sig)
}

// reverseRule is the rule whose body is a call of callee, the second half of a pair.
func reverseRule(fn *types.Func, sig *parse.Signature, callee *types.Func, frame types.Type) *adjoint.Rule {
	r := newFormRule(fn, sig, callee)
	r.param(adjoint.Framed, 0, frame)
	return r.finish(sig)
}

func newFormRule(fn *types.Func, sig *parse.Signature, callee *types.Func) *formRule {
	f := &ir.Func{Name: fn.Name(), Pkg: callee.Pkg(), Pos: fn.Pos(), Body: &ir.Block{}}
	r := &formRule{Rule: &adjoint.Rule{Name: fn.Name(), Func: f}, callee: callee}
	for _, p := range sig.Params {
		r.Inputs = append(r.Inputs, p.Name)
		r.Const = append(r.Const, p.Flow == parse.None)
	}
	return r
}

func (r *formRule) param(kind adjoint.RoleKind, i int, t types.Type) {
	r.Func.Params = append(r.Func.Params, r.Func.NewValue("", t))
	r.Params = append(r.Params, adjoint.Role{Kind: kind, Index: i})
}

func (r *formRule) result(kind adjoint.RoleKind, i int, t types.Type) {
	r.Func.Results = append(r.Func.Results, ir.Result{Type: t})
	r.results = append(r.results, t)
	r.Results = append(r.Results, adjoint.Role{Kind: kind, Index: i})
}

// finish adds the adjoints, and the call.
func (r *formRule) finish(sig *parse.Signature) *adjoint.Rule {
	for i, p := range sig.Params {
		switch p.Flow {
		case parse.ByReference:
			r.param(adjoint.DInput, i, p.Shadow.Type)
		case parse.ByValue:
			r.result(adjoint.DInput, i, p.Shadow.Type)
		}
	}
	for i, d := range sig.Fused.Seeds {
		if d.Name != "" {
			r.param(adjoint.DOutput, i, d.Type)
		}
	}
	b := &ir.Builder{Func: r.Func, Block: r.Func.Body, Pos: r.Func.Pos}
	call := b.Emit(&ir.Op{Code: ir.Call, Func: r.callee, Args: r.Func.Params}, r.results...)
	b.Return(call.Results...)
	return r.Rule
}
