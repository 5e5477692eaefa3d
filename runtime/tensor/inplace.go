package tensor

import "github.com/gograd/gograd/runtime/kernel"

// AddVector adds x to dst.
//
//gograd:same dst += x
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
//
//gograd:same dst += Scale(alpha, x)
func AddScaled[T Float](dst []T, alpha T, x []T) {
	checkLengths("AddScaled", "dst", dst, "x", x)
	kernel.Axpy(dst, alpha, x)
}

// AddHadamard adds x ⊙ y, the products of the elements, to dst.
//
//gograd:same dst += Hadamard(x, y)
func AddHadamard[T Float](dst, x, y []T) {
	checkLengths("AddHadamard", "x", x, "y", y)
	checkLengths("AddHadamard", "dst", dst, "x", x)
	kernel.AddMul(dst, x, y)
}
