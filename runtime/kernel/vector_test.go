package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// elementwise lists the kernels that treat each element alone, with the formula
// they stand for; d is the destination's old element.
func elementwise[T Float]() map[string]elementwiseKernel[T] {
	return map[string]elementwiseKernel[T]{
		"Axpy":    {func(d, x, y []T) { Axpy(d, 3, x) }, func(d, x, y T) T { return d + 3*x }, 0},
		"Scale":   {func(d, x, y []T) { Scale(d, 3, x) }, func(d, x, y T) T { return 3 * x }, 0},
		"Add":     {Add[T], func(d, x, y T) T { return x + y }, 0},
		"Sub":     {Sub[T], func(d, x, y T) T { return x - y }, 0},
		"Mul":     {Mul[T], func(d, x, y T) T { return x * y }, 0},
		"AddMul":  {AddMul[T], func(d, x, y T) T { return d + x*y }, 0},
		"ReLU":    {func(d, x, y []T) { ReLU(d, x) }, func(d, x, y T) T { return max(x, 0) }, 0},
		"Mask":    {Mask[T], func(d, x, y T) T { return x * step(y) }, 0},
		"AddMask": {AddMask[T], func(d, x, y T) T { return d + x*step(y) }, 0},
		"Exp":     {func(d, x, y []T) { Exp(d, x) }, func(d, x, y T) T { return T(math.Exp(float64(x))) }, 2},
		"Tanh":    {func(d, x, y []T) { Tanh(d, x) }, func(d, x, y T) T { return T(math.Tanh(float64(x))) }, 3},
	}
}

// elementwiseKernel is a kernel, its formula and by how many units in the last place
// the two may differ.
type elementwiseKernel[T Float] struct {
	run     func(dst, x, y []T)
	formula func(d, x, y T) T
	ulps    float64
}

// near reports whether x and y agree up to units in the last place.
func near[T Float](x, y []T, ulps float64) bool {
	for i := range x {
		if x[i] == y[i] || x[i] != x[i] && y[i] != y[i] {
			continue
		}
		if !(math.Abs(float64(x[i])-float64(y[i])) <= ulps*ulp(y[i])) {
			return false
		}
	}
	return true
}

// ulp is the distance of x from the next number of its type.
func ulp[T Float](x T) float64 {
	if size[T]() == 4 {
		return float64(math.Nextafter32(float32(math.Abs(float64(x))), math.MaxFloat32) - float32(math.Abs(float64(x))))
	}
	return math.Nextafter(math.Abs(float64(x)), math.MaxFloat64) - math.Abs(float64(x))
}

func step[T Float](x T) T {
	if x > 0 {
		return 1
	}
	return 0
}

// Every path gives what the formula gives, at every length around the vectors' and the
// unrolling, also in place, and touches nothing else.
func TestElementwise(t *testing.T) {
	everyPath(t, testElementwise[float32])
	everyPath(t, testElementwise[float64])
}

// lengths are those at which the loops of the kernels begin and end.
func lengths() (all []int) {
	for n := range 80 {
		all = append(all, n)
	}
	return append(all, 127, 128, 129, 200, 256, 257)
}

func testElementwise[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var memory [3][]T
	for i := range memory {
		memory[i] = guarded[T](t, 257, true)
	}
	for name, k := range elementwise[T]() {
		for _, n := range lengths() {
			got, x, y := memory[0][257-n:], memory[1][257-n:], memory[2][257-n:]
			copy(got, vector[T](rng, n))
			copy(x, vector[T](rng, n))
			copy(y, vector[T](rng, n))
			want, inPlace := make([]T, n), make([]T, n)
			for i := range n {
				want[i], inPlace[i] = k.formula(got[i], x[i], y[i]), k.formula(x[i], x[i], y[i])
			}
			if k.run(got, x, y); !near(got, want, k.ulps) {
				t.Fatalf("%s of %v and %v: got %v, want %v", name, x, y, got, want)
			}
			if k.run(x, x, y); !near(x, inPlace, k.ulps) {
				t.Fatalf("%s in place: got %v, want %v", name, x, inPlace)
			}
		}
	}
}

// Reductions agree with the plain loop at every length around the unrolling.
func TestReductions(t *testing.T) {
	everyPath(t, testReductions[float32])
	everyPath(t, testReductions[float64])
}

func testReductions[T Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	memoryX, memoryY := guarded[T](t, 257, true), guarded[T](t, 257, true)
	for _, n := range lengths()[1:] {
		x, y := memoryX[257-n:], memoryY[257-n:]
		copy(x, vector[T](rng, n))
		copy(y, vector[T](rng, n))
		var dot, squares, sum T
		most := x[0]
		for i := range x {
			dot += x[i] * y[i]
			squares += x[i] * x[i]
			sum += x[i]
			most = max(most, x[i])
		}
		if Dot(x, y) != dot || SquaredNorm(x) != squares || Sum(x) != sum || Max(x) != most {
			t.Fatalf("length %d: got %v, %v, %v, %v, want %v, %v, %v, %v", n, Dot(x, y), SquaredNorm(x), Sum(x), Max(x), dot, squares, sum, most)
		}
	}
	if Dot[T](nil, nil) != 0 || Sum[T](nil) != 0 {
		t.Error("sums of nothing aren't 0")
	}
}

