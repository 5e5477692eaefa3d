package tensor

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A rule is tested through the number ⟨w, op(x₁, x₂, …)⟩ with random weights w:
// the rule called with the adjoint w adds to each shadow the gradient of that
// number, which central differences give independently. Every argument is a
// matrix to the test: a vector is one row, a scalar 1×1.
//
// The rows of a matrix are apart, with NaN in the gaps, so that a rule that reads
// or writes beyond a row is found; the shadows hold numbers beforehand, so that a
// rule that overwrites is found too.

const gap = 2

// arguments are what one call of an operation and of its rule work on.
type arguments[T Float] struct {
	in    []Matrix[T] // inputs
	out   Matrix[T]   // result
	dout  Matrix[T]   // adjoint of the result
	din   []Matrix[T] // shadows of the inputs
	noAdj []bool      // inputs without a derivative here
}

func (m Matrix[T]) vector() []T { return m.Data[:m.Cols] }

func (m Matrix[T]) scalar() T { return m.Data[0] }

// The rules of each operation must be right for these m, k and n.
var ruleShapes = [][3]int{{3, 4, 5}, {1, 1, 1}, {7, 2, 3}, {1, 5, 2}, {4, 1, 6}, {0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {0, 0, 0}}

func TestRules(t *testing.T) {
	cases32 := ruleCases[float32]()
	for i, c := range ruleCases[float64]() {
		t.Run(c.rule, func(t *testing.T) {
			for _, s := range ruleShapes {
				shapes := c.shapes(s[0], s[1], s[2])
				if c.nonEmpty && slices.ContainsFunc(shapes, func(s shapeOf) bool { return s[0]*s[1] == 0 }) {
					continue
				}
				args := newArguments(newRand(s), c, shapes)
				before := args.clone()
				c.adjoint(args)
				checkInputsKept(t, args, before)
				checkAgainstDifferences(t, c, args, before)
				checkFloat32(t, cases32[i], args, before)
			}
		})
	}
}

// newRand returns a source of numbers of its own for each m, k and n.
func newRand(s [3]int) *rand.Rand {
	return rand.New(rand.NewPCG(1, uint64(s[0]*100+s[1]*10+s[2])))
}

func newArguments[T Float](rng *rand.Rand, c ruleCase[T], shapes []shapeOf) arguments[T] {
	var a arguments[T]
	for i, s := range shapes {
		x := randomMatrix[T](rng, s[0], s[1], gap)
		for i := range x.Rows {
			for j, v := range x.Row(i) {
				x.Row(i)[j] = c.domain(v)
			}
		}
		a.in = append(a.in, x)
		a.din = append(a.din, randomMatrix[T](rng, s[0], s[1], gap+1))
		a.noAdj = append(a.noAdj, slices.Contains(c.constant, i))
	}
	a.out = spread(c.run(a.in), gap)
	a.dout = randomMatrix[T](rng, a.out.Rows, a.out.Cols, gap)
	return a
}

// randomMatrix returns numbers between −2 and 2 that keep away from 0 and, with
// probability 1, from each other.
func randomMatrix[T Float](rng *rand.Rand, rows, cols, gap int) Matrix[T] {
	m := spread(NewMatrix[T](rows, cols), gap)
	for i := range rows {
		for j := range cols {
			v := 0.1 + 1.9*rng.Float64()
			if rng.IntN(2) == 0 {
				v = -v
			}
			m.Set(i, j, T(v))
		}
	}
	return m
}

// spread returns m with its rows gap elements further apart, NaN between them.
func spread[T Float](m Matrix[T], gap int) Matrix[T] {
	s := Matrix[T]{m.Rows, m.Cols, m.Cols + gap, make([]T, m.Rows*(m.Cols+gap))}
	for i := range s.Data {
		s.Data[i] = T(math.NaN())
	}
	for i := range m.Rows {
		copy(s.Row(i), m.Row(i))
	}
	return s
}

func checkInputsKept[T Float](t *testing.T, got, want arguments[T]) {
	t.Helper()
	pairs := append(slices.Clone(got.in), got.out, got.dout)
	for i, w := range append(slices.Clone(want.in), want.out, want.dout) {
		if !identical(pairs[i].Data, w.Data) {
			t.Errorf("the rule wrote to what it may only read: argument %d is %v, was %v", i, pairs[i], w)
		}
	}
}

// checkAgainstDifferences compares what the rule added to each element of each
// shadow with a central difference of fourth order.
func checkAgainstDifferences(t *testing.T, c ruleCase[float64], args, before arguments[float64]) {
	t.Helper()
	const h = 1e-3
	for k, x := range args.in {
		checkGaps(t, args.din[k])
		if args.noAdj[k] {
			continue
		}
		for e := range x.Rows * x.Cols {
			i, j := e/x.Cols, e%x.Cols
			at := func(step float64) float64 {
				moved := before.clone()
				moved.in[k].Set(i, j, x.At(i, j)+step)
				return MatDot(before.dout, spread(c.run(moved.in), 0))
			}
			want := (8*(at(h)-at(-h)) - (at(2*h) - at(-2*h))) / (12 * h)
			got := args.din[k].At(i, j) - before.din[k].At(i, j)
			if !(math.Abs(got-want) <= 1e-9*(1+math.Abs(want))) {
				t.Errorf("input %d (%s), element (%d, %d): the rule adds %v, differences give %v", k, x.shape(), i, j, got, want)
			}
		}
	}
}

// checkGaps sees to it that nothing was written between the rows.
func checkGaps[T Float](t *testing.T, m Matrix[T]) {
	t.Helper()
	for i := range m.Rows {
		for _, v := range m.Data[i*m.Stride+m.Cols : (i+1)*m.Stride] {
			if v == v {
				t.Errorf("%v was written behind row %d of a shadow", v, i)
			}
		}
	}
}

// checkFloat32 compares the rule in float32 with the rule in float64.
func checkFloat32(t *testing.T, c ruleCase[float32], after, before arguments[float64]) {
	t.Helper()
	single := arguments[float32]{in: to32(before.in), din: to32(before.din), noAdj: before.noAdj}
	single.out, single.dout = spread(c.run(single.in), gap), to32([]Matrix[float64]{before.dout})[0]
	c.adjoint(single)
	for k, want := range to32(after.din) {
		for i := range want.Rows {
			for j, w := range want.Row(i) {
				if got := single.din[k].At(i, j); !(math.Abs(float64(got-w)) <= 2e-5*(1+math.Abs(float64(w)))) {
					t.Errorf("float32: input %d, element (%d, %d): shadow %v, in float64 %v", k, i, j, got, w)
				}
			}
		}
	}
}

func to32(ms []Matrix[float64]) []Matrix[float32] {
	var out []Matrix[float32]
	for _, m := range ms {
		s := Matrix[float32]{m.Rows, m.Cols, m.Stride, make([]float32, len(m.Data))}
		for i, v := range m.Data {
			s.Data[i] = float32(v)
		}
		out = append(out, s)
	}
	return out
}

func (a arguments[T]) clone() arguments[T] {
	clones := func(ms []Matrix[T]) (out []Matrix[T]) {
		for _, m := range ms {
			out = append(out, Matrix[T]{m.Rows, m.Cols, m.Stride, slices.Clone(m.Data)})
		}
		return out
	}
	rest := clones([]Matrix[T]{a.out, a.dout})
	return arguments[T]{clones(a.in), rest[0], rest[1], clones(a.din), a.noAdj}
}

// identical reports whether x and y hold the same numbers, NaN being equal to NaN.
func identical[T Float](x, y []T) bool {
	return slices.EqualFunc(x, y, func(v, w T) bool { return v == w || v != v && w != w })
}
