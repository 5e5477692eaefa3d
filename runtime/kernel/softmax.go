package kernel

import "math"

// Softmax sets dst[i] = exp(x[i]) / Σ exp(x[j]). The largest element is taken
// off beforehand, so that no exponential overflows.
func Softmax[T Float](dst, x []T) {
	sameLength("Softmax", "dst", dst, "x", x)
	if len(x) == 0 {
		return
	}
	m := Max(x)
	for i, v := range x {
		dst[i] = exp(v - m)
	}
	s := Sum(dst)
	for i := range dst {
		dst[i] /= s
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
	for _, v := range x {
		s += exp(v - m)
	}
	return m + T(math.Log(float64(s)))
}
