package kernel

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