// Long vectors are given to the kernels in parts, which leave no seam.
func TestLongVectors(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		const n = 2*callLength + 3
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = float64(i), 1
		}
		if got, want := Dot(x, y), float64(n)*(n-1)/2; got != want {
			t.Errorf("Dot = %v, want %v", got, want)
		}
		if got := Max(x); got != n-1 {
			t.Errorf("Max = %v, want %v", got, n-1)
		}
		Axpy(y, 2, x)
		for i, v := range y {
			if v != float64(2*i+1) {
				t.Fatalf("element %d is %v, want %v", i, v, 2*i+1)
			}
		}
		a := Matrix[float64]{3, callLength / 2, callLength / 2, make([]float64, 3*callLength/2)}
		Ger(&a, 1, []float64{1, 2, 3}, x[:callLength/2])
		if got, want := a.Data[len(a.Data)-1], float64(3*(callLength/2-1)); got != want {
			t.Errorf("the last element of the outer product is %v, want %v", got, want)
		}
	})
}

// NaN is the largest element wherever it stands.
func TestMaxFindsNaN(t *testing.T) {
	everyPath(t, testMaxFindsNaN[float32])
	everyPath(t, testMaxFindsNaN[float64])
}

func testMaxFindsNaN[T Float](t *testing.T) {
	for _, n := range []int{1, 3, 8, 16, 17, 31, 64, 65, 200} {
		for at := range n {
			x := make([]T, n)
			for i := range x {
				x[i] = T(i%7) - 10
			}
			x[at] = T(math.NaN())
			if m := Max(x); m == m {
				t.Fatalf("NaN at %d of %d: got %v", at, n, m)
			}
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

// Infinities, NaN, zeros and subnormal numbers go through the activations as through
// their formulas.
func TestActivationsAtTheEnds(t *testing.T) {
	everyPath(t, testActivationsAtTheEnds[float32])
	everyPath(t, testActivationsAtTheEnds[float64])
}

func testActivationsAtTheEnds[T Float](t *testing.T) {
	inf, nan, tiny := math.Inf(1), math.NaN(), math.Ldexp(1, -140)
	for _, c := range []struct {
		name    string
		run     func(dst, x []T)
		x, want []float64
	}{
		{"ReLU", ReLU[T], []float64{-inf, -8, math.Copysign(0, -1), 0, tiny, inf, nan}, []float64{0, 0, 0, 0, tiny, inf, nan}},
		{"Exp", Exp[T], []float64{-inf, -800, 0, tiny, -tiny, 800, inf, nan}, []float64{0, 0, 1, 1, 1, inf, inf, nan}},
		{"Log", Log[T], []float64{-inf, -2, math.Copysign(0, -1), 0, 1, math.Ldexp(1, -149), inf, nan}, []float64{nan, nan, -inf, -inf, 0, -149 * math.Ln2, inf, nan}},
		{"Tanh", Tanh[T], []float64{-inf, -800, 0, tiny, -tiny, 30, inf, nan}, []float64{-1, -1, 0, tiny, -tiny, 1, 1, nan}},
		{"Sigmoid", Sigmoid[T], []float64{-inf, -800, 0, tiny, -tiny, 50, inf, nan}, []float64{0, 0, 0.5, 0.5, 0.5, 1, 1, nan}},
	} {
		for pad := range 20 {
			x, got := make([]T, pad+len(c.x)), make([]T, pad+len(c.x))
			for i, v := range c.x {
				x[pad+i] = T(v)
			}
			c.run(got, x)
			for i, want := range c.want {
				if v := got[pad+i]; v != T(want) && (v == v || want == want) {
					t.Fatalf("%s(%v) = %v, want %v", c.name, c.x[i], v, want)
				}
			}
		}
	}
	x := []T{T(math.Copysign(0, -1))}
	ReLU(x, x)
	if math.Signbit(float64(x[0])) {
		t.Error("ReLU(-0) is -0")
	}
}

// The sigmoid keeps its relative precision where it is small, and is 1 − σ(−x).
func TestSigmoid(t *testing.T) {
	everyPath(t, testSigmoid)
}

func testSigmoid(t *testing.T) {
	for _, x := range []float64{-700, -40, -3, -1e-9, 0, 1e-9, 2, 36} {
		y := []float64{x, -x}
		Sigmoid(y, y)
		want := 1 / (1 + math.Exp(-x))
		if math.Abs(y[0]-want) > 6e-16*want || math.Abs(y[0]+y[1]-1) > 3e-16 {
			t.Errorf("at %v: got %v and %v, want %v", x, y[0], y[1], want)
		}
	}
}

// Softmax is unchanged when a constant is added to all elements, however large,
// and sums to 1; LogSumExp moves along with the constant.
func TestSoftmaxShift(t *testing.T) {
	everyPath(t, testSoftmaxShift)
}

func testSoftmaxShift(t *testing.T) {
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
	everyPath(t, testLogSumExpAtTheEnds)
}

func testLogSumExpAtTheEnds(t *testing.T) {
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

// Rows are independent of each other, and what is between them isn't touched.
func TestSoftmaxRows(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		x := operand[float64](rand.New(rand.NewPCG(19, 20)), 5, 21, 3, false)
		dst := x.clone()
		SoftmaxRows(dst, x)
		want := x.clone()
		for i := range 5 {
			Softmax(want.row(i), x.row(i))
		}
		if !same(dst.Data, want.Data) {
			t.Errorf("got %v\nwant %v", dst, want)
		}
	})
	mustPanic(t, "kernel.SoftmaxRows: dst is 1×2, x is 2×1", func() {
		SoftmaxRows(Matrix[float32]{1, 2, 2, make([]float32, 2)}, Matrix[float32]{2, 1, 1, make([]float32, 2)})
	})
}
