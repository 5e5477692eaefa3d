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
//	z := tensor.Sub(x, y)      // a result in fresh memory
//	tensor.SubInto(z, x, y)    // the result in z, which is returned
//	tensor.AddScaled(z, a, x)  // added to what z holds
//
// Functions named …Into and Add… (but for [Add] itself) write to their first
// argument alone. Where they treat each element by itself, the first argument may
// be one of the operands, the very same memory; otherwise it must not overlap them.
//
// Shapes that don't fit panic, before anything is written, with a message that
// names the operation and the shapes. Empty vectors and matrices are allowed
// everywhere but in [Max].
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
