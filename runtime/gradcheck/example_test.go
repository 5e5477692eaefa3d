package gradcheck_test

import (
	"fmt"
	"strings"

	"github.com/gograd/gograd/runtime/gradcheck"
)

func himmelblau(x, y float64) float64 {
	a := x*x + y - 11
	b := x + y*y - 7
	return a*a + b*b
}

// himmelblauGrad has a mistake: the second a should be b.
func himmelblauGrad(x, y float64) (f, dx, dy float64) {
	a := x*x + y - 11
	b := x + y*y - 7
	return a*a + b*b, 4*x*a + 2*b, 2*a + 4*y*a
}

// A function of several numbers is tested as a function of a slice.
func ExampleCheck() {
	err := gradcheck.Check(
		func(v []float64) float64 { return himmelblau(v[0], v[1]) },
		func(v, dv []float64) float64 {
			f, dx, dy := himmelblauGrad(v[0], v[1])
			dv[0] += dx
			dv[1] += dy
			return f
		}, []float64{1, 2})
	summary, _, _ := strings.Cut(err.Error(), "\n")
	fmt.Println(summary)
	// Output: gradcheck: 1 of 2 numbers are wrong
}
