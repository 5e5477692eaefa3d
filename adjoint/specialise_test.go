package adjoint

import (
	"go/types"
	"testing"

	"github.com/gograd/gograd/ir"
)

const dotRule = `
type float interface{ ~float32 | ~float64 }

func dot[T float](a, b []T, scale T) T {
	var s T
	for i := range a {
		s += a[i] * b[i]
	}
	return s * scale
}

//gograd:adjoint y = dot(a, b, scale)
func dotAdjoint[T float](a, b []T, scale, y, dy T, da, db []T) (dscale T) {
	for i := range a {
		da[i] += dy * scale * b[i]
	}
	for i := range b {
		db[i] += dy * scale * a[i]
	}
	return dy * y / scale
}
`

// Of a rule only what serves inputs with a derivative is written: no loop for
// a shadow that isn't there, no contribution that nobody asks for.
func TestRulesAreCutDown(t *testing.T) {
	for _, test := range []struct {
		wrt   string
		loops int
		reads int // of a rule's parameters a, b, scale, y, dy
	}{
		{"a,b,scale", 2, 5},
		{"a,scale", 1, 5},
		{"b", 1, 4},
		{"scale", 0, 3},
	} {
		p := differentiate(t, dotRule+`
//gograd:grad wrt=`+test.wrt+`
func F(a, b []float64, scale float64) float64 { return dot(a, b, scale) }`)
		if n := p.count(ir.Loop); n != test.loops {
			t.Errorf("wrt=%s: %d loops, want %d:\n%s", test.wrt, n, test.loops, p.gradient)
		}
		p.check(t, []float64{1, 2}, []float64{3, 4}, 0.5)
	}
}

// A generic rule is written in the types of the call.
func TestRulesAreInstantiated(t *testing.T) {
	p := differentiate(t, dotRule+`
//gograd:grad wrt=a
func F(a, b []float32) float32 { return dot(a, b, 2) }`)
	for op := range p.gradient.Body.All() {
		for _, v := range op.Results {
			if _, generic := v.Type.(*types.TypeParam); generic || types.Identical(v.Type, types.Typ[types.Float64]) {
				t.Errorf("%s gives a %s", op, v.Type)
			}
		}
	}
	results, err := ir.Eval(p.gradient, workbench.body, []float32{1, 2}, []float32{3, 4}, []float32{0, 0})
	if err != nil || bits(results[0]) != bits(22.0) {
		t.Errorf("got %v, %v", results, err)
	}
}

// An input that stands for two of a rule's is given both contributions.
func TestRulesWithEqualInputs(t *testing.T) {
	p := differentiate(t, `
func mul(x, y float64) float64 { return x * y }

//gograd:adjoint z = mul(x, y)
func mulAdjoint(x, y, dz float64) (dx, dy float64) { return dz * y, dz * x }

//gograd:grad
func F(x float64) float64 { return mul(x, x) * mul(x, 3) }`)
	p.check(t, 1.5)
}

// A rule with branches, loops and variables of its own is written with all of them.
func TestRulesWithStructure(t *testing.T) {
	p := differentiate(t, `
func poly(x float64, n int) float64 {
	y := 0.0
	for range n {
		y = y*x + 1
	}
	return y
}

//gograd:adjoint y = poly(x, n)
func polyAdjoint(x float64, n int, dy float64) (dx float64) {
	if n < 2 {
		return 0
	}
	power := 1.0
	for i := 1; i < n; i++ {
		dx += float64(i) * power
		power *= x
	}
	return dx * dy
}

//gograd:grad
func F(x float64, n int) float64 { return poly(x, n) * poly(2*x, n-1) }`)
	p.check(t, 1.5, 4)
	p.check(t, 1.5, 1)
}
