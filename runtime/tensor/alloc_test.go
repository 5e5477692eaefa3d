package tensor

import "testing"

// The forms with fresh memory allocate their result; the rules allocate nothing.
func TestAllocations(t *testing.T) {
	x, dx, dy := make([]float32, 3), make([]float32, 3), make([]float32, 2)
	w, dw := NewMatrix[float32](2, 3), NewMatrix[float32](2, 3)
	if n := testing.AllocsPerRun(10, func() { dy = Affine(w, x, dy) }); n != 1 {
		t.Errorf("Affine allocates %v times, want once", n)
	}
	if n := testing.AllocsPerRun(10, func() {
		AffineAdjoint(w, x, dy, dw, dx, dy)
		MatReLUAdjoint(w, dw, dw)
		AddMatWhereLarger(dw, w, w, dw, 0.5)
		MaxAdjoint(x, Max(x), 1, dx)
	}); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// An …Into form allocates in the first call only.
func TestIntoFormsAllocateOnce(t *testing.T) {
	vectors, matrices := vectorCalls(), matrixCalls()
	for _, op := range operations[float64]() {
		var n float64
		var x []float64
		var m Matrix[float64]
		switch f, g := vectors[op.name], matrices[op.name]; {
		case f != nil:
			n = testing.AllocsPerRun(5, func() { x = f(x) }) // the run before those that count makes x
		case g != nil:
			n = testing.AllocsPerRun(5, func() { m = g(m) })
		default:
			t.Errorf("%sInto isn't called", op.name)
		}
		if n != 0 {
			t.Errorf("%sInto allocates %v times, want none", op.name, n)
		}
	}
}

func vectorCalls() map[string]func(dst []float64) []float64 {
	return map[string]func(dst []float64) []float64{
		"Add":             func(dst []float64) []float64 { return AddInto(dst, vx, vy) },
		"Sub":             func(dst []float64) []float64 { return SubInto(dst, vx, vy) },
		"Scale":           func(dst []float64) []float64 { return ScaleInto(dst, 2, vx) },
		"Hadamard":        func(dst []float64) []float64 { return HadamardInto(dst, vx, vy) },
		"Maximum":         func(dst []float64) []float64 { return MaximumInto(dst, vx, vy) },
		"ReLU":            func(dst []float64) []float64 { return ReLUInto(dst, vx) },
		"Masked":          func(dst []float64) []float64 { return MaskedInto(dst, vx, vy) },
		"MatTVecMasked":   func(dst []float64) []float64 { return MatTVecMaskedInto(dst, ma, v2, vx) },
		"AffineReLU":      func(dst []float64) []float64 { return AffineReLUInto(dst, ma, vx, v2) },
		"ColumnSums":      func(dst []float64) []float64 { return ColumnSumsInto(dst, ma) },
		"Abs":             func(dst []float64) []float64 { return AbsInto(dst, vx) },
		"Exp":             func(dst []float64) []float64 { return ExpInto(dst, vx) },
		"Log":             func(dst []float64) []float64 { return LogInto(dst, vx) },
		"Tanh":            func(dst []float64) []float64 { return TanhInto(dst, vx) },
		"Sigmoid":         func(dst []float64) []float64 { return SigmoidInto(dst, vx) },
		"Softmax":         func(dst []float64) []float64 { return SoftmaxInto(dst, vx) },
		"MatVec":          func(dst []float64) []float64 { return MatVecInto(dst, ma, vx) },
		"MatTVec":         func(dst []float64) []float64 { return MatTVecInto(dst, ma, v2) },
		"Affine":          func(dst []float64) []float64 { return AffineInto(dst, ma, vx, v2) },
		"SumRows":         func(dst []float64) []float64 { return SumRowsInto(dst, ma) },
		"DotRows":         func(dst []float64) []float64 { return DotRowsInto(dst, ma, mb) },
		"SquaredNormRows": func(dst []float64) []float64 { return SquaredNormRowsInto(dst, ma) },
		"LogSumExpRows":   func(dst []float64) []float64 { return LogSumExpRowsInto(dst, ma) },
	}
}

func matrixCalls() map[string]func(dst Matrix[float64]) Matrix[float64] {
	type matrix = Matrix[float64]
	at := Transpose(ma)
	aa := MatMul(ma, at)
	return map[string]func(dst matrix) matrix{
		"MatMul":         func(dst matrix) matrix { return MatMulInto(dst, ma, at) },
		"MatMulNT":       func(dst matrix) matrix { return MatMulNTInto(dst, ma, mb) },
		"MatMulTN":       func(dst matrix) matrix { return MatMulTNInto(dst, ma, mb) },
		"MatMulTT":       func(dst matrix) matrix { return MatMulTTInto(dst, ma, at) },
		"Outer":          func(dst matrix) matrix { return OuterInto(dst, vx, v2) },
		"Transpose":      func(dst matrix) matrix { return TransposeInto(dst, ma) },
		"MatAdd":         func(dst matrix) matrix { return MatAddInto(dst, ma, mb) },
		"MatSub":         func(dst matrix) matrix { return MatSubInto(dst, ma, mb) },
		"MatScale":       func(dst matrix) matrix { return MatScaleInto(dst, 2, ma) },
		"MatHadamard":    func(dst matrix) matrix { return MatHadamardInto(dst, ma, mb) },
		"MatMaximum":     func(dst matrix) matrix { return MatMaximumInto(dst, ma, mb) },
		"MatReLU":        func(dst matrix) matrix { return MatReLUInto(dst, mb) },
		"ShiftRows":      func(dst matrix) matrix { return ShiftRowsInto(dst, ma, vx) },
		"CenterRows":     func(dst matrix) matrix { return CenterRowsInto(dst, ma, vx) },
		"ScaleColumns":   func(dst matrix) matrix { return ScaleColumnsInto(dst, ma, vx) },
		"MatMasked":      func(dst matrix) matrix { return MatMaskedInto(dst, mb, mb) },
		"MatMulMasked":   func(dst matrix) matrix { return MatMulMaskedInto(dst, ma, at, aa) },
		"AffineReLURows": func(dst matrix) matrix { return AffineReLURowsInto(dst, mb, ma, v2) },
		"MatAbs":         func(dst matrix) matrix { return MatAbsInto(dst, mb) },
		"MatExp":         func(dst matrix) matrix { return MatExpInto(dst, mb) },
		"MatLog":         func(dst matrix) matrix { return MatLogInto(dst, ma) },
		"MatTanh":        func(dst matrix) matrix { return MatTanhInto(dst, mb) },
		"MatSigmoid":     func(dst matrix) matrix { return MatSigmoidInto(dst, mb) },
		"SoftmaxRows":    func(dst matrix) matrix { return SoftmaxRowsInto(dst, mb) },
		"AffineRows":     func(dst matrix) matrix { return AffineRowsInto(dst, mb, ma, v2) },
		"ScaleRows":      func(dst matrix) matrix { return ScaleRowsInto(dst, v2, ma) },
	}
}
