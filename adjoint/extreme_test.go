package adjoint

import "testing"

// Where k of the arguments of min or max that carry a derivative are equal to
// it, each gets 1/k; none gets anything if one without a derivative is equal to it, too.
func TestExtremesAtTies(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x,y,z
func F(x, y, z, c float64) float64 { return max(x, y, z, c) - min(x, y, z) }`)
	for _, test := range []struct {
		x, y, z, c float64
		want       [3]float64
	}{
		{1, 2, 3, 0, [3]float64{-1, 0, 1}},
		{1, 3, 3, 0, [3]float64{-1, 0.5, 0.5}},
		{1, 3, 3, 3, [3]float64{-1, 0, 0}},
		{1, 2, 3, 9, [3]float64{-1, 0, 0}},
		{2, 2, 2, 0, [3]float64{0, 0, 0}},
		{2, 2, 3, 3, [3]float64{-0.5, -0.5, 0}},
	} {
		got, err := p.run([]any{test.x, test.y, test.z, test.c}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if [3]float64(got.gradient) != test.want {
			t.Errorf("at %+v the gradient is %v", test, got.gradient)
		}
	}
	p.check(t, 1.0, 2.0, 3.0, 0.5)
}

// Whether an argument carries a derivative is decided by data flow, not by the values.
func TestExtremesWithConstants(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x, y float64) float64 { return min(x, 1, y, 2) * max(x, 0) }`)
	p.check(t, 0.5, 0.75)
	p.check(t, -0.5, 0.75)
	p.check(t, 2.5, 1.75)
}
