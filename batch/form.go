package batch

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Form is a function that does for all samples what another, called plain, does for one:
//
//	y = AffineRows(x, w, b)   // each row of y is Affine(w, x, b) for a row x
type Form struct {
	Func    *types.Func
	Args    []int  // by parameter of Func: the number of the plain function's input
	Sampled []bool // by input of the plain function: there is one for each sample
	Sum     bool   // the result is the sum over the samples
}

// Forms finds the forms of functions.
type Forms interface {
	Forms(fn *types.Func) []*Form
}

// A Matrix is the type of a matrix with rows of a given type of floats, a struct with the fields of tensor.Matrix.
type Matrix func(elem types.Type) types.Type

// Batched is the type of what is a t for each sample.
//
//	float32   → []float32
//	[]float32 → Matrix[float32], a sample a row
//	other S   → []S
func Batched(t types.Type, matrix Matrix) types.Type {
	if elem := elemOf(t); elem != nil {
		return matrix(elem)
	}
	return types.NewSlice(t)
}

// IsRow reports whether what is a t for each sample is a row of a matrix.
func IsRow(t types.Type) bool { return elemOf(t) != nil }

// elemOf is the type of the elements of t if it is a slice of floats, else nil.
func elemOf(t types.Type) types.Type {
	if s, ok := ir.Under(t).(*types.Slice); ok && ir.IsFloat(s.Elem()) {
		return s.Elem()
	}
	return nil
}

// formOf is the form for the call op, of whose arguments the sampled ones are there for each
// sample; nil if there is none. A form for the sum is wanted if sum says so.
func (b *batcher) formOf(op *ir.Op, sum bool) *Form {
	if op.Code != ir.Call || op.Func == nil || op.Later != "" || op.Spread || len(op.Results) != 1 {
		return nil
	}
	sampled := make([]bool, len(op.Args))
	for i, x := range op.Args {
		sampled[i] = b.varied[x]
	}
	for _, form := range b.forms.Forms(op.Func.Origin()) {
		if form.Sum == sum && slices.Equal(form.Sampled, sampled) {
			return form
		}
	}
	return nil
}
