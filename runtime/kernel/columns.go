package kernel

import "unsafe"

// AddColumnSums adds alpha times the sum of a's rows to y, with a m×n and y of length n.
func AddColumnSums[T Float](y []T, alpha T, a *Matrix[T]) {
	checkColumns("AddColumnSums", a, "y", y)
	if a.Rows <= onesLength || a.Cols == 0 {
		addRowsTo(y, alpha, a)
		return
	}
	for i := 0; i < a.Rows; i += onesLength {
		addRowsTo(y, alpha, &Matrix[T]{min(a.Rows-i, onesLength), a.Cols, a.Stride, a.Data[i*a.Stride:]})
	}
}

// addRowsTo adds alpha times each row of a, of which there are at most onesLength, to y.
func addRowsTo[T Float](y []T, alpha T, a *Matrix[T]) {
	if len(y) > 0 {
		rowTimes(y, alpha, ones[T]()[:a.Rows], a, false, 1, nil)
	}
}

// onesLength is the number of rows that are added up at once.
const onesLength = 256

var (
	ones32 = filled[float32]()
	ones64 = filled[float64]()
)

func filled[T Float]() *[onesLength]T {
	x := new([onesLength]T)
	for i := range x {
		x[i] = 1
	}
	return x
}

// ones is a vector of ones.
func ones[T Float]() []T {
	if size[T]() == 4 {
		return unsafe.Slice((*T)(unsafe.Pointer(ones32)), onesLength)
	}
	return unsafe.Slice((*T)(unsafe.Pointer(ones64)), onesLength)
}
