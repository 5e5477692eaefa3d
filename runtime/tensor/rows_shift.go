package tensor

import "github.com/gograd/gograd/runtime/kernel"

// ShiftRows returns a with x added to each row.
//
//gograd:batch z = Add(a, x)
//gograd:batch z = Add(x, a)
func ShiftRows[T Float](a Matrix[T], x []T) Matrix[T] {
	return ShiftRowsInto(Matrix[T]{}, a, x)
}

// ShiftRowsInto is [ShiftRows] in the memory of dst, which may be a.
func ShiftRowsInto[T Float](dst, a Matrix[T], x []T) Matrix[T] {
	checkFit("ShiftRows", "a", &a, a.Cols, "x", x)
	dst.grow(a.Rows, a.Cols)
	for i := range dst.Rows {
		kernel.Add(dst.Row(i), a.Row(i), x)
	}
	return dst
}

// ShiftRowsAdjoint: dA += dB, dx += the sum of dB's rows.
//
//gograd:adjoint b = ShiftRows(a, x)
func ShiftRowsAdjoint[T Float](db, da Matrix[T], dx []T) {
	AddMatrix(da, db)
	AddColumnSums(dx, db)
}

// CenterRows returns a with x taken off each row.
//
//gograd:batch z = Sub(a, x)
func CenterRows[T Float](a Matrix[T], x []T) Matrix[T] {
	return CenterRowsInto(Matrix[T]{}, a, x)
}

// CenterRowsInto is [CenterRows] in the memory of dst, which may be a.
func CenterRowsInto[T Float](dst, a Matrix[T], x []T) Matrix[T] {
	checkFit("CenterRows", "a", &a, a.Cols, "x", x)
	dst.grow(a.Rows, a.Cols)
	for i := range dst.Rows {
		kernel.Sub(dst.Row(i), a.Row(i), x)
	}
	return dst
}

// CenterRowsAdjoint: dA += dB, dx −= the sum of dB's rows.
//
//gograd:adjoint b = CenterRows(a, x)
func CenterRowsAdjoint[T Float](db, da Matrix[T], dx []T) {
	AddMatrix(da, db)
	AddScaledColumnSums(dx, -1, db)
}
