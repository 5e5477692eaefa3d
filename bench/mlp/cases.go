package main

import "math"

const (
	batches = 8    // mini-batches, which are used in turn
	rate    = 1e-3 // the step size
)

// A benchCase is a network by the widths of its layers, with the size of its mini-batches.
type benchCase struct {
	name   string
	widths [4]int
	batch  int
}

var cases = []benchCase{
	{"tiny-b1", [4]int{4, 16, 16, 1}, 1},
	{"tiny-b32", [4]int{4, 16, 16, 1}, 32},
	{"small-b32", [4]int{64, 128, 64, 10}, 32},
	{"mnist-b1", [4]int{784, 256, 128, 10}, 1},
	{"mnist-b64", [4]int{784, 256, 128, 10}, 64},
	{"mnist-b256", [4]int{784, 256, 128, 10}, 256},
	{"large-b256", [4]int{1024, 1024, 1024, 1024}, 256},
}

// noise is a number between −½ and ½ that follows from i and salt alone, the same for all peers of this benchmark.
func noise(i, salt uint32) float64 {
	x := i*0x9e3779b1 + salt*0x85157af5
	x = (x ^ x>>16) * 0x85ebca6b
	x = (x ^ x>>13) * 0xc2b2ae35
	return float64(x^x>>16)/(1<<32) - 0.5
}

// fill returns n numbers of noise, scaled.
func fill[T float32 | float64](n int, salt uint32, scale float64) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(scale) * T(noise(uint32(i), salt))
	}
	return x
}

// weights are those of layer l as the peers have them, turned round: out×in.
func weights[T float32 | float64](c benchCase, l int) (rows, cols int, data []T) {
	in, out := c.widths[l], c.widths[l+1]
	w := fill[T](in*out, uint32(l), math.Sqrt(24/float64(in)))
	data = make([]T, in*out)
	for i := range in {
		for j := range out {
			data[j*in+i] = w[i*out+j]
		}
	}
	return out, in, data
}

// biases are those of layer l.
func biases[T float32 | float64](c benchCase, l int) []T {
	return fill[T](c.widths[l+1], uint32(10+l), 0.1)
}
