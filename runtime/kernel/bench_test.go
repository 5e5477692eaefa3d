package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// benchmarkShapes are m×k×n, with c m×n: squares, and the products of the networks
// in the benchmarks of steps, layer by layer for batches of 1 to 1024.
func benchmarkShapes() (shapes [][3]int) {
	for _, n := range []int{4, 8, 16, 32, 64, 128, 256, 512, 1024} {
		shapes = append(shapes, [3]int{n, n, n})
	}
	for _, layer := range [][2]int{{784, 256}, {256, 128}, {128, 10}} {
		for _, batch := range []int{1, 4, 32, 64, 128, 256, 1024} {
			shapes = append(shapes, [3]int{batch, layer[0], layer[1]})
		}
	}
	return append(shapes, [3]int{784, 64, 256}, [3]int{64, 10, 128}, [3]int{256, 1, 784})
}

// BenchmarkGemm gives GFLOP/s and the share of the peak in the same run, as in
//
//	go test -run '^$' -bench 'Gemm/avx512/float32/NN/' ./runtime/kernel
func BenchmarkGemm(b *testing.B) {
	for _, path := range paths() {
		onPath(b, path)
		b.Run(path.String()+"/float32", func(b *testing.B) { benchmarkGemm[float32](b, path) })
		b.Run(path.String()+"/float64", func(b *testing.B) { benchmarkGemm[float64](b, path) })
	}
}

func benchmarkGemm[T Float](b *testing.B, path isa) {
	peak := fmaPeak[T](path)
	for _, f := range forms[T]() {
		for _, s := range benchmarkShapes() {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", f.name, s[0], s[1], s[2]), func(b *testing.B) {
				benchmarkProduct(b, f, s, peak)
			})
		}
	}
}

func benchmarkProduct[T Float](b *testing.B, f form[T], s [3]int, peak float64) {
	m, k, n := s[0], s[1], s[2]
	rng := rand.New(rand.NewPCG(1, 1))
	x, y := operand[T](rng, m, k, 0, f.transA), operand[T](rng, k, n, 0, f.transB)
	c := operand[T](rng, m, n, 0, false)
	for b.Loop() {
		f.run(&c, 1, &x, &y, 0)
	}
	rate := float64(2*m*n*k) * float64(b.N) / b.Elapsed().Seconds() / 1e9
	b.ReportMetric(rate, "GFLOP/s")
	if peak > 0 {
		b.ReportMetric(100*rate/peak, "%peak")
	}
}
