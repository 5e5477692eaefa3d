package adjoint

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
)

// A shadow of another length panics on entry, with both names and lengths,
// before anything is written.
func TestLengthsAreCompared(t *testing.T) {
	type layer struct{ W, B []float64 }
	const layerType = "\ntype layer struct{ W, B []float64 }\n"
	for _, test := range []struct {
		lesson, src string
		in          []any
		want        string
	}{
		{
			lesson: "a slice",
			src:    "\n//gograd:grad\nfunc F(x []float64) float64 { x[0] = 1; return x[0] * x[1] }",
			in:     []any{x(3), x(2)},
			want:   "FGrad: dx has length 2, x has length 3",
		},
		{
			lesson: "the second of two",
			src:    "\n//gograd:grad\nfunc F(x, y []float64) float64 { return x[0] * y[1] }",
			in:     []any{x(3), x(2), x(3), x(5)},
			want:   "FGrad: dy has length 5, y has length 2",
		},
		{
			lesson: "a field",
			src:    layerType + "\n//gograd:grad\nfunc F(l layer) float64 { return l.W[0] * l.B[0] }",
			in:     []any{layer{x(3), x(2)}, layer{x(3), x(1)}},
			want:   "FGrad: dl.B has length 1, l.B has length 2",
		},
		{
			lesson: "a field behind a pointer",
			src:    layerType + "\n//gograd:grad\nfunc F(l *layer) float64 { return l.W[0] * l.B[0] }",
			in:     []any{&layer{x(3), x(2)}, &layer{x(0), x(2)}},
			want:   "FGrad: dl.W has length 0, l.W has length 3",
		},
		{
			lesson: "nothing is behind nil",
			src:    layerType + "\n//gograd:grad\nfunc F(l *layer, x float64) float64 { if x > 0 { return l.W[0] }; return x }",
			in:     []any{(*layer)(nil), -1.0, (*layer)(nil)},
		},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			before := copies(test.in)
			_, err := ir.Eval(p.gradient, workbench.body, test.in...)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var got *ir.PanicError
			if !errors.As(err, &got) || got.Value != test.want {
				t.Errorf("got %v, want a panic with %q", err, test.want)
			}
			if !reflect.DeepEqual(test.in, interfaces(before)) {
				t.Error("something was written before the panic")
			}
		})
	}
}

// Parameters that are not differentiated by have no shadows, and are compared with nothing.
func TestLengthsOfOthers(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x
func F(x float64, w []float64) float64 { return x * w[0] }`)
	if strings.Contains(p.gradient.String(), "length") {
		t.Errorf("lengths are compared in\n%s", p.gradient)
	}
	p.check(t, 2.0, []float64{3})
}

// A type whose package has a function SameShape is compared by it, whatever
// else there is to compare than lengths.
func TestLengthsBySameShape(t *testing.T) {
	type grid struct {
		Rows, Cols int
		Data       []float64
	}
	p := differentiate(t, `
type grid struct {
	Rows, Cols int
	Data       []float64
}

func SameShape(dname string, d grid, name string, g grid) {
	if d.Rows != g.Rows || d.Cols != g.Cols || len(d.Data) != len(g.Data) {
		panic(dname + " and " + name + " differ")
	}
}

//gograd:grad
func F(g grid) float64 { return g.Data[0] * g.Data[g.Cols] }`)
	p.check(t, grid{2, 2, []float64{1, 2, 3, 4}})
	_, err := ir.Eval(p.gradient, workbench.body, grid{2, 2, x(4)}, grid{1, 4, x(4)})
	var got *ir.PanicError
	if !errors.As(err, &got) || got.Value != "FGrad: dg and g differ" {
		t.Errorf("got %v", err)
	}
}

func x(n int) []float64 { return make([]float64, n) }
