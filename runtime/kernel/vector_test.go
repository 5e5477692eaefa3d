package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// elementwise lists the kernels that treat each element alone, with the formula
// they stand for; d is the destination's old element.
func elementwise[T Float]() map[string]struct {
	run     func(dst, x, y []T)
	formula func(d, x, y T) T
} {
	return map[string]struct {
		run     func(dst, x, y []T)
		formula func(d, x, y T) T
	}{
		"Axpy":    {func(d, x, y []T) { Axpy(d, 3, x) }, func(d, x, y T) T { return d + 3*x }},
		"Scale":   {func(d, x, y []T) { Scale(d, 3, x) }, func(d, x, y T) T { return 3 * x }},
		"Add":     {Add[T], func(d, x, y T) T { return x + y }},
		"Sub":     {Sub[T], func(d, x, y T) T { return x - y }},
		"Mul":     {Mul[T], func(d, x, y T) T { return x * y }},
		"AddMul":  {AddMul[T], func(d, x, y T) T { return d + x*y }},
		"ReLU":    {func(d, x, y []T) { ReLU(d, x) }, func(d, x, y T) T { return max(x, 0) }},
		"Mask":    {Mask[T], func(d, x, y T) T { return x * step(y) }},
		"AddMask": {AddMask[T], func(d, x, y T) T { return d + x*step(y) }},
		"Exp":     {func(d, x, y []T) { Exp(d, x) }, func(d, x, y T) T { return T(math.Exp(float64(x))) }},
		"Tanh":    {func(d, x, y []T) { Tanh(d, x) }, func(d, x, y T) T { return T(math.Tanh(float64(x))) }},
	}
}

func step[T Float](x T) T {
	if x > 0 {
		return 1
	}
	return 0
}

func TestElementwise(t *testing.T) {
	t.Run("float32", testElementwise[float32])
	t.Run("float64", testElementwise[float64])
}

func testElementwise[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for name, k := range elementwise[T]() {
		for n := range 13 {
			x, y, got := vector[T](rng, n), vector[T](rng, n), vector[T](rng, n)
			want := make([]T, n)
			for i := range n {
				want[i] = k.formula(got[i], x[i], y[i])
			}
			if k.run(got, x, y); !same(got, want) {
				t.Errorf("%s of %v and %v: got %v, want %v", name, x, y, got, want)
			}
			inPlace := make([]T, n)
			for i := range n {
				inPlace[i] = k.formula(x[i], x[i], y[i])
			}
			if k.run(x, x, y); !same(x, inPlace) {
				t.Errorf("%s in place: got %v, want %v", name, x, inPlace)
			}
		}
	}
}

// Reductions agree with the plain loop at every length around the unrolling.
func TestReductions(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for n := range 20 {
		x, y := vector[float32](rng, n), vector[float32](rng, n)
		var dot, squares, sum float32
		for i := range x {
			dot += x[i] * y[i]
			squares += x[i] * x[i]
			sum += x[i]
		}
		if Dot(x, y) != dot || SquaredNorm(x) != squares || Sum(x) != sum {
			t.Errorf("length %d: got %v, %v, %v, want %v, %v, %v", n, Dot(x, y), SquaredNorm(x), Sum(x), dot, squares, sum)
		}
	}
}

func TestMax(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		x    []float64
		want float64
	}{
		{[]float64{-3}, -3},
		{[]float64{-3, 7, 7, 2}, 7},
		{[]float64{math.Inf(-1), -1}, -1},
		{[]float64{1, nan, 2}, nan},
	} {
		if got := Max(c.x); !same([]float64{got}, []float64{c.want}) {
			t.Errorf("Max(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	mustPanic(t, "kernel.Max: x is empty", func() { Max([]float64{}) })
}

// Infinities and NaN go through the activations as through their formulas.
func TestActivationsAtTheEnds(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	x := []float64{-inf, -800, 0, 800, inf, nan}
	got := make([]float64, len(x))
	for _, c := range []struct {
		name string
		run  func(dst, x []float64)
		want []float64
	}{
		{"ReLU", ReLU[float64], []float64{0, 0, 0, 800, inf, nan}},
		{"Exp", Exp[float64], []float64{0, 0, 1, inf, inf, nan}},
		{"Tanh", Tanh[float64], []float64{-1, -1, 0, 1, 1, nan}},
		{"Sigmoid", Sigmoid[float64], []float64{0, math.Exp(-800), 0.5, 1, 1, nan}},
	} {
		if c.run(got, x); !same(got, c.want) {
			t.Errorf("%s(%v) = %v, want %v", c.name, x, got, c.want)
		}
	}
}

// The sigmoid keeps its relative precision where it is small, and is 1 − σ(−x).
func TestSigmoid(t *testing.T) {
	for _, x := range []float64{-700, -40, -3, -1e-9, 0, 1e-9, 2, 36} {
		y := []float64{x, -x}
		Sigmoid(y, y)
		want := 1 / (1 + math.Exp(-x))
		if math.Abs(y[0]-want) > 4e-16*want || math.Abs(y[0]+y[1]-1) > 3e-16 {
			t.Errorf("at %v: got %v and %v, want %v", x, y[0], y[1], want)
		}
	}
}

// Softmax is unchanged when a constant is added to all elements, however large,
// and sums to 1; LogSumExp moves along with the constant.
func TestSoftmaxShift(t *testing.T) {
	x := []float64{1, 2, 4}
	sum := math.E + math.Exp(2) + math.Exp(4)
	for _, shift := range []float64{0, -1024, 1024} {
		y, p := make([]float64, 3), make([]float64, 3)
		for i := range x {
			y[i] = x[i] + shift
		}
		Softmax(p, y)
		for i := range p {
			if want := math.Exp(x[i]) / sum; math.Abs(p[i]-want) > 1e-15 {
				t.Errorf("shift %v: p[%d] = %v, want %v", shift, i, p[i], want)
			}
		}
		if got, want := LogSumExp(y), math.Log(sum)+shift; math.Abs(got-want) > 1e-15*(4+math.Abs(shift)) {
			t.Errorf("shift %v: LogSumExp = %v, want %v", shift, got, want)
		}
	}
}

func TestLogSumExpAtTheEnds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		x    []float32
		want float64
	}{
		{nil, -inf},
		{[]float32{float32(-inf), float32(-inf)}, -inf},
		{[]float32{1, float32(inf)}, inf},
		{[]float32{float32(-inf), 3}, 3},
	} {
		if got := LogSumExp(c.x); float64(got) != c.want {
			t.Errorf("LogSumExp(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}
