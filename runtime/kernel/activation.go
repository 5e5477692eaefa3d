package kernel

import "math"

// ReLU sets dst = max(x, 0); a NaN stays one.
func ReLU[T Float](dst, x []T) {
	sameLength("ReLU", "dst", dst, "x", x)
	if onVectors(opRelu, dst, x, nil, 0) {
		return
	}
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = max(x[i], 0)
	}
}

// Mask sets dst[i] = x[i] where y[i] > 0, and 0 elsewhere.
func Mask[T Float](dst, x, y []T) {
	sameLength("Mask", "x", x, "y", y)
	sameLength("Mask", "dst", dst, "x", x)
	if onVectors(opMask, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		v := x[i]
		if !(y[i] > 0) {
			v = 0
		}
		dst[i] = v
	}
}

// AddMask adds x[i] to dst[i] where y[i] > 0.
func AddMask[T Float](dst, x, y []T) {
	sameLength("AddMask", "x", x, "y", y)
	sameLength("AddMask", "dst", dst, "x", x)
	if onVectors(opAddMask, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		if y[i] > 0 {
			dst[i] += x[i]
		}
	}
}

// Exp sets dst = eˣ, right to within one unit in the last place.
func Exp[T Float](dst, x []T) {
	sameLength("Exp", "dst", dst, "x", x)
	if onVectors(opExp, dst, x, nil, 0) {
		return
	}
	for i, v := range x {
		dst[i] = exp(v)
	}
}

func exp[T Float](x T) T {
	return T(math.Exp(float64(x)))
}

// Log sets dst = log x, right to within one unit in the last place: −Inf for 0, NaN for
// what is negative.
func Log[T Float](dst, x []T) {
	sameLength("Log", "dst", dst, "x", x)
	if onVectors(opLog, dst, x, nil, 0) {
		return
	}
	for i, v := range x {
		dst[i] = T(math.Log(float64(v)))
	}
}

// Tanh sets dst = tanh x, right to within two and a half units in the last place.
func Tanh[T Float](dst, x []T) {
	sameLength("Tanh", "dst", dst, "x", x)
	if onVectors(opTanh, dst, x, nil, 0) {
		return
	}
	for i, v := range x {
		dst[i] = T(math.Tanh(float64(v)))
	}
}

// Sigmoid sets dst = 1/(1 + e⁻ˣ), without overflow for any x, right to within two and
// a half units in the last place.
func Sigmoid[T Float](dst, x []T) {
	sameLength("Sigmoid", "dst", dst, "x", x)
	if onVectors(opSigmoid, dst, x, nil, 0) {
		return
	}
	for i, v := range x {
		dst[i] = sigmoid(v)
	}
}

// sigmoid takes the exponential of −|x|, which can't overflow and keeps the
// small values at the left end to full precision.
func sigmoid[T Float](x T) T {
	e := math.Exp(-math.Abs(float64(x)))
	if x < 0 {
		return T(e / (1 + e))
	}
	return T(1 / (1 + e))
}
