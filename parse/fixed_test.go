package parse

import (
	"go/types"
	"testing"
)

// A variable is fixed if nothing but its declaration gives it, or what it leads to, a value.
func TestFixed(t *testing.T) {
	const head = "package p\n\ntype pair struct{ a, b float64; s []int }\n\nfunc (p pair) sum() float64 { return p.a + p.b }\n\nfunc use(x any) {}\n\n"
	for name, test := range map[string]struct {
		code string
		want bool
	}{
		"elements are read":        {"var v = []float64{1, 2}\nfunc f(i int) float64 { return v[i] * v[len(v)-1] }", true},
		"a range over it":          {"var v = map[string]int{}\nfunc f() (n int) { for _, x := range v { n += x }; return }", true},
		"a part of a part":         {"var v = &[]pair{{}}\nfunc f() float64 { return (*v)[0].b }", true},
		"a value":                  {"var v = 2.5\nfunc f() { x := v; use(x) }", true},
		"nothing uses it":          {"var v pair", true},
		"it is assigned to":        {"var v = 2.5\nfunc f() { v = 3 }", false},
		"it counts":                {"var v int\nfunc f() { v++ }", false},
		"an element is written":    {"var v [3]float64\nfunc f() { v[0], _ = 1, 2 }", false},
		"its address is taken":     {"var v [3]float64\nfunc f() { use(&v[1]) }", false},
		"it is a range's variable": {"var v int\nfunc f() { for v = range 3 { } }", false},
		"a range gives references": {"var v [][]int\nfunc f() { for _, s := range v { s[0] = 1 } }", false},
		"it is sliced":             {"var v [3]float64\nfunc f() { clear(v[:]) }", false},
		"a map is handed on":       {"var v = map[string]int{}\nfunc f() { delete(v, \"\") }", false},
		"a slice is handed on":     {"var v []float64\nfunc f() []float64 { return v }", false},
		"a part leads on":          {"var v pair\nfunc f() []int { return v.s }", false},
		"a method is called":       {"var v pair\nfunc f() float64 { return v.sum() }", false},
		"others can name it":       {"var V = 2.5", false},
	} {
		t.Run(name, func(t *testing.T) {
			l := mustLoad(t, "-- p.go --\n"+head+test.code+"\n//gograd:grad\nfunc F(x float64) float64 { return x }\n")
			p := only(t, l)
			for _, name := range []string{"v", "V"} {
				if v, ok := p.Types.Scope().Lookup(name).(*types.Var); ok && l.Fixed(v) != test.want {
					t.Errorf("Fixed is %v", !test.want)
				}
			}
		})
	}
}
