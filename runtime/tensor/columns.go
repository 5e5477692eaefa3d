package tensor

import "github.com/gograd/gograd/runtime/kernel"

// ColumnSums returns the sum of each column of a, which is that of a's rows.
func ColumnSums[T Float](a Matrix[T]) []T {
	return ColumnSumsInto(nil, a)
}

// ColumnSumsInto is [ColumnSums] in the memory of dst.
func ColumnSumsInto[T Float](dst []T, a Matrix[T]) []T {
	a.check("ColumnSums", "a")
	dst = grow(dst, a.Cols)
	clear(dst)
	AddColumnSums(dst, a)
	return dst
}

// ColumnSumsAdjoint: dA[i,j] += ds[j].
//
//gograd:adjoint s = ColumnSums(a)
func ColumnSumsAdjoint[T Float](ds []T, da Matrix[T]) {
	AddToColumns(da, ds)
}

// AddColumnSums adds the sum of a's rows to dst.
//
//gograd:same dst += ColumnSums(a)
func AddColumnSums[T Float](dst []T, a Matrix[T]) {
	checkFit("AddColumnSums", "a", &a, a.Cols, "dst", dst)
	kernel.AddColumnSums(dst, 1, a.kernel())
}

// AddScaledColumnSums adds alpha times the sum of a's rows to dst.
//
//gograd:same dst += Scale(alpha, ColumnSums(a))
func AddScaledColumnSums[T Float](dst []T, alpha T, a Matrix[T]) {
	checkFit("AddScaledColumnSums", "a", &a, a.Cols, "dst", dst)
	kernel.AddColumnSums(dst, alpha, a.kernel())
}

// AddToColumns adds x[j] to each element of column j of dst.
func AddToColumns[T Float](dst Matrix[T], x []T) {
	checkFit("AddToColumns", "dst", &dst, dst.Cols, "x", x)
	for i := range dst.Rows {
		AddVector(dst.Row(i), x)
	}
}
