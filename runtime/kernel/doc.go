// Package kernel holds the loops that everything numeric in gograd's runtime
// rests on: matrix products, vector arithmetic, reductions and activations.
//
// The destination is always the first argument and the only one written to.
// An elementwise destination may be one of the operands itself (the very same
// slice); any other overlap with an operand leaves the result undefined.
// Nothing allocates. Shapes that don't fit panic, before anything is written,
// with a message that names the function and the shapes.
//
// NaN and Inf travel as in the sum written out by hand: no product is skipped
// because a factor is 0. The order of a sum is fixed by the shapes alone, so a
// result has the same bits on every run and for every GOMAXPROCS, though not on
// processors that take different paths.
//
// # Paths
//
// When the program starts, one path is chosen: AVX-512, or AVX2 with FMA, on amd64;
// NEON on arm64; else, and with the build tag noasm, portable Go. The assembly is
// written by the programs in asm, a module of its own.
//
// # Products
//
// A product goes through three layers, after Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication" (2008), and Van Zee and van de Geijn, "BLIS: A
// framework for rapidly instantiating BLAS functionality" (2015).
//
//   - The driver (product, plan, parallel, helper) cuts a large product into parts of c that
//     goroutines take, and a long sum into blocks.
//   - It goes from panel to panel (blocked): some columns of b, two vectors wide, which
//     stay in the first or second cache while all rows of a are multiplied by them. A
//     panel is packed (workspace) if b enters transposed, or if its rows are many
//     and far apart. Most often it is used where it lies.
//   - The micro-kernel computes tiles of c, up to 14 rows by two vectors for AVX-512,
//     that stay in registers. It broadcasts elements of a from where they lie, so a
//     and its transpose are the same to it; what is left over at the right is masked;
//     and before it stores a tile it scales, adds the old c, a bias, and so on
//     (Epilogue), as asked for.
//
// A few rows of a and a transposed b make dot products instead (plan.suitsDots). A product
// of one row or one column, which is a product of a vector, most often takes less time than
// the layers do, and goes to the micro-kernels at once (rowTimes).
//
// Matrices are passed by address: copying those of a small product takes as long as it does.
// Inside, distances are in bytes and lengths in elements.
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
