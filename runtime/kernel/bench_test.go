package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// benchmarkShapes are m, k, n of products c (m×n) of the network benchmarks:
// batch 1 and 64, tiny and large.
var benchmarkShapes = [][3]int{
	{4, 4, 4}, {6, 6, 6}, {8, 8, 8}, {16, 16, 16}, {1, 784, 256}, {64, 784, 256}, {64, 128, 10}, {64, 10, 128}, {256, 64, 784}, {512, 512, 512},
}

func BenchmarkGemmFloat32(b *testing.B) { benchmarkGemm[float32](b) }

func BenchmarkGemmFloat64(b *testing.B) { benchmarkGemm[float64](b) }

func benchmarkGemm[T Float](b *testing.B) {
	for _, p := range products[T]() {
		for _, s := range benchmarkShapes {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", p.name, s[0], s[1], s[2]), func(b *testing.B) {
				benchmarkProduct(b, p, s, p.run)
			})
			b.Run(fmt.Sprintf("%s/%dx%dx%d/naive", p.name, s[0], s[1], s[2]), func(b *testing.B) {
				benchmarkProduct(b, p, s, func(c Matrix[T], alpha T, x, y Matrix[T], beta T) {
					naive(c, alpha, x, y, beta, p.transA, p.transB)
				})
			})
		}
	}
}

func benchmarkProduct[T Float](b *testing.B, p product[T], s [3]int, run func(c Matrix[T], alpha T, x, y Matrix[T], beta T)) {
	m, k, n := s[0], s[1], s[2]
	rng := rand.New(rand.NewPCG(1, 1))
	x, y := operand[T](rng, m, k, 0, p.transA), operand[T](rng, k, n, 0, p.transB)
	c := operand[T](rng, m, n, 0, false)
	for b.Loop() {
		run(c, 1, x, y, 0)
	}
	b.ReportMetric(float64(2*m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
