package parse

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Fused has what the signature of a fused form has instead of Value and Err.
type Fused struct {
	Values []Result // the results of the function
	Seeds  []Result // the last parameters, their adjoints; without a name for those that aren't floats
}

// NewFusedSignature is the signature of the fused form of decl, a function that calls
// itself: its gradient by the parameters wrt, weighted by seeds that are the last parameters. A
// receiver is the first. Each result has a name.
//
//	func power(x float64, n int) float64
//	func powerAdjoint(x float64, n int, dy float64) (y, dx float64)
func NewFusedSignature(p *Package, decl *ast.FuncDecl, wrt []*types.Var, name string) *Signature {
	fn := p.Info.Defs[decl.Name].(*types.Func).Signature()
	s := &Signature{Name: name, Fused: &Fused{}}
	for _, v := range Inputs(fn) {
		s.Params = append(s.Params, newParam(v, wrt))
	}
	taken := namesIn(p.Info, decl)
	s.nameShadows(taken)
	for r := range fn.Results().Variables() {
		value := Result{taken.orFree(r.Name(), valueName(r.Type())), r.Type()}
		seed := Result{Type: r.Type()}
		if IsFloat(r.Type()) {
			seed.Name = taken.free("d" + value.Name)
		}
		s.Fused.Values, s.Fused.Seeds = append(s.Fused.Values, value), append(s.Fused.Seeds, seed)
	}
	return s
}

// valueName is what a result of type t is called if it has no name.
func valueName(t types.Type) string {
	switch {
	case IsFloat(t):
		return "y"
	case isError(t):
		return "err"
	}
	return "result"
}

// Floats are those of f's seeds that are parameters.
func (f *Fused) Floats() (seeds []Result) {
	for _, d := range f.Seeds {
		if d.Name != "" {
			seeds = append(seeds, d)
		}
	}
	return seeds
}

// Inputs are the receiver, if there is one, and the parameters of fn.
func Inputs(fn *types.Signature) []*types.Var {
	params := slices.Collect(fn.Params().Variables())
	if fn.Recv() == nil {
		return params
	}
	return append([]*types.Var{fn.Recv()}, params...)
}

// Func is the function of package pkg that s declares.
func (s *Signature) Func(pkg *types.Package) *types.Func {
	var params, results []*types.Var
	add := func(list *[]*types.Var, name string, t types.Type) {
		*list = append(*list, types.NewParam(0, pkg, name, t))
	}
	for _, p := range s.Inputs() {
		add(&params, p.Name, p.Type)
	}
	for _, p := range s.Shadows() {
		add(&params, p.Shadow.Name, p.Shadow.Type)
	}
	for _, d := range s.Fused.Floats() {
		add(&params, d.Name, d.Type)
	}
	for _, v := range s.Fused.Values {
		add(&results, v.Name, v.Type)
	}
	for _, p := range s.ByValue() {
		add(&results, p.Shadow.Name, p.Shadow.Type)
	}
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), false)
	return types.NewFunc(0, pkg, s.Name, sig)
}
