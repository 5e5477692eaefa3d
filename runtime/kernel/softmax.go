package kernel

import "math"

// Softmax sets dst[i] = exp(x[i]) / Σ exp(x[j]). The largest element is taken
// off beforehand, so that no exponential overflows.
func Softmax[T Float](dst, x []T) {
	sameLength("Softmax", "dst", dst, "x", x)
	if len(x) == 0 {
		return
	}
	expShifted(dst, x, Max(x))
	Scale(dst, 1/Sum(dst), dst)
}

// SoftmaxRows sets each row of dst to the softmax of the row of x.
func SoftmaxRows[T Float](dst, x Matrix[T]) {
	dst.check("SoftmaxRows", "dst")
	x.check("SoftmaxRows", "x")
	if dst.Rows != x.Rows || dst.Cols != x.Cols {
		panic("kernel.SoftmaxRows: dst is " + dst.shape() + ", x is " + x.shape())
	}
	if x.Cols == 0 {
		return
	}
	for i := range x.Rows {
		Softmax(dst.row(i), x.row(i))
	}
}

// LogSumExp returns log Σ exp(x[i]), −Inf for an empty vector. The largest
// element is taken off beforehand, so that no exponential overflows.
func LogSumExp[T Float](x []T) T {
	if len(x) == 0 {
		return T(math.Inf(-1))
	}
	m := Max(x)
	if math.IsInf(float64(m), 0) {
		return m
	}
	var s T
	var part [128]T
	for len(x) > 0 {
		n := min(len(part), len(x))
		expShifted(part[:n], x[:n], m)
		s += Sum(part[:n])
		x = x[n:]
	}
	return m + T(math.Log(float64(s)))
}

// expShifted sets dst[i] = exp(x[i] − shift).
func expShifted[T Float](dst, x []T, shift T) {
	if onVectors(opExpShifted, dst, x, nil, shift) {
		return
	}
	for i, v := range x {
		dst[i] = exp(v - shift)
	}
}
