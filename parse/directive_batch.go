package parse

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/batch"
)

// tensorPath is the import path of the package of matrices.
const tensorPath = "github.com/gograd/gograd/runtime/tensor"

// readBatches are what d asks for beside the gradient for one sample: the mean over a mini-batch, unless another
// directive of the function has asked for it, and the gradient of that.
//
//	//gograd:grad wrt=w batch=x,y    LossBatch and LossBatchGrad
func (r *reader) readBatches(d *directive, g *Grad, args map[string]argument) (grads []*Grad) {
	asked, given := args["batch"]
	if !given {
		return nil
	}
	vars := inOrder(d.obj, r.parameters(d, asked.Values))
	name, mean := d.decl.Name.Name+"BatchGrad", d.decl.Name.Name+"Batch"
	if named, ok := args["name"]; ok {
		name = named.Values[0].Text + "Batch"
	}
	if r.sameBatch(d, asked, vars); !r.means[d.obj] {
		r.means[d.obj] = true
		grads = append(grads, r.batch(d, g, Mean, mean, vars, nil))
	}
	return append(grads, r.batch(d, g, Gradient, name, vars, g.Wrt))
}

// batch asks for a function for all samples of vars, of some kind.
func (r *reader) batch(d *directive, g *Grad, kind Kind, name string, vars, wrt []*types.Var) *Grad {
	if reason := r.nameTaken(d, name); reason != "" {
		r.errorf(d.Slash, "%s cannot be the name of what is generated: %s", name, reason)
	}
	r.gradNames[qualified(d.obj, name)] = d.Slash
	all := *g
	all.Kind, all.Name, all.Batch, all.Wrt = kind, name, vars, wrt
	all.Signature = NewSignature(r.p, d.decl, wrt, name)
	all.Signature.sample(vars, r.matrix(d, vars))
	return &all
}

// sameBatch wants all directives of a function to have the same batch, of what there can be one of for each sample.
func (r *reader) sameBatch(d *directive, asked argument, vars []*types.Var) {
	if other, known := r.batches[d.obj]; !known {
		r.batches[d.obj] = vars
	} else if !slices.Equal(other, vars) {
		r.errorf(asked.Pos, "another directive of %s has batch=%s: there is one batch for a function", d.decl.Name.Name, joinNames(other))
	}
	recv := d.obj.Signature().Recv()
	for _, w := range asked.Values {
		if recv != nil && recv.Name() == w.Text {
			r.errorf(w.Pos, "%s is the receiver, of which there is one for all samples: make it a parameter", w.Text)
		}
	}
}

// matrix is how the samples of vars are put into matrices.
func (r *reader) matrix(d *directive, vars []*types.Var) batch.Matrix {
	matrix, err := r.l.Matrix(r.p)
	if err != nil && slices.ContainsFunc(vars, func(v *types.Var) bool { return batch.IsRow(v.Type()) }) {
		r.errorf(d.Slash, "a batch needs %s: %v", tensorPath, err)
		return func(elem types.Type) types.Type { return types.NewSlice(elem) }
	}
	return matrix
}

// Tensor is the package of matrices, as p knows it; nil if the run doesn't.
func (l *Loader) Tensor(p *Package) *types.Package {
	if p.Path == tensorPath {
		return p.Types
	}
	tensor, err := l.importInto(p.unit, tensorPath)
	if err != nil {
		return nil
	}
	return tensor
}

// Matrix is the type tensor.Matrix, as p knows it.
func (l *Loader) Matrix(p *Package) (batch.Matrix, error) {
	tensor := p.Types
	if p.Path != tensorPath {
		var err error
		if tensor, err = l.importInto(p.unit, tensorPath); err != nil {
			return nil, err
		}
	}
	generic := tensor.Scope().Lookup("Matrix").Type()
	return func(elem types.Type) types.Type {
		t, err := types.Instantiate(nil, generic, []types.Type{elem}, false)
		if err != nil {
			panic(err) // it has one type parameter
		}
		return t
	}, nil
}

func joinNames(vars []*types.Var) string {
	text := ""
	for i, v := range vars {
		if i > 0 {
			text += ","
		}
		text += v.Name()
	}
	return text
}

// sample gives the parameters vars the types that they have for all samples.
func (s *Signature) sample(vars []*types.Var, matrix batch.Matrix) {
	for _, p := range s.Params {
		if slices.Contains(vars, p.Var) {
			p.Type = batch.Batched(p.Type, matrix)
		}
	}
	if s.Variadic {
		s.Variadic = !slices.Contains(vars, s.Params[len(s.Params)-1].Var)
	}
}
