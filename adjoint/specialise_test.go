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
	}{
		{"a,b,scale", 2},
		{"a,scale", 1},
		{"b", 1},
		{"scale", 0},
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

// Memory without a shadow, such as that of a package-level variable, is only read.
func TestRulesWriteOnlyToShadows(t *testing.T) {
	p := differentiate(t, dotRule+`
var weights = []float64{1, 2}

//gograd:grad
func F(a []float64) float64 { return dot(a, weights, 2) }`)
	if n := p.count(ir.Loop, ir.Store); n != 2 {
		t.Errorf("%d loops and stores, want one of each:\n%s", n, p.gradient)
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

const complexRule = `
type pair struct{ Re, Im float64 }

func square(z pair) pair { return pair{z.Re*z.Re - z.Im*z.Im, 2 * z.Re * z.Im} }

//gograd:adjoint w = square(z)
func squareAdjoint(z, dw pair) (dz pair) {
	return pair{2 * (z.Re*dw.Re + z.Im*dw.Im), 2 * (z.Re*dw.Im - z.Im*dw.Re)}
}
`

// Inputs and results of a rule may be structs: their adjoints are, too.
func TestRulesOfStructs(t *testing.T) {
	p := differentiate(t, complexRule+`
//gograd:grad
func F(z pair, x float64) float64 {
	w := square(square(z))
	v := square(pair{x, w.Re})
	return v.Im*w.Im + square(z).Re
}`)
	p.check(t, struct{ Re, Im float64 }{0.5, 0.75}, 1.25)
}

// A result that has no influence has the adjoint zero, and a call without any
// is not reversed.
func TestRulesOfIdleResults(t *testing.T) {
	p := differentiate(t, complexRule+`
//gograd:grad
func F(z pair, x float64) float64 {
	w := square(z)
	if w.Re > 0 {
		return x * x
	}
	return x * square(pair{x, 2}).Re
}`)
	p.check(t, struct{ Re, Im float64 }{0.75, 0.5}, 1.25)
	p.check(t, struct{ Re, Im float64 }{0.25, 0.5}, 1.25)
}
