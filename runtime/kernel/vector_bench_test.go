package kernel

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// BenchmarkVector gives the numbers treated per nanosecond, in the first-level cache
// and in the second-level one.
func BenchmarkVector(b *testing.B) {
	for _, path := range paths() {
		onPath(b, path)
		b.Run(path.String()+"/float32", benchmarkVectors[float32])
		b.Run(path.String()+"/float64", benchmarkVectors[float64])
	}
}

func benchmarkVectors[T Float](b *testing.B) {
	kernels := elementwise[T]()
	kernels["Dot"] = elementwiseKernel[T]{run: func(d, x, y []T) { d[0] = Dot(x, y) }}
	kernels["Sum"] = elementwiseKernel[T]{run: func(d, x, y []T) { d[0] = Sum(x) }}
	kernels["Max"] = elementwiseKernel[T]{run: func(d, x, y []T) { d[0] = Max(x) }}
	kernels["Softmax"] = elementwiseKernel[T]{run: func(d, x, y []T) { Softmax(d, x) }}
	kernels["Log"] = elementwiseKernel[T]{run: func(d, x, y []T) { Log(d, y) }}
	for _, name := range slices.Sorted(maps.Keys(kernels)) {
		for _, n := range []int{16, 1024, 32768} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				rng := rand.New(rand.NewPCG(1, 1))
				d, x, y := vector[T](rng, n), vector[T](rng, n), vector[T](rng, n)
				for b.Loop() {
					kernels[name].run(d, x, y)
				}
				b.ReportMetric(float64(n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "numbers/ns")
			})
		}
	}
}

// BenchmarkGer gives the bytes of the matrix that are read and written per nanosecond.
func BenchmarkGer(b *testing.B) {
	for _, path := range paths() {
		onPath(b, path)
		for _, s := range [][2]int{{16, 16}, {256, 128}, {784, 256}} {
			b.Run(fmt.Sprintf("%v/%dx%d", path, s[0], s[1]), func(b *testing.B) {
				rng := rand.New(rand.NewPCG(1, 1))
				a := operand[float32](rng, s[0], s[1], 0, false)
				x, y := vector[float32](rng, s[0]), vector[float32](rng, s[1])
				for b.Loop() {
					Ger(&a, 1e-9, x, y)
				}
				b.ReportMetric(8*float64(len(a.Data))*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GB/s")
			})
		}
	}
}
