package adjoint

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// A special is a rule's body cut down to what serves the active inputs of one call.
type special struct {
	Func    *ir.Func
	used    []bool // which parameters are read
	results []Role
}

// specialise copies the rule for op: with the types of op in place of type
// parameters, without the contributions to inputs that carry no derivative.
func (g *generator) specialise(op *ir.Op, rule *Rule) *special {
	key := specialKey{rule, g.callKind(op, rule)}
	if g.specials[key] == nil {
		g.specials[key] = g.cutDown(op, rule)
	}
	return g.specials[key]
}

// A specialKey is a rule and a kind of call.
type specialKey struct {
	rule *Rule
	kind string
}

// callKind is the same for two calls if the rule serves both in the same way:
// the same inputs carry a derivative, and the types are the same.
func (g *generator) callKind(op *ir.Op, rule *Rule) string {
	var kind strings.Builder
	for _, x := range op.Args {
		fmt.Fprint(&kind, g.active.Value(x), g.active.Reference(x), " ")
	}
	if rule.generic() {
		for _, v := range slices.Concat(op.Args, op.Results) {
			kind.WriteString(types.TypeString(v.Type, nil) + " ")
		}
	}
	return kind.String()
}

// generic reports whether the rule has type parameters.
func (r *Rule) generic() bool {
	for _, p := range r.Func.Inputs() {
		if b, ok := p.Type.(*types.Basic); !ok || b.Info()&types.IsFloat == 0 {
			return true
		}
	}
	return false
}

// cutDown makes what specialise returns.
func (g *generator) cutDown(op *ir.Op, rule *Rule) *special {
	f := ir.Clone(rule.Func)
	substitute(f, typeArguments(op, rule))
	missing := map[*ir.Value]bool{}
	for i, p := range f.Inputs() {
		if r := rule.Params[i]; r.Kind == DInput && !g.active.Reference(op.Args[r.Index]) {
			missing[p] = true
		}
	}
	dropWrites(f.Body, missing)
	out := &special{Func: f}
	end := f.Body.End()
	var keep []*ir.Value
	for i, r := range rule.Results {
		if r.Kind == Output || g.active.Value(op.Args[r.Index]) {
			out.results = append(out.results, r)
			keep = append(keep, end.Args[i])
		}
	}
	end.Args = keep
	f.Results = f.Results[:0]
	for _, v := range keep {
		f.Results = append(f.Results, ir.Result{Type: v.Type})
	}
	ir.Simplify(f)
	uses := ir.Uses(f)
	for _, p := range f.Inputs() {
		out.used = append(out.used, len(uses[p]) > 0)
	}
	return out
}

// dropWrites takes out of b the operations that serve only shadows that are missing.
func dropWrites(b *ir.Block, missing map[*ir.Value]bool) {
	ops := b.Ops[:0]
	for _, op := range b.Ops {
		if len(op.Args) > 0 && missing[op.Args[0]] && !op.Code.IsTerminator() && op.Code != ir.If {
			for _, r := range op.Results {
				missing[r] = true
			}
			continue
		}
		for _, inner := range op.Blocks {
			dropWrites(inner, missing)
		}
		ops = append(ops, op)
	}
	b.Ops = ops
}

// typeArguments matches the types of the rule's parameters with those of op.
func typeArguments(op *ir.Op, rule *Rule) map[*types.TypeParam]types.Type {
	args := map[*types.TypeParam]types.Type{}
	for i, p := range rule.Func.Inputs() {
		role := rule.Params[i]
		if role.Kind == Framed {
			continue
		}
		v := op.Args
		if role.Kind == Output || role.Kind == DOutput {
			v = op.Results
		}
		ir.MatchTypes(p.Type, v[role.Index].Type, args)
	}
	return args
}

// substitute puts types in place of the type parameters in f.
func substitute(f *ir.Func, args map[*types.TypeParam]types.Type) {
	if len(args) == 0 {
		return
	}
	for _, p := range f.Inputs() {
		p.Type = ir.Instance(p.Type, args)
	}
	for op := range f.Body.All() {
		for _, r := range op.Results {
			r.Type = ir.Instance(r.Type, args)
		}
		for _, b := range op.Blocks {
			for _, p := range b.Params {
				p.Type = ir.Instance(p.Type, args)
			}
		}
	}
}
