// Package kernel holds the loops that everything numeric in gograd's runtime
// rests on: matrix products, vector arithmetic, reductions and activations, in
// portable Go.
//
// The destination is always the first argument and the only one written to.
// An elementwise destination may be one of the operands itself (the very same
// slice); any other overlap with an operand leaves the result undefined.
// Nothing allocates. Shapes that don't fit panic, before anything is written,
// with a message that names the function and the shapes.
//
// NaN and Inf travel as in the sum written out by hand: no product is skipped
// because a factor is 0. The order of a sum is fixed by the shapes alone, so a
// result has the same bits on every run.
package kernel

// Float is the element type of vectors and matrices.
type Float interface {
	~float32 | ~float64
}

// Matrix is a row-major matrix in memory that belongs to somebody else: element
// (i, j) is Data[i*Stride+j]. Its fields are those of tensor.Matrix, so one
// converts to the other at no cost.
type Matrix[T Float] struct {
	Rows, Cols, Stride int
	Data               []T
}

// row returns row i, in place.
func (m Matrix[T]) row(i int) []T {
	start := i * m.Stride
	return m.Data[start : start+m.Cols]
}

// block returns rows i0 to i1 and columns j0 to j1, in place. The block isn't empty.
func (m Matrix[T]) block(i0, i1, j0, j1 int) Matrix[T] {
	first, end := i0*m.Stride+j0, (i1-1)*m.Stride+j1
	return Matrix[T]{i1 - i0, j1 - j0, m.Stride, m.Data[first:end]}
}
