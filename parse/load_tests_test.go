package parse

import (
	"testing"
)

const tested = `
-- a/a.go --
package a

type T struct{ X float64 }

func Half(x float64) float64 { return x / 2 }
-- a/a_test.go --
package a

import "testing"

var Exported T

//gograd:grad
func inside(x float64) float64 { return Half(x) }

func Test(t *testing.T) {}
-- a/x_test.go --
package a_test

import ("m/a"; "m/b"; "math/cmplx")

var same a.T = b.Make()
var _ = a.Exported
var _ = cmplx.Abs

//gograd:grad
func outside(x float64) float64 { return a.Half(x) }
-- b/b.go --
package b

import "m/a"

func Make() a.T { return a.T{} }
`

// Tests with directives are units of their own: the package together with its
// test files, and the external test package, which sees what these export; so
// do the packages between.
func TestTestFiles(t *testing.T) {
	l := mustLoad(t, tested, "./a")
	var order []string
	for p := range l.Packages() {
		order = append(order, p.Path)
		d, diags := l.Directives(p)
		if len(p.Errors) > 0 || len(diags) > 0 {
			t.Error(p.Errors, diags)
		}
		if len(d.Grads) != 1 || !p.Test {
			t.Errorf("%s: %d gradients, want 1", p.Path, len(d.Grads))
		}
	}
	equal(t, order, []string{"m/a", "m/a_test"})
}

// Test files without directives are not loaded.
func TestTestFilesWithoutDirectives(t *testing.T) {
	p := only(t, mustLoad(t, `
-- a.go --
package a

//gograd:grad
func F(x float64) float64 { return x }
-- a_test.go --
package a

func helper() { undefined() }
`))
	if p.Test || len(p.Errors) > 0 {
		t.Error("the test file was loaded")
	}
}

// The package comes first, its tests right behind it, and they see what was
// generated for it.
func TestTestsSeeGeneratedFiles(t *testing.T) {
	l := mustLoad(t, `
-- a.go --
package a

//gograd:grad
func F(x float64) float64 { return x }
-- a_test.go --
package a

//gograd:grad
func G(x float64) float64 { y, _ := FGrad(x); return y }
`)
	var tests []bool
	for p := range l.Packages() {
		tests = append(tests, p.Test)
		if p.Test {
			if len(p.Errors) > 0 {
				t.Error(p.Errors)
			}
			continue
		}
		_, errs := l.AddGenerated(p, map[string][]byte{"a_grad.go": []byte("package a\nfunc FGrad(x float64) (f, dx float64) { return x, 1 }\n")})
		if len(errs) > 0 {
			t.Error(errs)
		}
	}
	if len(tests) != 2 || tests[0] || !tests[1] {
		t.Errorf("got %v, want the package and then its tests", tests)
	}
}
