package kernel

// multiplyPortable sets c = alpha·a·b + beta·c in Go. Each form is one of two loops:
// where the rows of b are added up, b is walked along its rows (addRows); where b
// enters transposed, rows of a meet rows of b in dot products (addDots). Both are
// blocked so that the part of b at work stays in the second-level cache and the
// rows of c in the first, but nothing is packed, which scalar code doesn't repay.
func multiplyPortable[T Float](c Matrix[T], alpha T, a Matrix[T], transA bool, b Matrix[T], transB bool, beta T) {
	scaleMatrix(&c, beta)
	switch {
	case transA && transB:
		addTransposed(c, alpha, a, b)
	case transB:
		addDots(c, alpha, a, b)
	case transA:
		addRows(c, alpha, coefficients[T]{a.Data, 1, a.Stride}, b)
	default:
		addRows(c, alpha, coefficients[T]{a.Data, a.Stride, 1}, b)
	}
}

// Sizes of the block of b that addRows works with, 128 KiB of float64.
const (
	rowsDepth = 64
	rowsWidth = 256
)

// coefficients are the factors of the rows of b in a product: that of row k of b
// in row i of c is data[i*row+k*depth]. The two strides tell a matrix from its
// transpose.
type coefficients[T Float] struct {
	data       []T
	row, depth int
}

// addRows adds to each row of c the rows of b, each times alpha times its
// element of a.
func addRows[T Float](c Matrix[T], alpha T, a coefficients[T], b Matrix[T]) {
	for j := 0; j < b.Cols; j += rowsWidth {
		width := min(rowsWidth, b.Cols-j)
		for k := 0; k < b.Rows; k += rowsDepth {
			part := Matrix[T]{min(rowsDepth, b.Rows-k), width, b.Stride, b.Data[k*b.Stride+j:]}
			for i := range c.Rows {
				to := c.Data[i*c.Stride+j:][:width]
				addRow(to, alpha, a.data[i*a.row+k*a.depth:], a.depth, part)
			}
		}
	}
}

// addRow adds row k of b times alpha·a[k*depth] to c, for every k. Four rows at
// a time, c is loaded and stored once for four products.
func addRow[T Float](c []T, alpha T, a []T, depth int, b Matrix[T]) {
	n, stride, data := len(c), b.Stride, b.Data
	k := 0
	for ; k+3 < b.Rows; k += 4 {
		p0, p1 := alpha*a[k*depth], alpha*a[(k+1)*depth]
		p2, p3 := alpha*a[(k+2)*depth], alpha*a[(k+3)*depth]
		b0, b1 := data[k*stride:][:n], data[(k+1)*stride:][:n]
		b2, b3 := data[(k+2)*stride:][:n], data[(k+3)*stride:][:n]
		for j, s := range c {
			c[j] = s + p0*b0[j] + p1*b1[j] + p2*b2[j] + p3*b3[j]
		}
	}
	for ; k < b.Rows; k++ {
		axpy(c, alpha*a[k*depth], data[k*stride:][:n])
	}
}
