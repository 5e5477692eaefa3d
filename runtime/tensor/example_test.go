package tensor_test

import (
	"fmt"

	"github.com/gograd/gograd/runtime/tensor"
)

// A network with one hidden layer, and its loss.
func Example() {
	w1 := tensor.FromRows([]float64{1, -1}, []float64{2, 0}, []float64{-1, -1})
	w2 := tensor.FromRows([]float64{1, 1, 1})
	x, y := []float64{3, 1}, []float64{5}

	h := tensor.ReLU(tensor.Affine(w1, x, []float64{0, 0, 1}))
	r := tensor.Sub(tensor.MatVec(w2, h), y)
	fmt.Println(h, r, tensor.SquaredNorm(r))
	// Output: [2 6 0] [3] 9
}

// The memory of one result serves the next.
func ExampleAffineInto() {
	w := tensor.FromRows([]float64{1, 2}, []float64{3, 4})
	var y []float64
	for _, x := range [][]float64{{1, 0}, {0, 1}} {
		y = tensor.AffineInto(y, w, x, []float64{10, 20})
		fmt.Println(y)
	}
	// Output:
	// [11 23]
	// [12 24]
}

// A batch is a matrix with one sample a row.
func ExampleAffineRows() {
	w := tensor.FromRows([]float64{1, 2}, []float64{3, 4})
	x := tensor.FromRows([]float64{1, 0}, []float64{0, 1})
	fmt.Println(tensor.AffineRows(x, w, []float64{10, 20}).Data)
	// Output: [11 23 12 24]
}

// MatrixOf gives memory a shape; nothing is copied.
func ExampleMatrixOf() {
	data := []float32{1, 2, 3, 4, 5, 6}
	m := tensor.MatrixOf(2, 3, data)
	m.Set(1, 2, 60)
	fmt.Println(m.Row(1), data[5])
	// Output: [4 5 60] 60
}
