package ruletable

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestParse(t *testing.T) {
	const src = `package p

// Scale: dy/dx = 2ⁿ.
//
//gograd:adjoint y, ok = math.Scale(n, x) const=n
func Scale(n int, dy float64) (dx float64) { return dy }

func helper() {}
`
	rules, err := Parse(fstest.MapFS{"p.go": {Data: []byte(src)}, "p_test.go": {Data: []byte("no Go")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) != 1 {
		t.Fatalf("%d rules, want 1", len(rules))
	}
	r := rules[0]
	if !slices.Equal(r.In, []string{"n", "x"}) || !slices.Equal(r.Out, []string{"y", "ok"}) || !slices.Equal(r.Const, []string{"n"}) {
		t.Errorf("in %v, out %v, const %v", r.In, r.Out, r.Const)
	}
	if names, types := r.Params(); !slices.Equal(names, []string{"n", "dy"}) || !slices.Equal(types, []string{"int", "float64"}) {
		t.Errorf("parameters %v %v", names, types)
	}
}

func TestParseRefusesWhatIsNoEquation(t *testing.T) {
	for _, text := range []string{"math.Tanh(x)", "y = math.Tanh("} {
		src := "package p\n\n//gograd:adjoint " + text + "\nfunc F() {}\n"
		if _, err := Parse(fstest.MapFS{"p.go": {Data: []byte(src)}}); err == nil {
			t.Errorf("%q is taken for a directive", text)
		}
	}
}
