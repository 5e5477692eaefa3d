package tensor

import (
	"math"
	"testing"
)

// Each …Into form gives what the form with fresh memory gives, whatever its
// destination held and however its rows are spaced, and returns the destination.
func TestIntoForms(t *testing.T) {
	for name, c := range map[string]struct {
		want []float64
		into func(dst []float64) []float64
	}{
		"Add":             {Add(vx, vy), func(d []float64) []float64 { return AddInto(d, vx, vy) }},
		"Sub":             {Sub(vx, vy), func(d []float64) []float64 { return SubInto(d, vx, vy) }},
		"Scale":           {Scale(2, vx), func(d []float64) []float64 { return ScaleInto(d, 2, vx) }},
		"Hadamard":        {Hadamard(vx, vy), func(d []float64) []float64 { return HadamardInto(d, vx, vy) }},
		"Maximum":         {Maximum(vx, vy), func(d []float64) []float64 { return MaximumInto(d, vx, vy) }},
		"ReLU":            {ReLU(vx), func(d []float64) []float64 { return ReLUInto(d, vx) }},
		"Abs":             {Abs(vx), func(d []float64) []float64 { return AbsInto(d, vx) }},
		"Exp":             {Exp(vx), func(d []float64) []float64 { return ExpInto(d, vx) }},
		"Log":             {Log(vx[:1]), func(d []float64) []float64 { return LogInto(d, vx[:1]) }},
		"Tanh":            {Tanh(vx), func(d []float64) []float64 { return TanhInto(d, vx) }},
		"Sigmoid":         {Sigmoid(vx), func(d []float64) []float64 { return SigmoidInto(d, vx) }},
		"Softmax":         {Softmax(vx), func(d []float64) []float64 { return SoftmaxInto(d, vx) }},
		"MatVec":          {MatVec(ma, vx), func(d []float64) []float64 { return MatVecInto(d, ma, vx) }},
		"MatTVec":         {MatTVec(ma, v2), func(d []float64) []float64 { return MatTVecInto(d, ma, v2) }},
		"Affine":          {Affine(ma, vx, v2), func(d []float64) []float64 { return AffineInto(d, ma, vx, v2) }},
		"SumRows":         {SumRows(ma), func(d []float64) []float64 { return SumRowsInto(d, ma) }},
		"DotRows":         {DotRows(ma, mb), func(d []float64) []float64 { return DotRowsInto(d, ma, mb) }},
		"SquaredNormRows": {SquaredNormRows(ma), func(d []float64) []float64 { return SquaredNormRowsInto(d, ma) }},
		"LogSumExpRows":   {LogSumExpRows(ma), func(d []float64) []float64 { return LogSumExpRowsInto(d, ma) }},
	} {
		dst := make([]float64, len(c.want))
		AddConstant(dst, math.NaN())
		if got := c.into(dst); &got[0] != &dst[0] || !identical(dst, c.want) {
			t.Errorf("%sInto: got %v, want %v", name, dst, c.want)
		}
	}
}

func TestMatrixIntoForms(t *testing.T) {
	type matrix = Matrix[float64]
	at := Transpose(ma)
	for name, c := range map[string]struct {
		want matrix
		into func(dst matrix) matrix
	}{
		"MatMul":      {MatMul(ma, at), func(d matrix) matrix { return MatMulInto(d, ma, at) }},
		"MatMulNT":    {MatMulNT(ma, mb), func(d matrix) matrix { return MatMulNTInto(d, ma, mb) }},
		"MatMulTN":    {MatMulTN(ma, mb), func(d matrix) matrix { return MatMulTNInto(d, ma, mb) }},
		"MatMulTT":    {MatMulTT(ma, at), func(d matrix) matrix { return MatMulTTInto(d, ma, at) }},
		"Outer":       {Outer(vx, v2), func(d matrix) matrix { return OuterInto(d, vx, v2) }},
		"Transpose":   {Transpose(ma), func(d matrix) matrix { return TransposeInto(d, ma) }},
		"MatAdd":      {MatAdd(ma, mb), func(d matrix) matrix { return MatAddInto(d, ma, mb) }},
		"MatSub":      {MatSub(ma, mb), func(d matrix) matrix { return MatSubInto(d, ma, mb) }},
		"MatScale":    {MatScale(2, ma), func(d matrix) matrix { return MatScaleInto(d, 2, ma) }},
		"MatHadamard": {MatHadamard(ma, mb), func(d matrix) matrix { return MatHadamardInto(d, ma, mb) }},
		"MatMaximum":  {MatMaximum(ma, mb), func(d matrix) matrix { return MatMaximumInto(d, ma, mb) }},
		"MatReLU":     {MatReLU(mb), func(d matrix) matrix { return MatReLUInto(d, mb) }},
		"MatAbs":      {MatAbs(mb), func(d matrix) matrix { return MatAbsInto(d, mb) }},
		"MatExp":      {MatExp(mb), func(d matrix) matrix { return MatExpInto(d, mb) }},
		"MatLog":      {MatLog(ma), func(d matrix) matrix { return MatLogInto(d, ma) }},
		"MatTanh":     {MatTanh(mb), func(d matrix) matrix { return MatTanhInto(d, mb) }},
		"MatSigmoid":  {MatSigmoid(mb), func(d matrix) matrix { return MatSigmoidInto(d, mb) }},
		"SoftmaxRows": {SoftmaxRows(mb), func(d matrix) matrix { return SoftmaxRowsInto(d, mb) }},
		"AffineRows":  {AffineRows(mb, ma, v2), func(d matrix) matrix { return AffineRowsInto(d, mb, ma, v2) }},
		"ScaleRows":   {ScaleRows(v2, ma), func(d matrix) matrix { return ScaleRowsInto(d, v2, ma) }},
	} {
		dst := spread(ZerosLike(c.want), gap)
		AddMatConstant(dst, math.NaN())
		if got := c.into(dst); &got.Data[0] != &dst.Data[0] || !identical(dst.Clone().Data, c.want.Data) {
			t.Errorf("%sInto: got %v, want %v", name, dst, c.want)
		}
		checkGaps(t, dst)
	}
}

// Elementwise destinations may be an operand.
func TestInPlace(t *testing.T) {
	x := []float64{1, -2, 3}
	ReLUInto(x, x)
	SubInto(x, vy, x)
	AddScaled(x, 2, x)
	if want := []float64{9, 15, -27}; !identical(x, want) {
		t.Errorf("got %v, want %v", x, want)
	}
}

// The forms with fresh memory allocate their result; the others and the rules
// allocate nothing.
func TestAllocations(t *testing.T) {
	x, dx, dy := make([]float32, 3), make([]float32, 3), make([]float32, 2)
	w, dw := NewMatrix[float32](2, 3), NewMatrix[float32](2, 3)
	if n := testing.AllocsPerRun(10, func() { dy = Affine(w, x, dy) }); n != 1 {
		t.Errorf("Affine allocates %v times, want once", n)
	}
	if n := testing.AllocsPerRun(10, func() {
		AffineInto(dy, w, x, dy)
		AffineAdjoint(w, x, dy, dw, dx, dy)
		MatReLUInto(dw, w)
		MatReLUAdjoint(w, dw, dw)
		SoftmaxRowsInto(dw, w)
		AddMatWhereLarger(dw, w, w, dw, 0.5)
		MatMulNTInto(Matrix[float32]{2, 1, 1, dy}, w, RowMatrix(x))
		MaxAdjoint(x, Max(x), 1, dx)
	}); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
