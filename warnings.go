package gograd

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// warnings are what lints say about the functions that m has differentiated.
func (m *middle) warnings(grads []*parse.Grad) (warnings diag.List) {
	found, unread := m.lowerer.Warnings()
	found = append(found, m.rules.warnings...)
	var last *ir.Func
	var active *adjoint.Active
	for _, u := range unread {
		if u.Func != last {
			last, active = u.Func, adjoint.Activity(u.Func, variables(u, grads), m.rules)
		}
		if active.Varied(u.Value) {
			found = append(found, u.Warning)
		}
	}
	for _, w := range found {
		warnings.Warn(m.pkg.Position(w.Pos), w.Msg)
	}
	return warnings
}

// variables are the inputs by which the function around u is differentiated: if
// only its callers are, perhaps by all.
func variables(u parse.Unread, grads []*parse.Grad) map[*ir.Value]bool {
	var asked []*types.Var
	isAsked := false
	for _, g := range grads {
		if g.Obj == u.Fn {
			asked, isAsked = append(asked, g.Wrt...), true
		}
	}
	vars := map[*ir.Value]bool{}
	sig := u.Fn.Signature()
	for i, v := range u.Func.Inputs() {
		if u.Func.Recv != nil {
			i--
		}
		p := sig.Recv()
		if i >= 0 {
			p = sig.Params().At(i)
		}
		vars[v] = !isAsked || slices.Contains(asked, p)
	}
	return vars
}
