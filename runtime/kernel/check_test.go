package kernel

import "testing"

// A shape that doesn't fit is reported with all shapes, before anything is written.
func TestShapeMismatches(t *testing.T) {
	matrix := func(rows, cols int) *Matrix[float32] {
		return &Matrix[float32]{rows, cols, cols, make([]float32, rows*cols)}
	}
	x3, x4 := make([]float32, 3), make([]float32, 4)
	for want, f := range map[string]func(){
		"kernel.GemmNN: c is 2×3, a is 2×4, b is 5×3":                             func() { GemmNN(matrix(2, 3), 1, matrix(2, 4), matrix(5, 3), 0) },
		"kernel.GemmNT: c is 2×3, a is 2×4, b is 4×3":                             func() { GemmNT(matrix(2, 3), 1, matrix(2, 4), matrix(4, 3), 0) },
		"kernel.GemmTN: c is 2×3, a is 2×4, b is 4×3":                             func() { GemmTN(matrix(2, 3), 1, matrix(2, 4), matrix(4, 3), 0) },
		"kernel.GemmTT: c is 1×1, a is 4×2, b is 3×4":                             func() { GemmTT(matrix(1, 1), 1, matrix(4, 2), matrix(3, 4), 0) },
		"kernel.GemvN: a is 3×4, y has length 4, x has length 3":                  func() { GemvN(x4, 1, matrix(3, 4), x3, 0) },
		"kernel.GemvT: a is 3×4, x has length 4, y has length 3":                  func() { GemvT(x3, 1, matrix(3, 4), x4, 0) },
		"kernel.Ger: a is 3×4, x has length 4, y has length 3":                    func() { Ger(matrix(3, 4), 1, x4, x3) },
		"kernel.FusedGemvN: a is 3×4, y has length 4, x has length 3":             func() { FusedGemvN(x4, 1, matrix(3, 4), x3, 0, nil) },
		"kernel.FusedGemvN: c is 1×3, the bias has length 4":                      func() { FusedGemvN(x3, 1, matrix(3, 4), x4, 0, &Epilogue[float32]{Bias: x4}) },
		"kernel.FusedGemvT: c is 1×4, the mask has stride 0 and holds 3 elements": func() { FusedGemvT(x4, 1, matrix(3, 4), x3, 0, &Epilogue[float32]{Mask: x3}) },
		"kernel.Dot: x has length 3, y has length 4":                              func() { Dot(x3, x4) },
		"kernel.Axpy: y has length 3, x has length 4":                             func() { Axpy(x3, 1, x4) },
		"kernel.Scale: dst has length 3, x has length 4":                          func() { Scale(x3, 1, x4) },
		"kernel.Add: x has length 3, y has length 4":                              func() { Add(x3, x3, x4) },
		"kernel.Add: dst has length 3, x has length 4":                            func() { Add(x3, x4, x4) },
		"kernel.AddMask: dst has length 4, x has length 3":                        func() { AddMask(x4, x3, x3) },
		"kernel.Softmax: dst has length 3, x has length 4":                        func() { Softmax(x3, x4) },
	} {
		mustPanic(t, want, f)
	}
}

// So is an epilogue that doesn't fit the product.
func TestEpilogueMismatches(t *testing.T) {
	c := Matrix[float32]{2, 3, 3, make([]float32, 6)}
	a, b := Matrix[float32]{2, 1, 1, []float32{1, 2}}, Matrix[float32]{1, 3, 3, []float32{1, 2, 3}}
	for want, e := range map[string]Epilogue[float32]{
		"kernel.FusedNN: c is 2×3, the bias has length 2":                      {Bias: make([]float32, 2)},
		"kernel.FusedNN: c is 2×3, the mask has stride 3 and holds 5 elements": {Mask: make([]float32, 5), MaskStride: 3},
		"kernel.FusedNN: c is 2×3, the mask has stride 2 and holds 9 elements": {Mask: make([]float32, 9), MaskStride: 2},
	} {
		mustPanic(t, want, func() { FusedNN(&c, 1, &a, &b, 0, &e) })
	}
	if Sum(c.Data) != 0 {
		t.Errorf("c was written: %v", c.Data)
	}
}

// A Matrix whose memory doesn't hold its shape is refused.
func TestBrokenMatrices(t *testing.T) {
	x := make([]float64, 2)
	for want, m := range map[string]Matrix[float64]{
		"kernel.GemvN: a is -1×2":                                    {-1, 2, 2, nil},
		"kernel.GemvN: a is 2×2, but its stride is 1":                {2, 2, 1, make([]float64, 9)},
		"kernel.GemvN: a is 2×2 with stride 3, but holds 4 elements": {2, 2, 3, make([]float64, 4)},
	} {
		mustPanic(t, want, func() { GemvN(x, 1, &m, x, 0) })
	}
}

// Nothing allocates.
func TestAllocations(t *testing.T) {
	c := Matrix[float32]{8, 8, 8, make([]float32, 64)}
	a, b := c.clone(), c.clone()
	x, y, z := c.row(0), a.row(0), b.row(0)
	allocs := testing.AllocsPerRun(10, func() {
		GemmNN(&c, 1, &a, &b, 0)
		GemmNT(&c, 1, &a, &b, 0)
		GemmTN(&c, 1, &a, &b, 0)
		GemmTT(&c, 1, &a, &b, 0)
		GemvN(x, 1, &a, z, 0)
		GemvT(x, 1, &a, z, 0)
		Ger(&c, 1, y, z)
		Mul(x, y, z)
		AddMask(x, y, z)
		Sigmoid(x, y)
		Softmax(x, y)
		x[0] = Dot(y, z) + Sum(y) + Max(z) + LogSumExp(y)
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
}
