package parse

import (
	"strings"
	"testing"
)

// A directive says by what a function is differentiated and what the result
// is called; what it leaves out follows from the function.
func TestGrads(t *testing.T) {
	l := mustLoad(t, `
-- a.go --
package a

type Model struct{ W []float64 }

// Plain is differentiated by all named parameters that hold floats.
//
//gograd:grad
func Plain(x float64, n int, _ float64, v []float64, s string) float64 { return x }

//gograd:grad
func lower(x float64) float64 { return x }

//gograd:grad wrt=v,x
func Order(x float64, n int, v []float64) float64 { return x }

//gograd:grad name=ByX wrt=x
//gograd:grad   wrt=y   name=ByY
func Several(x, y float64) float64 { return x * y }

//gograd:grad
func (m *Model) Default(x float64) float64 { return x }

//gograd:grad wrt=m,x name=All
func (m *Model) Receiver(x float64) float64 { return x }

//gograd:const
func Const(x float64) float64 { return x }
-- b.go --
package a

//gograd:grad
func InB(x float64) (float64, error) { return x, nil }
`)
	p := only(t, l)
	d, diags := l.Directives(p)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var got []string
	for _, g := range d.Grads {
		got = append(got, g.File.Name+": "+g.Func.Name.Name+" → "+g.Name+" by "+strings.Join(namesOf(g.Wrt), " "))
		if g.Signature.Name != g.Name {
			t.Errorf("the signature's name is %s", g.Signature.Name)
		}
	}
	equal(t, got, []string{
		"a.go: Plain → PlainGrad by x v",
		"a.go: lower → lowerGrad by x",
		"a.go: Order → OrderGrad by x v",
		"a.go: Several → ByX by x",
		"a.go: Several → ByY by y",
		"a.go: Default → DefaultGrad by x",
		"a.go: Receiver → All by m x",
		"b.go: InB → InBGrad by x",
	})
	if _, ok := d.Const[funcOf(t, p, "Const")]; !ok {
		t.Error("Const is not declared constant")
	}
}

// A slip of the finger is near to a word, another word is not.
func TestClosest(t *testing.T) {
	words := []string{"grad", "step", "adjoint", "const"}
	for word, want := range map[string]string{
		"grad": "grad", "gard": "grad", "grda": "grad", "Grad": "grad", "gradient": "grad", "grad,wrt=x": "grad", "adjont": "adjoint",
		"adjiont": "adjoint", "cosnt": "const", "steps": "step", "": "", "x": "", "jacobian": "",
	} {
		if got := Closest(word, words); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"kitten", "sitting", 3}, {"wrt", "wtr", 1}, {"abc", "abc", 0}, {"ab", "ba", 1},
	}
	for _, test := range tests {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("%s, %s: got %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
