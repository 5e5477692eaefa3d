package kernel

// Axpy adds alpha·x to y.
func Axpy[T Float](y []T, alpha T, x []T) {
	sameLength("Axpy", "y", y, "x", x)
	axpy(y, alpha, x)
}

func axpy[T Float](y []T, alpha T, x []T) {
	if onVectors(opAxpy, y, x, nil, alpha) {
		return
	}
	x = x[:len(y)]
	for i := range y {
		y[i] += alpha * x[i]
	}
}

// Scale sets dst = alpha·x.
func Scale[T Float](dst []T, alpha T, x []T) {
	sameLength("Scale", "dst", dst, "x", x)
	if onVectors(opScale, dst, x, nil, alpha) {
		return
	}
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = alpha * x[i]
	}
}

// Add sets dst = x + y.
func Add[T Float](dst, x, y []T) {
	sameLength("Add", "x", x, "y", y)
	sameLength("Add", "dst", dst, "x", x)
	if onVectors(opAdd, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] + y[i]
	}
}

// Sub sets dst = x − y.
func Sub[T Float](dst, x, y []T) {
	sameLength("Sub", "x", x, "y", y)
	sameLength("Sub", "dst", dst, "x", x)
	if onVectors(opSub, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] - y[i]
	}
}

// Mul sets dst = x ⊙ y, the products of the elements.
func Mul[T Float](dst, x, y []T) {
	sameLength("Mul", "x", x, "y", y)
	sameLength("Mul", "dst", dst, "x", x)
	if onVectors(opMul, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * y[i]
	}
}

// AddMul adds x ⊙ y, the products of the elements, to dst.
func AddMul[T Float](dst, x, y []T) {
	sameLength("AddMul", "x", x, "y", y)
	sameLength("AddMul", "dst", dst, "x", x)
	if onVectors(opAddMul, dst, x, y, 0) {
		return
	}
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] += x[i] * y[i]
	}
}
