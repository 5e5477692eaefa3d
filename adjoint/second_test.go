package adjoint

import (
	"math"
	"testing"

	"github.com/gograd/gograd/ir"
)

// The gradient is a program like any other: differentiated, it gives second derivatives,
// here against closed forms.
func TestGradientOfAGradient(t *testing.T) {
	for _, test := range []struct {
		lesson, src string
		want        func(x float64) float64
	}{
		{"arithmetic", `
//gograd:grad
func F(x float64) float64 { return x * x * x * x }`,
			func(x float64) float64 { return 12 * x * x }},
		{"rules", `
//gograd:grad
func F(x float64) float64 { return math.Sin(x*x) / x }`,
			func(x float64) float64 { return -4*x*math.Sin(x*x) - 2*math.Cos(x*x)/x + 2*math.Sin(x*x)/(x*x*x) }},
		{"a loop in which the sums are fused", `
//gograd:grad
func F(x float64) float64 {
	s := 0.0
	for i := range 5 {
		s += math.Exp(x * float64(i))
	}
	return s
}`,
			func(x float64) (s float64) {
				for i := range 5 {
					s += float64(i*i) * math.Exp(x*float64(i))
				}
				return s
			}},
		{"a branch", `
//gograd:grad
func F(x float64) float64 {
	if x > 1 {
		return x * x * x
	}
	return math.Exp(2 * x)
}`,
			func(x float64) float64 {
				if x > 1 {
					return 6 * x
				}
				return 4 * math.Exp(2*x)
			}},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			second := derivativeOf(t, p)
			for _, x := range []float64{0.5, 1.5} {
				results, err := ir.Eval(second, workbench.body, x)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := results[1].(float64), test.want(x); math.Abs(got-want) > 1e-12*(1+math.Abs(want)) {
					t.Errorf("at %v the second derivative is %v, want %v\n%s", x, got, want, second)
				}
			}
		})
	}
}

// Shadows are memory like any other: where nothing is put on a tape, stores to
// them are differentiated, too.
func TestGradientOfAGradientInMemory(t *testing.T) {
	for _, test := range []struct{ lesson, src string }{
		{"an array", `
//gograd:grad
func F(x float64) float64 {
	var a [4]float64
	k := int(x) & 3
	a[k] = x * x
	return a[k] * a[k] * x
}`},
		{"a slice", `
//gograd:grad
func F(x float64) float64 {
	a := make([]float64, 4)
	for i := range a {
		a[i] = math.Sin(x * float64(i))
	}
	s := 0.0
	for i := range a {
		s += a[i] * a[3-i]
	}
	return s * s
}`},
		{"structs that are copied", `
type point struct {
	A, B float64
	C    [3]float64
}

//gograd:grad
func F(x float64) float64 {
	p := &point{A: x, B: x * x}
	q := *p
	q.C[int(x)&1] = p.A * q.B
	*p = q
	p.A *= 3
	return p.A*p.B*p.C[0] + q.C[0]*q.A
}`},
		{"elements that are copied, cleared and appended", `
//gograd:grad
func F(x float64) float64 {
	a := append([]float64{x * x, x}, math.Sin(x), 3*x)
	copy(a[1:], a)
	a = append(a[:2], a[1:]...)
	clear(a[:1])
	b := make([]float64, len(a))
	copy(b, a)
	s := 0.0
	for i, v := range b {
		s += v * v * a[i] * float64(i+1)
	}
	return s
}`},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			const x, h = 0.5, 1e-5
			results, err := ir.Eval(derivativeOf(t, p), workbench.body, x)
			if err != nil {
				t.Fatal(err)
			}
			above, _ := p.run([]any{x + h}, 0)
			below, _ := p.run([]any{x - h}, 0)
			want := (above.gradient[0] - below.gradient[0]) / (2 * h)
			if got := results[1].(float64); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
				t.Errorf("the second derivative is %v, differences of the first give %v", got, want)
			}
		})
	}
}

// derivativeOf differentiates p's derivative by its one input.
func derivativeOf(t *testing.T, p *program) *ir.Func {
	t.Helper()
	first := ir.Clone(p.gradient)
	end := first.Body.End()
	end.Args, first.Results = end.Args[1:], first.Results[1:]
	ir.Simplify(first)
	sig := &Signature{Name: "FGradGrad", Inputs: p.sig.Inputs}
	active := Activity(first, map[*ir.Value]bool{first.Params[0]: true}, workbench)
	plan, problems := Match(first, active, workbench)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	second, problems := Gradient(first, sig, active, plan)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := ir.Check(second); err != nil {
		t.Fatalf("%v\n%s", err, second)
	}
	return second
}
