package gradcheck_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// network is ‖W2·relu(W1·x + b) − y‖² for fixed x and y, in float32.
type network struct {
	W1, W2 [][]float32
	b      []float32
	Kind   string
}

func newNetwork(in, hidden, out int) *network {
	matrix := func(rows, cols int) [][]float32 {
		m := make([][]float32, rows)
		for i := range m {
			m[i] = make([]float32, cols)
			for j := range m[i] {
				m[i][j] = float32(math.Sin(float64(7*i + 3*j + 1)))
			}
		}
		return m
	}
	return &network{W1: matrix(hidden, in), W2: matrix(out, hidden), b: make([]float32, hidden), Kind: "relu"}
}

func (w *network) hidden() []float32 {
	h := make([]float32, len(w.W1))
	for i, row := range w.W1 {
		h[i] = w.b[i]
		for j, a := range row {
			h[i] += a * (1 - float32(j))
		}
		h[i] = max(h[i], 0)
	}
	return h
}

func loss(w *network) (f float32) {
	h := w.hidden()
	for i, row := range w.W2 {
		r := -float32(i)
		for j, a := range row {
			r += a * h[j]
		}
		f += r * r
	}
	return f
}

func lossGrad(w, dw *network) (f float32) {
	h := w.hidden()
	dh := make([]float32, len(h))
	for i, row := range w.W2 {
		r := -float32(i)
		for j, a := range row {
			r += a * h[j]
		}
		f += r * r
		for j, a := range row {
			dw.W2[i][j] += 2 * r * h[j]
			dh[j] += 2 * r * a
		}
	}
	for i, row := range w.W1 {
		if h[i] > 0 {
			dw.b[i] += dh[i]
			for j := range row {
				dw.W1[i][j] += dh[i] * (1 - float32(j))
			}
		}
	}
	return f
}

// A network in float32 with its gradient written by hand, small and large.
func TestNetwork(t *testing.T) {
	for _, size := range []int{1, 3, 10, 40} {
		gradcheck.AtStruct(t, loss, lossGrad, newNetwork(size, size+2, 3))
	}
}

// The components of a struct have the names of its fields.
func TestWrongBiasIsNamed(t *testing.T) {
	grad := func(w, dw *network) float32 {
		f := lossGrad(w, dw)
		for i := range dw.b {
			dw.b[i] *= 1.01
		}
		return f
	}
	err := gradcheck.CheckStruct(loss, grad, newNetwork(3, 5, 3))
	if err == nil || !strings.Contains(err.Error(), "w.b[") {
		t.Errorf("error %v, want one that names elements of w.b", err)
	}
}

// recorder is a test that keeps what it is told.
type recorder struct {
	testing.TB
	failed, logged string
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.failed += fmt.Sprint(args...) }
func (r *recorder) Log(args ...any)   { r.logged += fmt.Sprint(args...) }

// At fails a test with the worst components first, and only mentions kinks.
func TestAtPrintsATable(t *testing.T) {
	var r recorder
	f := func(x []float64) float64 { return x[0]*x[0] + 3*x[1] + math.Abs(x[2]) }
	grad := func(x, dx []float64) float64 {
		dx[0] += 2.5 * x[0]
		dx[1] -= 3
		return f(x)
	}
	gradcheck.At(&r, f, grad, []float64{2, 1, 0})
	lines := strings.Split(r.failed, "\n")
	if len(lines) < 4 || !strings.HasPrefix(lines[2], "x[1]  -3 ") || !strings.HasPrefix(lines[3], "x[0]  5 ") {
		t.Errorf("the test fails with\n%s", r.failed)
	}
	if !strings.Contains(r.logged, "x[2]  0 ") || !strings.Contains(r.logged, "-1 to 1") {
		t.Errorf("the test logs\n%s", r.logged)
	}
	gradcheck.AtStruct(&r, func(x *int) float64 { return 0 }, func(x, dx *int) float64 { return 0 }, new(int))
	if !strings.Contains(r.failed, "leads to no float") {
		t.Errorf("without a float the test fails with\n%s", r.failed)
	}
}
