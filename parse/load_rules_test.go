package parse

import (
	"testing"

	"github.com/gograd/gograd/rules"
)

// The rules that come with gograd are without mistakes, and all are found.
func TestOwnRules(t *testing.T) {
	dir := unpack(t, "-- a.go --\npackage a\n")
	l, diags := Load(Config{Dir: dir, Rules: rules.Source})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	d, diags := l.Directives(l.Rules())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	bound := map[string]bool{}
	for _, r := range d.Rules {
		if r.Primal.Func != nil {
			bound[r.Primal.Func.FullName()] = true
		}
	}
	for _, name := range []string{"math.Sin", "math.Pow", "math.Lgamma", "math.Yn"} {
		if !bound[name] {
			t.Errorf("no rule for %s", name)
		}
	}
}
