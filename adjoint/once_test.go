package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// What an iteration keeps for its own reverse has one place, which is taken before the loop.
func TestMemoryOfIterationsIsTakenOnce(t *testing.T) {
	for _, test := range []struct{ lesson, size string }{
		{"of a size that is known before the loop", "n"},
		{"of a size that is computed in the loop, but the same each time", "2*n+1"},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, `
//gograd:grad wrt=x
func F(x []float64, n int) float64 {
	s := 0.0
	for _, v := range x {
		a := v
		for range `+test.size+` {
			a = a*a - 0.5
		}
		s += a
	}
	return s
}`)
			tree := ir.NewTree(p.gradient)
			for op := range p.gradient.Body.All() {
				if op.Dirty && len(tree.Loops(op)) > 0 {
					t.Errorf("memory is taken in a loop:\n%s", p.gradient)
				}
			}
			p.check(t, []float64{0.3, -0.7, 1.1}, 2)
			p.check(t, []float64{0.3, -0.7, 1.1}, 0)
		})
	}
}
