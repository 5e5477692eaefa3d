package tensor

import "testing"

// The calls that a step of a network of 4, 16, 16 and 1 units makes, for one sample and for
// 32: most of their time isn't arithmetic.
func BenchmarkSmall(b *testing.B) {
	b.Run("float32", benchmarkSmall[float32])
	b.Run("float64", benchmarkSmall[float64])
}

func benchmarkSmall[T Float](b *testing.B) {
	w1, w2, w3 := NewMatrix[T](16, 4), NewMatrix[T](16, 16), NewMatrix[T](1, 16)
	b1, b2, b3 := make([]T, 16), make([]T, 16), make([]T, 1)
	x, h1, h2, y := make([]T, 4), make([]T, 16), make([]T, 16), make([]T, 1)
	dst := make([]T, 16)
	d1 := make([]T, 1)
	x32, h32 := NewMatrix[T](32, 4), NewMatrix[T](32, 16)
	y32 := NewMatrix[T](32, 1)
	dm := NewMatrix[T](32, 16)
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"Affine16x4", func() { dst = AffineReLUInto(dst, w1, x, b1) }},
		{"Affine16x16", func() { dst = AffineReLUInto(dst, w2, h1, b2) }},
		{"Affine1x16", func() { d1 = AffineInto(d1, w3, h2, b3) }},
		{"Sub1", func() { d1 = SubInto(d1, b3, y) }},
		{"Norm1", func() { SquaredNorm(b3) }},
		{"Scale1", func() { d1 = ScaleInto(d1, 2, y) }},
		{"MatTVec1x16", func() { dst = MatTVecMaskedInto(dst, w3, y, h2) }},
		{"MatTVec16x16", func() { dst = MatTVecMaskedInto(dst, w2, h2, h1) }},
		{"Outer16x4", func() { AddScaledOuter(w1, 1e-3, h1, x) }},
		{"Outer16x16", func() { AddScaledOuter(w2, 1e-3, h1, h2) }},
		{"Outer1x16", func() { AddScaledOuter(w3, 1e-3, y, h2) }},
		{"AddScaled16", func() { AddScaled(b1, 1e-3, h2) }},
		{"AddScaled1", func() { AddScaled(b3, 1e-3, y) }},
		{"Rows32x16x4", func() { dm = AffineReLURowsInto(dm, x32, w1, b1) }},
		{"Rows32x16x16", func() { dm = AffineReLURowsInto(dm, h32, w2, b2) }},
		{"Rows32x1x16", func() { y32 = AffineRowsInto(y32, h32, w3, b3) }},
		{"Masked32x1x16", func() { dm = MatMulMaskedInto(dm, y32, w3, h32) }},
		{"Masked32x16x16", func() { dm = MatMulMaskedInto(dm, h32, w2, h32) }},
		{"TN16x32x4", func() { AddScaledMatMulTN(w1, 1e-3, h32, x32) }},
		{"TN16x32x16", func() { AddScaledMatMulTN(w2, 1e-3, h32, h32) }},
		{"TN1x32x16", func() { AddScaledMatMulTN(w3, 1e-3, y32, h32) }},
		{"ColumnSums32x16", func() { AddScaledColumnSums(b1, 1e-3, h32) }},
		{"ColumnSums32x1", func() { AddScaledColumnSums(b3, 1e-3, y32) }},
		{"MatSub32x1", func() { y32 = MatSubInto(y32, y32, y32) }},
		{"MatNorm32x1", func() { MatSquaredNorm(y32) }},
		{"MatScale32x1", func() { y32 = MatScaleInto(y32, 2, y32) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.do()
			}
		})
	}
}
