package adjoint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
)

// explain checks, for each program of the tests of this package, that a gradient with notes is
// the gradient, and that the notes say what all its memory is for.
func (p *program) explain(t *testing.T) []Kept {
	t.Helper()
	g, kept, _ := Explain(p.f, p.sig, p.active, p.plan)
	if g.String() != p.gradient.String() {
		t.Errorf("with notes the gradient is\n%s\nand without\n%s", g, p.gradient)
	}
	for op := range g.Body.All() {
		isPooled := !op.Exact && (op.Code == ir.Tape || op.Code == ir.Scratch || op.Code == ir.Fresh) // or the function's own
		if isPooled && !slices.ContainsFunc(kept, func(k Kept) bool { return k.Memory == op.Result() }) {
			t.Errorf("nothing says what %s is for in\n%s", op, g)
		}
	}
	for _, k := range kept {
		if (k.Content == Primal || k.Content == Old || k.Content == Shadows) && len(k.Reads) == 0 {
			t.Errorf("nothing reads %s in\n%s", k.Memory.Op, g)
		}
	}
	return kept
}

var contents = map[Content]string{
	Primal: "value", Old: "old", Copies: "copy", Before: "before", Sums: "sums", Trips: "trips", Growth: "growth", Shadows: "where", Zeros: "adjoints", Moved: "moved",
}

// String is what is kept, and the operations whose reverse reads it.
func (k Kept) text() string {
	name := "?"
	if k.Value != nil {
		name = k.Value.Name
	}
	var by []string
	for _, r := range k.Reads {
		code := r.Op.Code.String()
		if r.Again {
			code += " again"
		}
		by = append(by, code)
	}
	slices.Sort(by)
	return fmt.Sprintf("%s %s: %s", contents[k.Content], name, strings.Join(slices.Compact(by), ", "))
}

func TestExplain(t *testing.T) {
	for _, test := range []struct {
		lesson, src string
		want        []string
	}{
		{
			lesson: "a value that several derivatives read is kept once",
			src: `
//gograd:grad wrt=x
func F(x float64, n int) float64 {
	for range n {
		x = math.Sin(x) * x
	}
	return x
}`,
			want: []string{"value : mul", "value x: call, mul"},
		},
		{
			lesson: "a condition is kept for the branch, an index for the place of an adjoint",
			src: `
//gograd:grad wrt=x
func F(x, w []float64, next []int) float64 {
	y, i := 1.0, 0
	for k := range next {
		if w[k] > y {
			y = y*x[i] + 1
		}
		i = next[i]
	}
	return y
}`,
			want: []string{"value : if", "value : mul", "value i: load", "value y: mul"},
		},
		{
			lesson: "what is overwritten is kept, with what the caller's shadow held",
			src: `
//gograd:grad wrt=x
func F(x []float64) float64 {
	for i := 1; i < len(x); i++ {
		x[i] = x[i] * x[i]
	}
	return x[0]
}`,
			want: []string{"before x: ", "old : mul"},
		},
		{
			lesson: "how often a loop has run is kept where another loop is around it",
			src: `
//gograd:grad wrt=x
func F(x float64, n int) float64 {
	for range n {
		x += 1
		for x > 1 {
			x = x * x / 3
		}
	}
	return x
}`,
			want: []string{"value x: mul", "trips ?: loop"},
		},
		{
			lesson: "memory of the function's own has adjoints",
			src: `
//gograd:grad wrt=x
func F(x []float64) float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = 2 * v
	}
	return y[0] * y[1]
}`,
			want: []string{"adjoints y: "},
		},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			var got []string
			for _, k := range differentiate(t, test.src).explain(t) {
				if k.Content == Zeros {
					k.Reads = nil // whoever adds to it
				}
				got = append(got, k.text())
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("kept is %q, want %q", got, test.want)
			}
		})
	}
}
