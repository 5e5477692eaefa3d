package batch_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/runtime/tensor"
)

// Each operation is done in the cheapest of four ways that is possible: once, whole, split, or in a loop over the samples.
func TestWays(t *testing.T) {
	b := newBench(t)
	for _, test := range []struct{ lesson, src, want string }{
		{"once: it is the same for all samples", `
//gograd:grad wrt=u batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 { return tensor.SquaredNorm(u) }`,
			"SquaredNorm"},
		{"whole: by forms for all samples, up to the sum", `
//gograd:grad wrt=w,u batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	return tensor.SquaredNorm(tensor.ReLU(tensor.Affine(w, x, u)))
}`,
			"AffineRows MatReLU MatSquaredNorm"},
		{"each: scalar code is a loop over the samples", `
//gograd:grad wrt=u batch=s
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 { return math.Exp(s) * u[0] }`,
			"for { Exp }"},
		{"each: a function without a form takes rows of what is whole", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	return tensor.Norm1(tensor.MatVec(w, x))
}`,
			"MatMulNT for { Norm1 }"},
		{"a number of each sample is an element of a slice", `
//gograd:grad wrt=w batch=x,s
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	return tensor.SquaredNorm(tensor.Scale(math.Sin(s), tensor.MatVec(w, x)))
}`,
			"MatMulNT for { Sin } ScaleRows MatSquaredNorm"},
		{"split: an if that goes the same way for all", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	z := tensor.MatVec(w, x)
	if s > 0 {
		z = tensor.Tanh(z)
	}
	return tensor.SquaredNorm(z)
}`,
			"MatMulNT if { MatTanh } MatSquaredNorm"},
		{"split: a loop that runs as often for all", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	for range u {
		x = tensor.Tanh(tensor.MatVec(w, x))
	}
	return tensor.SquaredNorm(x)
}`,
			"for { MatMulNT MatTanh } MatSquaredNorm"},
		{"each: an if that doesn't", `
//gograd:grad wrt=w batch=x,s
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	z := tensor.MatVec(w, x)
	if s > 0 {
		z = tensor.Tanh(z)
	}
	return tensor.SquaredNorm(z)
}`,
			"MatMulNT for { if { Tanh } SquaredNorm }"},
		{"each between two wholes: elements in place are elements of rows", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	z := tensor.MatVec(w, x)
	for i := range z {
		z[i] = math.Sin(z[i])
	}
	return tensor.SquaredNorm(tensor.MatVec(w, z))
}`,
			"MatMulNT for { for { Sin } } MatMulNT MatSquaredNorm"},
		{"demoted: memory that only one sample's code can make keeps what uses it there", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	z := x
	if len(x) > 0 && x[0] > 0 {
		z = x[:len(x):len(x)]
	}
	return tensor.SquaredNorm(tensor.MatVec(w, z))
}`,
			"for { if { } if { } MatVec SquaredNorm }"},
		{"single: what others see is written in the order of the samples", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	u[0]++
	return u[0] * tensor.SquaredNorm(tensor.MatVec(w, x))
}`,
			"for { MatVec SquaredNorm }"},
		{"the mean of a sum is the sum of means", `
//gograd:grad wrt=w batch=x,s
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	return tensor.SquaredNorm(tensor.MatVec(w, x)) + s*s - 2*tensor.Sum(u)
}`,
			"MatMulNT MatSquaredNorm Sum for { }"},
		{"a panic of all samples is that of the first", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	if s > 1 {
		panic(fmt.Sprint(tensor.Sum(tensor.MatVec(w, x))))
	}
	return tensor.SquaredNorm(tensor.MatVec(w, x))
}`,
			"if { MatMulNT SumRows Sprint panic } MatMulNT MatSquaredNorm"},
		{"so is that of a function that always panics", `
//gograd:grad wrt=w batch=x
func F(w tensor.Matrix[float64], u, x []float64, s float64) float64 {
	panic(fmt.Sprint(tensor.Sum(tensor.MatVec(w, x))))
}`,
			"MatMulNT SumRows Sprint panic"},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			f, mean := b.mean(t, test.src)
			if got := strings.TrimSpace(outline(mean.Body)); got != test.want {
				t.Errorf("the mean is\n%s\nwant\n%s\n%s", got, test.want, mean)
			}
			for _, s := range []float64{0.5, 2} {
				compare(t, f, mean, s)
			}
		})
	}
}

// compare runs F, one of the tests, for each of three samples, and its mean.
func compare(t *testing.T, f, mean *ir.Func, s float64) {
	t.Helper()
	x := tensor.MatrixOf(3, 2, []float64{0.5, -1, 2, 0.25, -0.75, 1.5})
	args := func() []any {
		return []any{tensor.MatrixOf(2, 2, []float64{1, -0.5, 0.25, 2}), []float64{0.5, -1.5}, x, []float64{s, -s, s + 1}}
	}
	all, one := args(), args()
	for i, p := range mean.Inputs() {
		if p.Type.String() == f.Inputs()[i].Type.String() && i >= 2 {
			all[i] = sampleOf(all[i], 0)
		}
	}
	want := result{}
	for k := range 3 {
		in := slices.Clone(one)
		for i := 2; i < len(in); i++ {
			in[i] = sampleOf(in[i], 0)
			if mean.Inputs()[i].Type.String() != f.Inputs()[i].Type.String() {
				in[i] = sampleOf(one[i], k)
			}
		}
		r := run(f, in)
		if want.value += r.value / 3; r.err != nil {
			want = r
			break
		}
	}
	got := run(mean, all)
	if fmt.Sprint(got.err) != fmt.Sprint(want.err) || math.Abs(got.value-want.value) > 1e-12 {
		t.Errorf("the mean of the samples is %v, the program for all of them gives %v", want, got)
	}
	if fmt.Sprint(all[:2]) != fmt.Sprint(one[:2]) {
		t.Errorf("the samples leave %v in memory, the program for all of them %v", one[:2], all[:2])
	}
}
