package tensor

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestIntoForms(t *testing.T) {
	t.Run("float32", testIntoForms[float32])
	t.Run("float64", testIntoForms[float64])
}

// Each …Into form gives what the form with fresh memory gives, to the bit,
// whatever its destination is.
func testIntoForms[T Float](t *testing.T) {
	for _, op := range operations[T]() {
		for _, in := range inputsOf[T](t, op.name) {
			want, before := run(op, in), arguments[T]{in: in}.clone().in
			n := len(want.Data)
			for kind, dst := range map[string][]T{
				"none":      nil,
				"too small": dirty[T](n - 1),
				"exact":     dirty[T](n),
				"large":     dirty[T](n + 3),
				"cut":       dirty[T](n + 3)[:0],
			} {
				got := runInto(op, dst, in)
				if got.Rows != want.Rows || got.Cols != want.Cols || got.Stride != want.Stride || !sameBits(got.Data, want.Data) {
					t.Errorf("%sInto, dst %s: got %v, want %v", op.name, kind, got, want)
				}
				checkMemory(t, op.name, got.Data, dst)
			}
			for i := range in {
				if !sameBits(in[i].Data, before[i].Data) {
					t.Errorf("%sInto wrote to argument %d", op.name, i)
				}
			}
		}
	}
}

// checkMemory sees to it that a result is in the memory of dst if its capacity
// suffices, that nothing behind the result was written, and that it isn't nil,
// as it isn't from fresh memory.
func checkMemory[T Float](t *testing.T, name string, got, dst []T) {
	t.Helper()
	n := len(got)
	switch {
	case got == nil:
		t.Errorf("%sInto returned nil", name)
	case n > 0 && cap(dst) >= n && &got[0] != &dst[:1][0]:
		t.Errorf("%sInto left memory for %d elements unused, of which it needs %d", name, cap(dst), n)
	case cap(dst) >= n && !sameBits(dst[n:cap(dst)], dirty[T](cap(dst)-n)):
		t.Errorf("%sInto wrote behind its result: %v", name, dst[n:cap(dst)])
	}
}

// sameBits reports whether x and y are the same to the bit: −0 is not 0.
func sameBits[T Float](x, y []T) bool {
	return slices.EqualFunc(x, y, func(v, w T) bool {
		return math.Float64bits(float64(v)) == math.Float64bits(float64(w))
	})
}

// Shapes that don't fit give one panic, in which the operation has one name, from
// both forms, or that of a call which it stands for; the destination keeps what it held.
func TestIntoFormsPanicAlike(t *testing.T) {
	same := map[string]string{}
	for _, fn := range sources(t) {
		same[fn.Name.Name], _ = sameDirective(fn)
	}
	var never []string
	for _, op := range operations[float64]() {
		panics := 0
		for _, in := range inputsOf[float64](t, op.name) {
			for _, bad := range spoilt(in) {
				dst := dirty[float64](200)
				want := panicOf(func() { run(op, bad) })
				if got := panicOf(func() { runInto(op, dst, bad) }); got != want {
					t.Errorf("%sInto panics with %v, %s with %v", op.name, got, op.name, want)
				}
				if want == nil {
					continue
				}
				panics++
				named, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprint(want), "tensor."), ":")
				if named != op.name && !strings.Contains(same[op.name], named+"(") || !sameBits(dst, dirty[float64](200)) {
					t.Errorf("%sInto panics with %v, and dst holds %v", op.name, want, dst)
				}
			}
		}
		if panics == 0 {
			never = append(never, op.name)
		}
	}
	slices.Sort(never)
	if want := []string{"Abs", "Exp", "Log", "Outer", "ReLU", "Scale", "Sigmoid", "Softmax", "Tanh"}; !slices.Equal(never, want) {
		t.Errorf("fit any shapes: %v\nwant:           %v", never, want)
	}
}

// spoilt returns the inputs with one of them a column or a row larger, an element
// short, or of negative size.
func spoilt(in []Matrix[float64]) [][]Matrix[float64] {
	var all [][]Matrix[float64]
	for i, m := range in {
		variants := []Matrix[float64]{NewMatrix[float64](m.Rows, m.Cols+1), NewMatrix[float64](m.Rows+1, m.Cols)}
		if m.Rows > 1 && m.Cols > 0 {
			variants = append(variants, Matrix[float64]{m.Rows, m.Cols, m.Cols, make([]float64, m.Rows*m.Cols-1)},
				Matrix[float64]{-m.Rows, m.Cols, m.Stride, m.Data})
		}
		for _, v := range variants {
			bad := slices.Clone(in)
			bad[i] = v
			all = append(all, bad)
		}
	}
	return all
}

// Functions that add may have an operand as their destination too, where they
// treat each element by itself.
func TestAddToOperand(t *testing.T) {
	x := []float64{1, -2, 3}
	AddScaled(x, 2, x)
	AddHadamard(x, vy, x)
	if want := []float64{15, -36, -45}; !identical(x, want) {
		t.Errorf("got %v, want %v", x, want)
	}
}
