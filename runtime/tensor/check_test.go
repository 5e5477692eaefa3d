package tensor

import (
	"math"
	"testing"
)

// A shape that doesn't fit panics with the operation's name and the shapes.
func TestShapeMismatches(t *testing.T) {
	x3, x4 := make([]float32, 3), make([]float32, 4)
	m := func(rows, cols int) Matrix[float32] { return NewMatrix[float32](rows, cols) }
	for want, f := range map[string]func(){
		"tensor.Sub: x has length 3, y has length 4":                                    func() { Sub(x3, x4) },
		"tensor.Dot: x has length 3, y has length 4":                                    func() { Dot(x3, x4) },
		"tensor.MatVec: a is 2×3, x has length 4":                                       func() { MatVec(m(2, 3), x4) },
		"tensor.MatTVec: a is 2×3, x has length 3":                                      func() { MatTVec(m(2, 3), x3) },
		"tensor.Affine: w is 3×4, x has length 3":                                       func() { Affine(m(3, 4), x3, x3) },
		"tensor.Affine: w is 3×4, b has length 4":                                       func() { Affine(m(3, 4), x4, x4) },
		"tensor.AddOuter: dst is 3×4, x has length 4":                                   func() { AddOuter(m(3, 4), x4, x3) },
		"tensor.MatMul: a is 2×3, b is 2×3":                                             func() { MatMul(m(2, 3), m(2, 3)) },
		"tensor.MatMulNT: a is 2×3, b is 3×2":                                           func() { MatMulNT(m(2, 3), m(3, 2)) },
		"tensor.AddMatMulTN: dst is 3×3, a is 2×3, b is 2×4":                            func() { AddMatMulTN(m(3, 3), m(2, 3), m(2, 4)) },
		"tensor.MatAdd: a is 2×3, b is 3×2":                                             func() { MatAdd(m(2, 3), m(3, 2)) },
		"tensor.AddTranspose: dst is 2×3, a is 2×3":                                     func() { AddTranspose(m(2, 3), m(2, 3)) },
		"tensor.AffineRows: x is 5×4, w is 2×3":                                         func() { AffineRows(m(5, 4), m(2, 3), x4[:2]) },
		"tensor.MatSum: a is 2×2 with stride 2, but holds 3 elements":                   func() { MatSum(Matrix[float32]{2, 2, 2, x3}) },
		"tensor.MatVec: a is 2×-1":                                                      func() { MatVec(Matrix[float32]{2, -1, 0, nil}, x3) },
		"tensor.Max: x is empty":                                                        func() { Max(x3[:0]) },
		"tensor: a -1×2 matrix of -2 elements":                                          func() { m(-1, 2) },
		"tensor: a 2×2 matrix of 3 elements":                                            func() { MatrixOf(2, 2, x3) },
		"tensor.FromRows: row 0 has length 3, another has length 4":                     func() { FromRows(x3, x4) },
		"tensor: element (0, 3) of a 2×3 matrix":                                        func() { m(2, 3).At(0, 3) },
		"tensor: element (2, 0) of a 2×3 matrix":                                        func() { m(2, 3).Set(2, 0, 1) },
		"tensor: row 2 of a matrix with 2 rows":                                         func() { m(2, 3).Row(2) },
		"tensor: rows 1:3, columns 0:1 of a 2×3 matrix":                                 func() { m(2, 3).Slice(1, 3, 0, 1) },
		"dw.W1 is 2×3, w.W1 is 3×2":                                                     func() { SameShape("dw.W1", m(2, 3), "w.W1", m(3, 2)) },
		"f: da has stride 2 and data of length 3, a has stride 2 and data of length 4":  func() { SameShape("f: da", Matrix[float32]{2, 2, 2, x3}, "a", m(2, 2)) },
		"f: da has stride 3 and data of length 9, a has stride 4 and data of length 11": func() { SameShape("f: da", m(3, 3), "a", m(4, 4).Slice(0, 3, 0, 3)) },
		"dx has length 3, x has length 4":                                               func() { SameLength("dx", 3, "x", 4) },
	} {
		if got := panicOf(f); got != want {
			t.Errorf("panic: %v\nwant:  %v", got, want)
		}
	}
}

func panicOf(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// Nothing is written when the last of the shapes to be looked at doesn't fit.
func TestNothingIsWrittenBeforeThePanic(t *testing.T) {
	dst := []float64{1, 2}
	w := FromRows([]float64{1, 1, 1}, []float64{1, 1, 1})
	short := Matrix[float64]{2, 3, 3, make([]float64, 5)}
	m := FromRows([]float64{1, 2, 3}, []float64{4, 5, 6})
	for name, f := range map[string]func(){
		"AffineInto":        func() { AffineInto(dst, w, []float64{1, 1, 1}, []float64{1}) },
		"AddMatVec":         func() { AddMatVec(dst, w, []float64{1, 1}) },
		"AddMatrix":         func() { AddMatrix(m, short) },
		"AddMatMasked":      func() { AddMatMasked(m, w, short) },
		"AddMatWhereLarger": func() { AddMatWhereLarger(m, w, w, short, 0) },
		"AddMatMulNT":       func() { AddMatMulNT(m, w, FromRows([]float64{1, 1, 1})) },
		"AddScaledRows":     func() { AddScaledRows(m, 1, dst, short) },
	} {
		if panicOf(f) == nil {
			t.Errorf("%s didn't panic", name)
		}
	}
	if !identical(dst, []float64{1, 2}) || !identical(m.Data, []float64{1, 2, 3, 4, 5, 6}) {
		t.Errorf("something was written: %v, %v", dst, m.Data)
	}
	if math.IsNaN(Sum(short.Data)) {
		t.Error("the operand was written")
	}
}
