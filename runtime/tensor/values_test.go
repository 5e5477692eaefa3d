package tensor

import (
	"math"
	"testing"
)

// What each operation returns, worked out by hand.

var (
	vx = []float64{1, -2, 3}
	vy = []float64{4, 5, -6}
	v2 = []float64{1, -1}
	ma = FromRows([]float64{1, 2, 3}, []float64{4, 5, 6})  // 2×3
	mb = FromRows([]float64{1, 0, -1}, []float64{2, 1, 0}) // 2×3
)

func TestVectorValues(t *testing.T) {
	e, ln2 := math.E, math.Ln2
	for name, c := range map[string]struct{ got, want []float64 }{
		"Add":      {Add(vx, vy), []float64{5, 3, -3}},
		"Sub":      {Sub(vx, vy), []float64{-3, -7, 9}},
		"Scale":    {Scale(-2, vx), []float64{-2, 4, -6}},
		"Hadamard": {Hadamard(vx, vy), []float64{4, -10, -18}},
		"Maximum":  {Maximum(vx, vy), []float64{4, 5, 3}},
		"ReLU":     {ReLU(vx), []float64{1, 0, 3}},
		"Abs":      {Abs(vx), []float64{1, 2, 3}},
		"Exp":      {Exp([]float64{0, 1, -1}), []float64{1, e, 1 / e}},
		"Log":      {Log([]float64{1, 2, e}), []float64{0, ln2, 1}},
		"Tanh":     {Tanh([]float64{0, ln2}), []float64{0, 0.6}},
		"Sigmoid":  {Sigmoid([]float64{0, ln2, -ln2}), []float64{0.5, 2. / 3, 1. / 3}},
		"Softmax":  {Softmax([]float64{0, ln2, 0}), []float64{0.25, 0.5, 0.25}},
		"MatVec":   {MatVec(ma, vx), []float64{6, 12}},
		"MatTVec":  {MatTVec(ma, v2), []float64{-3, -3, -3}},
		"Affine":   {Affine(ma, vx, v2), []float64{7, 11}},
	} {
		if !agree(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
}

func TestReductionValues(t *testing.T) {
	for name, c := range map[string]struct{ got, want float64 }{
		"Dot":            {Dot(vx, vy), -24},
		"SquaredNorm":    {SquaredNorm(vx), 14},
		"Norm":           {Norm([]float64{3, -4}), 5},
		"Norm, tiny":     {Norm([]float64{3e-300, -4e-300}), 5e-300},
		"Norm, huge":     {Norm([]float64{3e300, -4e300}), 5e300},
		"Norm, infinite": {Norm([]float64{3, math.Inf(-1)}), math.Inf(1)},
		"Norm, empty":    {Norm([]float64{}), 0},
		"Norm1":          {Norm1(vx), 6},
		"NormInf":        {NormInf([]float64{1, -7, 3}), 7},
		"Sum":            {Sum(vy), 3},
		"Mean":           {Mean(vy), 1},
		"Max":            {Max(vx), 3},
		"LogSumExp":      {LogSumExp([]float64{0, math.Log(2), 0}), math.Log(4)},
		"MatDot":         {MatDot(ma, mb), 11},
		"MatSquaredNorm": {MatSquaredNorm(mb), 7},
		"MatNorm":        {MatNorm(mb), math.Sqrt(7)},
		"MatNorm, huge":  {MatNorm(FromRows([]float64{3e300}, []float64{4e300})), 5e300},
		"MatSum":         {MatSum(ma), 21},
		"MatMean":        {MatMean(ma), 3.5},
	} {
		if !agree([]float64{c.got}, []float64{c.want}) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
	if !math.IsNaN(Mean([]float64{})) || !math.IsNaN(Norm([]float64{1, math.NaN()})) {
		t.Error("the mean of nothing and the norm of NaN are NaN")
	}
}

func TestMatrixValues(t *testing.T) {
	e, ln2 := math.E, math.Ln2
	at, bt := Transpose(ma), Transpose(mb)
	product := [][]float64{{-2, 4}, {-2, 13}}
	for name, c := range map[string]struct {
		got  Matrix[float64]
		want [][]float64
	}{
		"MatMul":      {MatMul(ma, bt), product},
		"MatMulNT":    {MatMulNT(ma, mb), product},
		"MatMulTN":    {MatMulTN(at, bt), product},
		"MatMulTT":    {MatMulTT(at, mb), product},
		"Outer":       {Outer(v2, vx), [][]float64{{1, -2, 3}, {-1, 2, -3}}},
		"Transpose":   {Transpose(ma), [][]float64{{1, 4}, {2, 5}, {3, 6}}},
		"MatAdd":      {MatAdd(ma, mb), [][]float64{{2, 2, 2}, {6, 6, 6}}},
		"MatSub":      {MatSub(ma, mb), [][]float64{{0, 2, 4}, {2, 4, 6}}},
		"MatScale":    {MatScale(2, mb), [][]float64{{2, 0, -2}, {4, 2, 0}}},
		"MatHadamard": {MatHadamard(ma, mb), [][]float64{{1, 0, -3}, {8, 5, 0}}},
		"MatMaximum":  {MatMaximum(mb, MatScale(-1, mb)), [][]float64{{1, 0, 1}, {2, 1, 0}}},
		"MatReLU":     {MatReLU(mb), [][]float64{{1, 0, 0}, {2, 1, 0}}},
		"MatAbs":      {MatAbs(mb), [][]float64{{1, 0, 1}, {2, 1, 0}}},
		"MatExp":      {MatExp(FromRows([]float64{0}, []float64{1})), [][]float64{{1}, {e}}},
		"MatLog":      {MatLog(FromRows([]float64{1}, []float64{2})), [][]float64{{0}, {ln2}}},
		"MatTanh":     {MatTanh(FromRows([]float64{0}, []float64{ln2})), [][]float64{{0}, {0.6}}},
		"MatSigmoid":  {MatSigmoid(FromRows([]float64{0}, []float64{ln2})), [][]float64{{0.5}, {2. / 3}}},
		"SoftmaxRows": {SoftmaxRows(FromRows([]float64{7, 7}, []float64{0, ln2})), [][]float64{{0.5, 0.5}, {1. / 3, 2. / 3}}},
		"AffineRows":  {AffineRows(FromRows(vx, vy), ma, v2), [][]float64{{7, 11}, {-3, 4}}},
		"ScaleRows":   {ScaleRows(v2, mb), [][]float64{{1, 0, -1}, {-2, -1, 0}}},
	} {
		if want := FromRows(c.want...); c.got.Rows != want.Rows || !agree(c.got.Data, want.Data) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
}

func TestRowReductionValues(t *testing.T) {
	for name, c := range map[string]struct{ got, want []float64 }{
		"SumRows":         {SumRows(ma), []float64{6, 15}},
		"DotRows":         {DotRows(ma, mb), []float64{-2, 13}},
		"SquaredNormRows": {SquaredNormRows(mb), []float64{2, 5}},
		"LogSumExpRows":   {LogSumExpRows(FromRows([]float64{0, 0}, []float64{0, math.Log(3)})), []float64{math.Ln2, math.Log(4)}},
	} {
		if !agree(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
}
