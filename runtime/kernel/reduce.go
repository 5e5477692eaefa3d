package kernel

// Dot returns Σ x[i]·y[i], and 0 for empty vectors.
func Dot[T Float](x, y []T) T {
	sameLength("Dot", "x", x, "y", y)
	return dot(x, y)
}

// dot keeps four partial sums: one alone would wait for each addition to end.
func dot[T Float](x, y []T) T {
	if s, ok := reduced(opDot, x, y); ok {
		return s
	}
	y = y[:len(x)]
	var s0, s1, s2, s3 T
	i := 0
	for ; i+3 < len(x); i += 4 {
		s0 += x[i] * y[i]
		s1 += x[i+1] * y[i+1]
		s2 += x[i+2] * y[i+2]
		s3 += x[i+3] * y[i+3]
	}
	s := (s0 + s1) + (s2 + s3)
	for ; i < len(x); i++ {
		s += x[i] * y[i]
	}
	return s
}

// SquaredNorm returns Σ x[i]², and 0 for an empty vector.
func SquaredNorm[T Float](x []T) T {
	return dot(x, x)
}

// Sum returns Σ x[i], and 0 for an empty vector.
func Sum[T Float](x []T) T {
	if s, ok := reduced(opSum, x, nil); ok {
		return s
	}
	var s0, s1, s2, s3 T
	i := 0
	for ; i+3 < len(x); i += 4 {
		s0 += x[i]
		s1 += x[i+1]
		s2 += x[i+2]
		s3 += x[i+3]
	}
	s := (s0 + s1) + (s2 + s3)
	for ; i < len(x); i++ {
		s += x[i]
	}
	return s
}

// Max returns the largest element of x, NaN if one of them is NaN. It panics if
// x is empty.
func Max[T Float](x []T) T {
	if len(x) == 0 {
		panic("kernel.Max: x is empty")
	}
	if m, ok := reduced(opMax, x, nil); ok {
		return m
	}
	m := x[0]
	for _, v := range x[1:] {
		m = max(m, v)
	}
	return m
}
