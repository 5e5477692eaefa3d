package parse

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Fused has what the signature of a fused form has instead of Value and Err.
type Fused struct {
	Values []Result // the results of the function
	Seeds  []Result // the last parameters, their adjoints; without a name for those that aren't floats

	TypeParams []*types.TypeParam // of a generic function
}

// NewFusedSignature is the signature of the fused form of decl, a function that calls
// itself: its gradient by the parameters wrt, weighted by seeds that are the last parameters. A
// receiver is the first. Each result has a name.
//
//	func power(x float64, n int) float64
//	func powerAdjoint(x float64, n int, dy float64) (y, dx float64)
func NewFusedSignature(p *Package, decl *ast.FuncDecl, wrt []*types.Var, name string) *Signature {
	fn := p.Info.Defs[decl.Name].(*types.Func).Signature()
	s := &Signature{Name: name, Fused: &Fused{TypeParams: TypeParams(fn)}}
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

// TypeParams are those of a generic function, or of the receiver of a method.
func TypeParams(fn *types.Signature) []*types.TypeParam {
	return slices.AppendSeq(slices.Collect(fn.RecvTypeParams().TypeParams()), fn.TypeParams().TypeParams())
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
	d := &declaring{pkg: pkg, typeParams: s.Fused.TypeParams}
	d.inputs(s)
	d.shadows(s)
	d.seeds(s)
	d.values(s)
	d.gradients(s)
	return d.function(s.Name)
}

// Halves are the functions of package pkg into which the one that s declares can be split: the
// first takes a frame from frames and returns it, the second reads it. The first has shadows of the
// inputs that shadowed names, the second has all.
//
//	func powerForward(x float64, n int, frames *powerFrames) (y float64, frame *powerFrame)
//	func powerReverse(frame *powerFrame, dy float64) (dx float64)
func (s *Signature) Halves(pkg *types.Package, forward, reverse string, shadowed []bool, frames, frame types.Type) (first, second *types.Func) {
	d := &declaring{pkg: pkg}
	d.inputs(s)
	for i, p := range s.Inputs() {
		if shadowed[i] {
			d.add(&d.params, p.Shadow.Name, p.Shadow.Type)
		}
	}
	d.add(&d.params, "frames", frames)
	d.values(s)
	d.add(&d.results, "frame", frame)
	first = d.function(forward)

	d = &declaring{pkg: pkg}
	d.add(&d.params, "frame", frame)
	d.shadows(s)
	d.seeds(s)
	d.gradients(s)
	return first, d.function(reverse)
}

// A declaring gathers the parameters and results of a function.
type declaring struct {
	pkg             *types.Package
	typeParams      []*types.TypeParam
	params, results []*types.Var
}

func (d *declaring) add(list *[]*types.Var, name string, t types.Type) {
	*list = append(*list, types.NewParam(0, d.pkg, name, t))
}

func (d *declaring) inputs(s *Signature) {
	for _, p := range s.Inputs() {
		d.add(&d.params, p.Name, p.Type)
	}
}

func (d *declaring) shadows(s *Signature) {
	for _, p := range s.Shadows() {
		d.add(&d.params, p.Shadow.Name, p.Shadow.Type)
	}
}

func (d *declaring) seeds(s *Signature) {
	for _, v := range s.Fused.Floats() {
		d.add(&d.params, v.Name, v.Type)
	}
}

func (d *declaring) values(s *Signature) {
	for _, v := range s.Fused.Values {
		d.add(&d.results, v.Name, v.Type)
	}
}

func (d *declaring) gradients(s *Signature) {
	for _, p := range s.ByValue() {
		d.add(&d.results, p.Shadow.Name, p.Shadow.Type)
	}
}

func (d *declaring) function(name string) *types.Func {
	own := d.ownTypeParams()
	sig := types.NewSignatureType(nil, nil, own, types.NewTuple(d.params...), types.NewTuple(d.results...), false)
	return types.NewFunc(0, d.pkg, name, sig)
}

// ownTypeParams are type parameters for the function, which can't have those of another, and are put in their place.
func (d *declaring) ownTypeParams() (own []*types.TypeParam) {
	args := map[*types.TypeParam]types.Type{}
	for _, p := range d.typeParams {
		q := types.NewTypeParam(types.NewTypeName(0, d.pkg, p.Obj().Name(), nil), nil)
		own, args[p] = append(own, q), q
	}
	for i, p := range d.typeParams {
		own[i].SetConstraint(ir.Instance(p.Constraint(), args))
	}
	for _, list := range [][]*types.Var{d.params, d.results} {
		for i, v := range list {
			list[i] = types.NewParam(0, d.pkg, v.Name(), ir.Instance(v.Type(), args))
		}
	}
	return own
}
