// Package tensor holds matrices and the operations on vectors and matrices that
// a network or a loss is written with, each with its derivative rule beside it.
// It is ordinary Go: it runs as it stands, and gograd differentiates what calls it.
//
// A vector is a plain []T, a matrix a [Matrix], and T is float32 or float64.
// Names read like the lecture: [MatVec] is A·x, [MatTVec] is Aᵀ·x, [Affine] is
// W·x + b. An operation with the prefix Mat is that on matrices ([ReLU],
// [MatReLU]); with the suffix Rows it treats each row as one sample.
//
// Each operation has up to three forms:
//
//	z := tensor.Sub(x, y)         // a result in fresh memory
//	z = tensor.SubInto(z, x, y)   // the same result in the memory of z
//	tensor.AddScaled(z, alpha, x) // added to what z holds
//
// Functions named …Into: each operation X with a vector or a matrix as its result
// has a form XInto(dst, …), with a first parameter of the result's type, then those
// of X. It returns what X returns, to the bit, in dst's memory where that suffices,
// as [append] does, and in fresh memory otherwise. So dst may be nil or the zero
// Matrix at first, and the result is the next call's dst:
//
//	h = tensor.AffineInto(h, w, x, b) // allocates the first time only
//
// What dst held doesn't matter, nor does its shape: it is written to up to its
// capacity, and a resulting matrix has no gaps between its rows, so that a
// [Matrix.Row] can be filled in this way, but not a [Matrix.Slice] of some columns.
// The other arguments must not overlap dst, unless the function says that dst may
// be one of them: the two start at the same element then, and a matrix has no gaps.
//
// Functions named Add… (but for [Add] itself and its form [AddInto]) add to their
// first argument, which has the right shape already. Where they treat each element
// by itself, it may be one of the operands, the very same memory; otherwise it
// must not overlap them.
//
// Functions named …Into or Add… write to their first argument alone.
//
// Shapes that don't fit panic, before anything is written, with a message that
// names the operation and the shapes, X also where XInto was called. Empty vectors
// and matrices are allowed everywhere but in [Max].
//
// A function named …Adjoint is a derivative rule. It is not meant to be called
// by hand: the compiler writes its body where the gradient needs it.
package tensor

// Float is the element type of vectors and matrices.
type Float interface {
	~float32 | ~float64
}

// Compat1 is referred to by generated code. Its name changes when generated code
// and this package no longer fit, so that a mismatch is a compile error: generate again.
const Compat1 = true
