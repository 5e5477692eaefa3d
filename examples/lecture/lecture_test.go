package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
	"github.com/gograd/gograd/runtime/tensor"
)

// point is a network and its input, a column.
type point struct{ w1, w2, w3, x matrix }

// randomPoint draws a point whose numbers come from next.
func randomPoint(rng *rand.Rand, next func() float64) point {
	d0, d1, d2, d3 := 1+rng.IntN(5), 1+rng.IntN(5), 1+rng.IntN(5), 1+rng.IntN(5)
	draw := func(rows, cols int) matrix {
		return apply(func(float64) float64 { return next() }, zeros(rows, cols))
	}
	return point{w1: draw(d1, d0), w2: draw(d2, d1), w3: draw(d3, d2), x: draw(d0, 1)}
}

// closedForms returns φ, J_xφ = 2z₅ᵀW₃Λ(z₃)W₂Λ(z₁)W₁ and
// ∇_{W₂}φ = Λ(z₃)W₃ᵀ(2z₅)z₂ᵀ, and whether a component of z₁ or z₃ is 0.
func (p point) closedForms() (phi float64, jacobian, gradient matrix, kink bool) {
	z1 := product(p.w1, p.x)
	z2 := apply(relu, z1)
	z3 := product(p.w2, z2)
	z5 := product(p.w3, apply(relu, z3))
	twice := apply(double, z5)
	for _, v := range append(flat(z1), flat(z3)...) {
		kink = kink || v == 0
	}
	return product(transposed(z5), z5)[0][0],
		product(transposed(twice), p.w3, lambda(z3), p.w2, lambda(z1), p.w1),
		product(lambda(z3), transposed(p.w3), twice, transposed(z2)),
		kink
}

// generated returns what the generated gradients say of the same.
func (p point) generated() (phi float64, dx, dw2 []float64) {
	w1, w2, w3, x := tensorOf(p.w1), tensorOf(p.w2), tensorOf(p.w3), flat(p.x)
	dx = make([]float64, len(x))
	phi = PhiGradX(w1, w2, w3, x, dx)
	d := tensor.ZerosLike(w2)
	PhiGradW2(w1, w2, w3, x, d)
	return phi, dx, d.Data
}

// Between small integers all sums are exact. So the gradients equal the closed
// forms to the bit, and at about half of the points some component is exactly 0.
func TestClosedFormsExactly(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	kinks := 0
	for range 400 {
		p := randomPoint(rng, func() float64 { return float64(rng.IntN(7) - 3) })
		phi, jacobian, gradient, kink := p.closedForms()
		f, dx, dw2 := p.generated()
		compare(t, "φ", []float64{f}, []float64{phi}, 0)
		compare(t, "J_xφ", dx, flat(jacobian), 0)
		compare(t, "∇_{W₂}φ", dw2, flat(gradient), 0)
		if kink {
			kinks++
		}
	}
	if kinks < 100 {
		t.Errorf("only %d points with a component that is exactly 0", kinks)
	}
}

// Between real numbers they agree to rounding.
func TestClosedFormsToRounding(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		p := randomPoint(rng, rng.NormFloat64)
		phi, jacobian, gradient, _ := p.closedForms()
		f, dx, dw2 := p.generated()
		compare(t, "φ", []float64{f}, []float64{phi}, 1e-13)
		compare(t, "J_xφ", dx, flat(jacobian), 1e-13)
		compare(t, "∇_{W₂}φ", dw2, flat(gradient), 1e-13)
	}
}

// compare wants got to equal want up to tol times the size of want.
func compare(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d components, want %d", what, len(got), len(want))
	}
	size := tensor.NormInf(want)
	for i := range got {
		if diff := math.Abs(got[i] - want[i]); !(diff <= tol*size) {
			t.Fatalf("%s[%d] is %v, the closed form %v", what, i, got[i], want[i])
		}
	}
}

// Differences know nothing of closed forms.
func TestDifferences(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	p := randomPoint(rng, rng.NormFloat64)
	w1, w2, w3 := tensorOf(p.w1), tensorOf(p.w2), tensorOf(p.w3)
	gradcheck.At(t,
		func(x []float64) float64 { return Phi(w1, w2, w3, x) },
		func(x, dx []float64) float64 { return PhiGradX(w1, w2, w3, x, dx) },
		flat(p.x))
}

// What the program prints can be followed by hand: 2z₅ = (4, 2), so that
// W₃ᵀ·2z₅ = (10, 2), of which the mask of z₃ leaves (10, 0).
func Example() {
	main()
	// Output:
	// z₁ = [2 0 1]  Λ(z₁) = diag [1 0 1]
	// z₃ = [1 -1]  Λ(z₃) = diag [1 0]
	// φ(x) = 5
	// J_xφ = [20 -10]
	// ∇_{W₂}φ = [20 0 10]
	//           [0 0 0]
}
