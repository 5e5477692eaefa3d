package adjoint

import (
	"slices"
	"testing"

	"github.com/gograd/gograd/ir"
)

// A loop that only adds to elements of local memory has a reverse that runs in the same order: their
// adjoints are the same before and after.
func TestAccumulators(t *testing.T) {
	for _, test := range accumulations {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, `
//gograd:grad wrt=x
func F(x, w []float64) float64 {
	u := make([]float64, 4)
	u[1] = x[0]
	p := 0
	for i, v := range x {
		`+test.body+`
	}
	s := 0.0
	for k, a := range u {
		s += a * a * a * float64(k+p)
	}
	return s
}`)
			g := newGenerator(p.f, p.sig, p.active, p.plan)
			loop := p.f.Body.Ops[slices.IndexFunc(p.f.Body.Ops, func(op *ir.Op) bool { return op.Code == ir.Loop })]
			if only := g.independent(loop, g.accumulatorsOf(loop)); only != test.only {
				t.Errorf("only added to: %t, want %t:\n%s", only, test.only, p.f)
			}
			w := []float64{0.5, -1, 2, 3}
			p.check(t, []float64{1.1, 2.3, -3, 0.25, 0.5}, w)
			p.check(t, []float64{-2.2, 3.3, 1.1}, w)
			p.check(t, []float64{1.5}, w)
		})
	}
}

var accumulations = []struct {
	lesson, body string
	only         bool
}{
	{"a term for each iteration", "u[i%4] += v * v", true},
	{"several terms", "u[i%4] = u[i%4] + v - v*v + float64(i)", true},
	{"the sum comes last", "u[i%4] = v*v + u[i%4]", true},
	{"something is taken away", "u[i%4] -= v * v", true},
	{"two elements, perhaps one", "u[i%4] += v * v\nu[p%4] -= v", true},
	{"a triangle with a counter", "for k := i; k < len(x); k++ { u[p%4] += v * x[k]\np++ }", true},
	{"only in some iterations", "if v > 0 { u[i%4] += v * v } else { u[2] -= v }", true},
	{"by elements of other memory", "u[i%4] += v * w[i%4]", true},

	{"the sum is subtracted", "u[i%4] = v*v - u[i%4]", false},
	{"the sum is doubled", "u[i%4] += u[i%4] + v", false},
	{"the sum is multiplied", "u[i%4] = u[i%4]*v + v", false},
	{"another element is read", "u[i%4] += v * u[2]", false},
	{"the element is read, too", "u[i%4] += v\nu[2] += 1/(u[1]*u[1]+1)", false},
	{"an element is set to something", "u[i%4] += v * v\nif i == 2 { u[1] = v }", false},
	{"an addition gets lost", "a := u[i%4]\nu[(i*i)%4] += v * v\nu[i%4] = a + v", false},
	{"additions of an inner loop get lost", "a := u[1]\nfor k := range 3 { u[k] += v * v * float64(p)\np += i }\nu[1] = a + v", false},
	{"what was there goes elsewhere", "u[(i+1)%4] = u[i%4] + v", false},
	{"memory is cleared in between", "u[i%4] += v * v\nif i == 1 { clear(u) }", false},
	{"another name reads it", "y := u[1:]\nu[i%4] += v + y[1]*v", false},
	{"other memory is set", "u[i%4] += w[1] * v\nw[1] = v", false},
}
