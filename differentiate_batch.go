package gograd

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/batch"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// mean is the mean of f over the samples of a mini-batch.
func (m *middle) mean(g *parse.Grad, f *ir.Func) *ir.Func {
	matrix, err := m.rules.l.Matrix(m.pkg)
	if err != nil {
		matrix = nil // no sample is a row
	}
	sig := batch.Signature{Name: g.Name, Variadic: g.Signature.Variadic}
	for _, p := range g.Signature.Inputs() {
		sig.Sampled = append(sig.Sampled, slices.Contains(g.Batch, p.Var))
	}
	mean := batch.Mean(f, sig, matrix, m.rules)
	if !m.valid(g, mean, "the batch") {
		return nil
	}
	return mean
}

// value is the function f, which is generated, in memory from a pool.
func (m *middle) value(g *parse.Grad, f *ir.Func) *derived {
	f = ir.Clone(f)
	ir.Fuse(f)
	adjoint.Place(f, m.rules)
	if !m.valid(g, f, "placing the memory") {
		return nil
	}
	return &derived{grad: g, f: f, gradient: f}
}

// step is a step of stochastic gradient of f.
func (m *middle) step(g *parse.Grad, f *ir.Func, sig *adjoint.Signature, active *adjoint.Active, plan adjoint.Plan) *derived {
	s := &adjoint.Step{Signature: *sig, Alpha: ir.Result{Name: g.Signature.Alpha.Name, Type: g.Signature.Alpha.Type}}
	if tensor := m.rules.l.Tensor(m.pkg); tensor != nil && usesPackage(f, tensor) {
		s.Vector, _ = tensor.Scope().Lookup("AddScaled").(*types.Func)
		s.Matrix, _ = tensor.Scope().Lookup("AddMatScaled").(*types.Func)
	}
	if m.report(m.writesStepped(g, f)) {
		return nil
	}
	step, problems := adjoint.Descend(f, s, active, plan)
	if m.report(problems) || !m.valid(g, step, "the step") {
		return nil
	}
	return &derived{grad: g, f: f, plan: plan, gradient: step}
}

// usesPackage reports whether f calls functions of pkg.
func usesPackage(f *ir.Func, pkg *types.Package) bool {
	for op := range f.Body.All() {
		if op.Func != nil && op.Func.Pkg() == pkg {
			return true
		}
	}
	return false
}

// writesStepped refuses what f itself writes to memory that a step is to change. What another package's function
// writes is said at the directive.
func (m *middle) writesStepped(g *parse.Grad, f *ir.Func) (problems []adjoint.Problem) {
	aliases := ir.NewAliases(f)
	for i, p := range g.Signature.Inputs() {
		if p.Flow == parse.None {
			continue
		}
		in := f.Inputs()[i]
		for op := range f.Body.All() {
			if len(op.Blocks) == 0 && ir.Effects(op)&ir.Writes != 0 && aliases.Overwrites(op, in) {
				pos := op.Pos
				if m.lowerer.Locate(parse.Problem{Pos: pos}).Pos != pos {
					pos = g.Pos
				}
				problems = append(problems, adjoint.Problem{Pos: pos, Msg: g.Obj.Name() + " may write to " + p.Name + ", which the step changes: let it write to a copy"})
			}
		}
	}
	return problems
}
