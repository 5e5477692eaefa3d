package parse

import (
	"os"
	"strings"
	"testing"
)

// What is wrong with a run as a whole, or keeps a package from being read, is
// said where it is wrong.
func TestLoadDiagnostics(t *testing.T) {
	const f = "//gograd:grad\nfunc F(x float64) float64 { return x }\n"
	tests := []struct {
		name, archive, pattern string
		want                   string
	}{
		{"file", "-- a.go --\npackage a\n", "a.go", "a.go is a file: name its package, as in `gograd ./.`"},
		{"no folder", "-- a.go --\npackage a\n", "./b", "stat ROOT/b: directory not found"},
		{"no package", "-- a.go --\npackage a\n", "example.org/b", "no required module provides package example.org/b; to add it: go get example.org/b"},
		{"nothing matches", "-- a/a.txt --\n", "./...", "./... matches no packages"},
		{
			"old Go", "-- go.mod --\nmodule m\n\ngo 1.20\n-- a.go --\npackage a\n\n" + f, ".",
			"module m is in Go 1.20, gograd generates Go 1.22: run `go get go@1.22`",
		},
		{"no Go files", "-- a/a.txt --\n", "./a", "no Go files in ROOT/a"},
		{"syntax", "-- a.go --\npackage a\n\n" + f + "\nfunc (\n", ".", "a.go:6:8: expected ')', found 'EOF'"},
		{
			"cycle", "-- a/a.go --\npackage a\n\nimport _ \"m/b\"\n\n" + f + "-- b/b.go --\npackage b\n\nimport _ \"m/a\"\n", "./a",
			"a/a.go:3:10: import cycle: m/a → m/b → m/a",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := unpack(t, test.archive)
			_, diags := Load(Config{Dir: dir, Patterns: []string{test.pattern}})
			if got := strings.ReplaceAll(diags.Relative(dir).Error(), dir, "ROOT"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Outside of a module the go command has the word.
func TestNoModule(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/a.go", []byte("package a\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, diags := Load(Config{Dir: dir})
	if len(diags) != 1 || !strings.Contains(diags[0].Msg, "go.mod file not found") {
		t.Errorf("got %v", diags)
	}
}

// A package that a wildcard finds and the build context leaves out is no mistake.
func TestNothingToBuild(t *testing.T) {
	l := mustLoad(t, "-- a/a.go --\n//go:build never\n\npackage a\n-- b/b.go --\npackage b\n")
	equal(t, paths(l), nil)
}

// An error matters only to the functions that need what it is in.
func TestErrorsIn(t *testing.T) {
	p := only(t, mustLoad(t, `
-- a.go --
package a

import (
	"fmt"
	"nowhere.org/x"
)

type Good struct{ X float64 }
type Bad struct{ X Missing }
type Holder struct{ B Bad }

var table = undefined()

func broken(x float64) float64 { return gone(x) }
func brokenSignature(m Missing) {}

//gograd:grad
func Fine(x float64) float64 { unused := Good{x}; return broken(unused.X) }

//gograd:grad
func Soft(x float64) float64 { y := x; return x }

func UsesType(h Holder) float64   { return h.B.X }
func UsesVariable() float64       { return table }
func UsesImport(v float64) float64 { return x.F(v) }
func UsesSignature()              { brokenSignature(1) }
func Itself() float64             { return 1 + "a" }
`))
	tests := map[string]string{
		"Fine":          "",
		"Soft":          "",
		"UsesType":      "undefined: Missing",
		"UsesVariable":  "undefined: undefined",
		"UsesImport":    "could not import nowhere.org/x (no required module provides package nowhere.org/x; to add it:\n\tgo get nowhere.org/x)",
		"UsesSignature": "undefined: Missing",
		"Itself":        `invalid operation: 1 + "a"`,
	}
	for name, want := range tests {
		var got string
		if errs := p.ErrorsIn(p.Decl(funcOf(t, p, name))); len(errs) > 0 {
			got = errs[0].Msg
		}
		if !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
