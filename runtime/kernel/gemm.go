package kernel

// Each form of the product is one of two loops. Where the rows of B are added
// up, B is walked along its rows (addRows); where B enters transposed, rows of A
// meet rows of B in dot products (addDots). Both are blocked so that the part of
// B at work stays in the second-level cache and the rows of C in the first,
// after Goto and van de Geijn, "Anatomy of high-performance matrix
// multiplication" (2008), but without packing, which Go's scalar code doesn't
// repay.

// GemmNN sets c = alpha·a·b + beta·c, with c m×n, a m×k and b k×n.
// For beta = 0 the old c isn't read.
func GemmNN[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T) {
	checkProduct("GemmNN", c, a, b, false, false)
	scaleMatrix(c, beta)
	addRows(c, alpha, coefficients[T]{a.Data, a.Stride, 1}, b)
}

// GemmNT sets c = alpha·a·bᵀ + beta·c, with c m×n, a m×k and b n×k.
// For beta = 0 the old c isn't read.
func GemmNT[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T) {
	checkProduct("GemmNT", c, a, b, false, true)
	scaleMatrix(c, beta)
	addDots(c, alpha, a, b)
}

// GemmTN sets c = alpha·aᵀ·b + beta·c, with c m×n, a k×m and b k×n.
// For beta = 0 the old c isn't read.
func GemmTN[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T) {
	checkProduct("GemmTN", c, a, b, true, false)
	scaleMatrix(c, beta)
	addRows(c, alpha, coefficients[T]{a.Data, 1, a.Stride}, b)
}

// GemmTT sets c = alpha·aᵀ·bᵀ + beta·c, with c m×n, a k×m and b n×k.
// For beta = 0 the old c isn't read.
func GemmTT[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T) {
	checkProduct("GemmTT", c, a, b, true, true)
	scaleMatrix(c, beta)
	addTransposed(c, alpha, a, b)
}

// scaleMatrix sets c = beta·c; for beta = 0 whatever c held is forgotten.
func scaleMatrix[T Float](c Matrix[T], beta T) {
	if beta == 1 || c.Cols == 0 {
		return
	}
	for i := range c.Rows {
		scaleOrClear(c.Data[i*c.Stride:][:c.Cols], beta)
	}
}

func scaleOrClear[T Float](x []T, beta T) {
	switch beta {
	case 0:
		clear(x)
	case 1:
	default:
		for i := range x {
			x[i] *= beta
		}
	}
}

// transposeBlock is the edge of the squares in which addTransposed turns a.
const transposeBlock = 32

// addTransposed adds alpha·aᵀ·bᵀ to c: a is turned square by square, so that
// addDots can do the rest.
func addTransposed[T Float](c Matrix[T], alpha T, a, b Matrix[T]) {
	if c.Cols == 0 {
		return
	}
	var buffer [transposeBlock * transposeBlock]T
	for i := 0; i < a.Cols; i += transposeBlock {
		iEnd := min(i+transposeBlock, a.Cols)
		for k := 0; k < a.Rows; k += transposeBlock {
			kEnd := min(k+transposeBlock, a.Rows)
			turned := Matrix[T]{iEnd - i, kEnd - k, kEnd - k, buffer[:(iEnd-i)*(kEnd-k)]}
			transposeInto(turned, a.block(k, kEnd, i, iEnd))
			addDots(c.block(i, iEnd, 0, c.Cols), alpha, turned, b.block(0, b.Rows, k, kEnd))
		}
	}
}

func transposeInto[T Float](dst, a Matrix[T]) {
	for i := range a.Rows {
		for j, v := range a.row(i) {
			dst.Data[j*dst.Stride+i] = v
		}
	}
}
