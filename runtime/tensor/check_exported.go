package tensor

import "strconv"

// The checks in this file are exported for generated code: it compares shadows
// with parameters by them, and what it takes over from the methods of Matrix
// calls them. No derivative flows through a check.

// SameLength panics unless a vector of length m and one of length n have one length.
//
//gograd:const
func SameLength(nameX string, m int, nameY string, n int) {
	if m != n {
		panic(nameX + " has length " + strconv.Itoa(m) + ", " + nameY + " has length " + strconv.Itoa(n))
	}
}

// SameShape panics unless both matrices have one shape and their elements are at
// the same indexes of Data, which has one length: a gradient adds to the shadow
// at the index that the function reads at.
//
//gograd:const
func SameShape[T Float](nameA string, a Matrix[T], nameB string, b Matrix[T]) {
	switch {
	case a.Rows != b.Rows || a.Cols != b.Cols:
		panic(nameA + " is " + a.shape() + ", " + nameB + " is " + b.shape())
	case len(a.Data) != len(b.Data), a.Rows > 1 && a.Cols > 0 && a.Stride != b.Stride:
		panic(nameA + " has " + a.layout() + ", " + nameB + " has " + b.layout())
	}
}

// CheckSize panics unless n elements make a rows×cols matrix.
//
//gograd:const
func CheckSize(rows, cols, n int) {
	if rows < 0 || cols < 0 || rows*cols != n {
		panic("tensor: a " + shape(rows, cols) + " matrix of " + strconv.Itoa(n) + " elements")
	}
}

// CheckIndex panics unless (i, j) is an element of a rows×cols matrix.
//
//gograd:const
func CheckIndex(i, j, rows, cols int) {
	if i < 0 || i >= rows || j < 0 || j >= cols {
		panic("tensor: element (" + strconv.Itoa(i) + ", " + strconv.Itoa(j) + ") of a " + shape(rows, cols) + " matrix")
	}
}

// CheckRow panics unless i is a row of a matrix with so many rows.
//
//gograd:const
func CheckRow(i, rows int) {
	if i < 0 || i >= rows {
		panic("tensor: row " + strconv.Itoa(i) + " of a matrix with " + strconv.Itoa(rows) + " rows")
	}
}

// CheckSlice panics unless rows i0 to i1−1 and columns j0 to j1−1 are within a
// rows×cols matrix.
//
//gograd:const
func CheckSlice(i0, i1, j0, j1, rows, cols int) {
	if i0 < 0 || i1 < i0 || i1 > rows || j0 < 0 || j1 < j0 || j1 > cols {
		panic("tensor: rows " + strconv.Itoa(i0) + ":" + strconv.Itoa(i1) + ", columns " + strconv.Itoa(j0) + ":" +
			strconv.Itoa(j1) + " of a " + shape(rows, cols) + " matrix")
	}
}
