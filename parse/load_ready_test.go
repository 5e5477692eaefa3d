package parse

import "testing"

// What calls a function that is yet to be generated has to wait for it, by
// whatever way it calls it.
func TestReady(t *testing.T) {
	l := mustLoad(t, `
-- a.go --
package a

type T struct{ X float64 }

//gograd:grad
func Outer(x float64) float64 { return helper(x) }

func helper(x float64) float64 { _, dx := InnerGrad(x); return dx }

//gograd:grad
func Inner(x float64) float64 { return x * x }

//gograd:grad wrt=t
func (t *T) Method(x float64) float64 { return t.X * x }

//gograd:grad
func OfMethod(x float64) float64 { var t, dt T; return t.MethodGrad(x, &dt) }

func train() { OfMethodGrad(1) }
`)
	p := only(t, l)
	d, diags := l.Directives(p)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var ready []string
	for _, g := range l.Ready(p, d.Grads) {
		ready = append(ready, g.Func.Name.Name)
	}
	equal(t, ready, []string{"Inner", "Method"})
}
