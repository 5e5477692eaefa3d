package tensor

import "github.com/gograd/gograd/runtime/kernel"

// AddVector adds x to dst.
func AddVector[T Float](dst, x []T) {
	checkLengths("AddVector", "dst", dst, "x", x)
	kernel.Add(dst, dst, x)
}

// AddConstant adds alpha to each element of dst.
func AddConstant[T Float](dst []T, alpha T) {
	for i := range dst {
		dst[i] += alpha
	}
}

// AddScaled adds alpha·x to dst.
func AddScaled[T Float](dst []T, alpha T, x []T) {
	checkLengths("AddScaled", "dst", dst, "x", x)
	kernel.Axpy(dst, alpha, x)
}

// AddHadamard adds x ⊙ y, the products of the elements, to dst.
func AddHadamard[T Float](dst, x, y []T) {
	checkLengths("AddHadamard", "x", x, "y", y)
	checkLengths("AddHadamard", "dst", dst, "x", x)
	kernel.AddMul(dst, x, y)
}
