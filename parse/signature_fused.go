package parse

import (
	"go/ast"
	"go/types"
	"slices"
)

// NewFusedSignature is the signature of the fused form of decl, a function that calls
// itself: its gradient by the parameters wrt, times a seed that is the last parameter. A
// receiver is the first. Each result has a name.
//
//	func power(x float64, n int) float64
//	func powerAdjoint(x float64, n int, dy float64) (y, dx float64)
//
// Before: decl is a function of p that has one float result.
func NewFusedSignature(p *Package, decl *ast.FuncDecl, wrt []*types.Var, name string) *Signature {
	fn := p.Info.Defs[decl.Name].(*types.Func).Signature()
	s := &Signature{Name: name}
	for _, v := range Inputs(fn) {
		s.Params = append(s.Params, newParam(v, wrt))
	}
	taken := namesIn(p.Info, decl)
	s.nameShadows(taken)
	value := fn.Results().At(0)
	s.Value = Result{taken.orFree(value.Name(), "y"), value.Type()}
	s.Seed = &Result{taken.free("d" + s.Value.Name), value.Type()}
	return s
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
	add(&params, s.Seed.Name, s.Seed.Type)
	add(&results, s.Value.Name, s.Value.Type)
	for _, p := range s.ByValue() {
		add(&results, p.Shadow.Name, p.Shadow.Type)
	}
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), false)
	return types.NewFunc(0, pkg, s.Name, sig)
}
