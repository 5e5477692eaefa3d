package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// workbench has the memory in which products are tried: operands end where the
// memory does, or begin where it begins.
type workbench[T Float] struct {
	numbers    []T // small integers
	a, b, c, h []T // guarded
	want       []T
}

func newWorkbench[T Float](t testing.TB, most int) *workbench[T] {
	const page = 4096
	room := (most*(most+4)*size[T]()/page + 1) * page / size[T]()
	w := &workbench[T]{numbers: vector[T](rand.New(rand.NewPCG(1, 2)), room+997), want: make([]T, room)}
	for _, p := range []*[]T{&w.a, &w.b, &w.c, &w.h} {
		*p = guarded[T](t, room, true)
	}
	return w
}

// trial is what varies from product to product beside the shape.
type trial struct {
	pad         int // elements between the rows
	alpha, beta float64
	epilogue    int  // bits: bias, ReLU, mask
	front       bool // operands begin where the memory begins
}

// trialOf picks a trial for a shape, so that all come up.
func trialOf(m, k, n int) trial {
	at := m*7 + k*5 + n*3
	s := scalars[at%len(scalars)]
	return trial{at % 4, s[0], s[1], at / 3 % 8, at%5 == 0}
}

// tryShape compares all forms on all paths with the textbook's triple loop.
func (w *workbench[T]) tryShape(t testing.TB, m, k, n int, s trial) {
	t.Helper()
	want := Matrix[T]{m, n, n, w.want[:m*n]}
	copy(want.Data, w.numbers[30:])
	e := w.steps(m, n, s)
	naive(want, T(s.alpha), w.fill(w.a, m, k, s, false, 10), w.fill(w.b, k, n, s, false, 20), T(s.beta), false, false)
	if n > 0 {
		e.apply(&want)
	}
	defer func(before isa) { active = before }(active)
	for _, f := range forms[T]() {
		a, b := w.fill(w.a, m, k, s, f.transA, 10), w.fill(w.b, k, n, s, f.transB, 20)
		for _, path := range paths() {
			active = path
			c := w.fill(w.c, m, n, s, false, 30)
			if f.fused(&c, T(s.alpha), &a, &b, T(s.beta), e); !holds(c, want) {
				t.Fatalf("%s on %v, %d×%d×%d, %+v:\ngot  %v\nwant %v", f.name, path, m, k, n, s, c, want)
			}
		}
	}
}

// fill lays a rows×cols matrix into memory, turned if it will enter transposed.
// Its numbers begin at some place of w.numbers; gaps between rows are NaN.
func (w *workbench[T]) fill(memory []T, rows, cols int, s trial, trans bool, from int) Matrix[T] {
	r, c := rows, cols
	if trans {
		r, c = c, r
	}
	m := place(memory, r, c, s)
	for i := range m.Data {
		m.Data[i] = T(math.NaN())
	}
	for i := range r {
		if c == 0 {
			break
		}
		if !trans {
			copy(m.row(i), w.numbers[from+i*cols:])
			continue
		}
		for j := range c {
			m.row(i)[j] = w.numbers[from+j*cols+i]
		}
	}
	return m
}

// place is a matrix at the end of memory, or at its beginning.
func place[T Float](memory []T, rows, cols int, s trial) Matrix[T] {
	need := 0
	if rows > 0 && cols > 0 {
		need = (rows-1)*(cols+s.pad) + cols
	}
	if s.front {
		return Matrix[T]{rows, cols, cols + s.pad, memory[:need:need]}
	}
	return Matrix[T]{rows, cols, cols + s.pad, memory[len(memory)-need:]}
}

// steps is the epilogue of a trial, if it has one.
func (w *workbench[T]) steps(m, n int, s trial) *Epilogue[T] {
	if s.epilogue == 0 {
		return nil
	}
	var e Epilogue[T]
	if s.epilogue&1 != 0 {
		e.Bias = w.numbers[40:][:n]
	}
	e.ReLU = s.epilogue&2 != 0
	if s.epilogue&4 != 0 {
		mask := w.fill(w.h, m, n, s, false, 50)
		e.Mask, e.MaskStride = mask.Data, mask.Stride
	}
	return &e
}

// holds reports whether got holds the numbers of want, and NaN between its rows.
func holds[T Float](got, want Matrix[T]) bool {
	for i, v := range got.Data {
		row, col := i/got.Stride, i%got.Stride
		if col >= got.Cols {
			if v == v {
				return false
			}
			continue
		}
		if w := want.row(row)[col]; v != w && (v == v || w == w) {
			return false
		}
	}
	return true
}
