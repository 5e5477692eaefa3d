package kernel

// Sizes of the block of b that addDots works with, 128 KiB of float64.
const (
	dotsRows  = 32
	dotsDepth = 512
)

// addDots adds to each element (i, j) of c alpha times the dot product of row i
// of a and row j of b.
func addDots[T Float](c Matrix[T], alpha T, a, b Matrix[T]) {
	for k := 0; k < b.Cols; k += dotsDepth {
		depth := min(dotsDepth, b.Cols-k)
		for j := 0; j < b.Rows; j += dotsRows {
			rows := min(dotsRows, b.Rows-j)
			part := b.Data[j*b.Stride+k:]
			for i := range c.Rows {
				to := c.Data[i*c.Stride+j:][:rows]
				addDotsOfRow(to, alpha, a.Data[i*a.Stride+k:][:depth], part, b.Stride)
			}
		}
	}
}

// addDotsOfRow adds to c[j] alpha times the dot product of a and the row of b
// that starts at j*stride. Four rows at a time, each element of a is loaded once
// for four products, and no addition waits for the one before; a kernel does better.
func addDotsOfRow[T Float](c []T, alpha T, a, b []T, stride int) {
	n := len(a)
	j := 0
	if active.has(opDot) {
		for ; j < len(c); j++ {
			c[j] += alpha * dot(a, b[j*stride:][:n])
		}
	}
	for ; j+3 < len(c); j += 4 {
		b0, b1 := b[j*stride:][:n], b[(j+1)*stride:][:n]
		b2, b3 := b[(j+2)*stride:][:n], b[(j+3)*stride:][:n]
		var s0, s1, s2, s3 T
		for k, v := range a {
			s0 += v * b0[k]
			s1 += v * b1[k]
			s2 += v * b2[k]
			s3 += v * b3[k]
		}
		c[j] += alpha * s0
		c[j+1] += alpha * s1
		c[j+2] += alpha * s2
		c[j+3] += alpha * s3
	}
	for ; j < len(c); j++ {
		c[j] += alpha * dot(a, b[j*stride:][:n])
	}
}
