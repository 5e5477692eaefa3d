package gograd

import (
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
