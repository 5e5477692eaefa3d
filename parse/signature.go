package parse

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Flow says where the gradient by a parameter goes.
type Flow int

// The floats of a parameter are in its value, behind references in it, or
// both; None is for a parameter that is not differentiated by.
const (
	None        Flow = iota
	ByValue          // a result of the parameter's type
	ByReference      // a parameter of the same type, which is added to
	Both             // a parameter that points to the same type, which is added to
)

// A Signature is that of a gradient, as it follows from the function that is
// differentiated and the parameters it is differentiated by.
//
//	func (m *Model) Obs(x []float64, s float64) (float64, error)
//	func (m *Model) ObsGrad(x []float64, s float64, dm *Model) (f, ds float64, err error)
type Signature struct {
	Name     string
	Recv     *Param   // nil for a function
	Params   []*Param // the function's own, in order
	Variadic bool     // the last of Params is `...T` still; its Type is []T
	Value    Result   // the function's float result
	Err      *Result  // nil if it returns no error
	Fused    *Fused   // nil for a gradient
	Alpha    *Result  // of a step: its size, the last parameter; nil for others
}

// A Param is a parameter of the function that is differentiated, or its receiver.
type Param struct {
	Var    *types.Var
	Name   string // "_" if Var has no name
	Type   types.Type
	Flow   Flow
	Shadow Result // the result or parameter for its gradient, unless Flow is None
}

// A Result is a result of a gradient, or a parameter that is one in effect.
// Results have no names if the function's have none and none is added.
type Result struct {
	Name string
	Type types.Type
}

// NewSignature is the signature of the gradient of decl by the parameters wrt.
//
// Before: decl is a function of p that has one float result, and perhaps an error behind it.
func NewSignature(p *Package, decl *ast.FuncDecl, wrt []*types.Var, name string) *Signature {
	fn := p.Info.Defs[decl.Name].(*types.Func).Signature()
	s := &Signature{Name: name}
	if fn.Recv() != nil {
		s.Recv = newParam(fn.Recv(), wrt)
	}
	for v := range fn.Params().Variables() {
		s.Params = append(s.Params, newParam(v, wrt))
	}
	taken := namesIn(p.Info, decl)
	s.nameShadows(taken)
	s.setResults(fn.Results(), taken)
	s.Variadic = fn.Variadic() && len(s.Shadows()) == 0
	return s
}

// Inputs are the receiver, if there is one, and the parameters.
func (s *Signature) Inputs() []*Param {
	if s.Recv == nil {
		return s.Params
	}
	return append([]*Param{s.Recv}, s.Params...)
}

// ByValue are the inputs whose gradients are results: behind Value, before Err.
func (s *Signature) ByValue() []*Param {
	return s.inputs(func(f Flow) bool { return f == ByValue })
}

// Shadows are the inputs whose gradients are added to what a parameter refers
// to. These parameters stand behind the function's own.
func (s *Signature) Shadows() []*Param {
	return s.inputs(func(f Flow) bool { return f == ByReference || f == Both })
}

func (s *Signature) inputs(with func(Flow) bool) (some []*Param) {
	for _, p := range s.Inputs() {
		if with(p.Flow) {
			some = append(some, p)
		}
	}
	return some
}

func newParam(v *types.Var, wrt []*types.Var) *Param {
	p := &Param{Var: v, Name: v.Name(), Type: v.Type()}
	if p.Name == "" {
		p.Name = "_"
	}
	if !slices.Contains(wrt, v) {
		return p
	}
	switch own, behind := FloatsInItself(p.Type), FloatsBehindReferences(p.Type); {
	case own && behind:
		p.Flow, p.Shadow.Type = Both, types.NewPointer(p.Type)
	case own:
		p.Flow, p.Shadow.Type = ByValue, p.Type
	case behind:
		p.Flow, p.Shadow.Type = ByReference, p.Type
	}
	return p
}

func (s *Signature) nameShadows(taken names) {
	for _, p := range s.Inputs() {
		if p.Flow != None {
			p.Shadow.Name = taken.free("d" + p.Name)
		}
	}
}

// setResults keeps the names of the function's results, and gives names to
// those without if there are others beside them.
func (s *Signature) setResults(results *types.Tuple, taken names) {
	value := results.At(0)
	s.Value = Result{value.Name(), value.Type()}
	if results.Len() == 2 {
		s.Err = &Result{results.At(1).Name(), results.At(1).Type()}
	}
	if value.Name() == "" && len(s.ByValue()) == 0 {
		return
	}
	s.Value.Name = taken.orFree(s.Value.Name, "f")
	if s.Err != nil {
		s.Err.Name = taken.orFree(s.Err.Name, "err")
	}
}

// names are those that a function uses.
type names map[string]bool

// free takes a name that is not used, by adding to the one that is wanted.
func (n names) free(name string) string {
	for n[name] {
		name += "_"
	}
	n[name] = true
	return name
}

// orFree is name itself if it can be used, else a free one.
func (n names) orFree(name, otherwise string) string {
	if name != "" && name != "_" {
		return name
	}
	return n.free(otherwise)
}

// namesIn are the names that the signature and the body of a function use.
// Fields, methods, names qualified by a package, and labels are looked up
// elsewhere than other names and cannot clash with them.
func namesIn(info *types.Info, decl *ast.FuncDecl) names {
	used := names{}
	var visit func(ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, visit)
			return false
		case *ast.Ident:
			if n != decl.Name && !isFieldOrLabel(info.ObjectOf(n)) {
				used[n.Name] = true
			}
		}
		return true
	}
	ast.Inspect(decl, visit)
	return used
}

func isFieldOrLabel(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Label:
		return true
	case *types.Var:
		return obj.IsField()
	}
	return false
}
