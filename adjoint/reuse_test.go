package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

const sumRule = `
func newSum(a, b []float64) []float64 { return newSumInto(nil, a, b) }

func newSumInto(dst, a, b []float64) []float64 {
	if len(dst) != len(a) {
		dst = make([]float64, len(a))
	}
	for i := range a {
		dst[i] = a[i] + b[i]
	}
	return dst
}

//gograd:adjoint c = newSum(a, b)
func newSumAdjoint(dc, da, db []float64) {
	for i := range dc {
		da[i] += dc[i]
		db[i] += dc[i]
	}
}
`

// Results that die with their block are computed into pooled memory, by the
// form of the function that takes a destination.
func TestReusePooledMemory(t *testing.T) {
	p := differentiate(t, sumRule+`
//gograd:grad
func F(a, b []float64) float64 {
	c := newSum(a, b)
	return c[0] * c[1]
}`)
	if n := p.count(ir.Pooled); n != 1 {
		t.Errorf("%d pooled results, want one:\n%s", n, p.gradient)
	}
	p.check(t, []float64{1, 2}, []float64{3, 4})
}

// Results that may be reached later are made as they were.
func TestReuseLeavesWhatLeaves(t *testing.T) {
	p := differentiate(t, sumRule+`
type box struct{ V []float64 }

//gograd:grad
func F(a, b []float64, keep *box) float64 {
	keep.V = newSum(a, b)
	return keep.V[0] * keep.V[1]
}`)
	if n := p.count(ir.Pooled); n != 0 {
		t.Errorf("%d pooled results, want none:\n%s", n, p.gradient)
	}
}
