package tensor

import "testing"

// Rows and slices are views: they share the matrix's memory and end where it says.
func TestViews(t *testing.T) {
	m := FromRows([]float64{1, 2, 3}, []float64{4, 5, 6}, []float64{7, 8, 9})
	s := m.Slice(1, 3, 0, 2)
	s.Set(1, 1, 80)
	s.Row(0)[0] = 40
	if m.At(2, 1) != 80 || m.At(1, 0) != 40 || s.Rows != 2 || s.Cols != 2 {
		t.Errorf("after writing to the slice %v the matrix is %v", s, m)
	}
	if row := m.Row(0); len(row) != 3 || cap(row) != 3 {
		t.Errorf("row 0 has length %d and capacity %d, want 3: appending must not write to row 1", len(row), cap(row))
	}
	c := s.Clone()
	c.Set(0, 0, -1)
	if s.At(0, 0) != 40 || c.Stride != 2 {
		t.Errorf("a clone shares memory or keeps gaps: %v", c)
	}
}

func TestVectorsAsMatrices(t *testing.T) {
	x := []float64{1, 2, 3}
	r, c := RowMatrix(x), ColumnMatrix(x)
	if x[2] = 5; r.At(0, 2) != 5 || c.At(2, 0) != 5 {
		t.Errorf("%v and %v don't share the vector %v", r, c, x)
	}
	m := MatrixOf(1, 3, x)
	if m.Set(0, 0, 7); x[0] != 7 {
		t.Error("MatrixOf doesn't share its data")
	}
}

// Empty matrices have shapes too, and every view of them is empty.
func TestEmptyMatrices(t *testing.T) {
	for _, m := range []Matrix[float32]{NewMatrix[float32](0, 3), NewMatrix[float32](3, 0), FromRows[float32](), {}} {
		if c := m.Clone(); c.Rows != m.Rows || c.Cols != m.Cols || len(c.Data) != 0 {
			t.Errorf("the clone of a %s matrix is %s", m.shape(), c.shape())
		}
		if s := m.Slice(0, m.Rows, 0, m.Cols); s.Rows != m.Rows || s.Cols != m.Cols {
			t.Errorf("the slice of a %s matrix is %s", m.shape(), s.shape())
		}
	}
	if y := MatVec(NewMatrix[float32](2, 0), nil); len(y) != 2 || y[0] != 0 {
		t.Errorf("a 2×0 matrix times the empty vector is %v, want zeros", y)
	}
}

// A named float type is a float.
func TestNamedFloat(t *testing.T) {
	type Metre float32
	if got := Dot([]Metre{1, 2}, []Metre{3, 4}); got != 11 {
		t.Errorf("got %v, want 11", got)
	}
}
