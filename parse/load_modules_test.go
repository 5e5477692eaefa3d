package parse

import (
	"os/exec"
	"testing"
)

const callee = `
-- a.go --
package a

import "example.org/lib"

//gograd:grad
func F(x float64) float64 { return lib.Square(x) }
`

// The source of a callee is found wherever the go command finds the package,
// and its module tells whether a diagnostic may point into it.
func TestCalleesOfOtherModules(t *testing.T) {
	const lib = "package lib\n\nfunc Square(x float64) float64 { return x * x }\n"
	const mod = "module example.org/lib\n\ngo 1.26\n"
	tests := map[string]string{
		"replaced": `
-- go.mod --
module m

go 1.26

require example.org/lib v1.0.0

replace example.org/lib => ./lib
-- lib/go.mod --
` + mod + "-- lib/lib.go --\n" + lib,
		"workspace": `
-- go.work --
go 1.26

use .
use ./lib
-- lib/go.mod --
` + mod + "-- lib/lib.go --\n" + lib,
		"vendored": `
-- go.mod --
module m

go 1.26

require example.org/lib v1.0.0
-- vendor/modules.txt --
# example.org/lib v1.0.0
## explicit; go 1.26
example.org/lib
-- vendor/example.org/lib/lib.go --
` + lib,
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			l := mustLoad(t, callee+files, ".")
			p := only(t, l)
			if len(p.Errors) > 0 {
				t.Fatal(p.Errors)
			}
			q := l.Package("example.org/lib")
			if q == nil || q.Decl(funcOf(t, q, "Square")) == nil {
				t.Fatal("the callee's source was not found")
			}
			if p.Module != "m" || q.Module != "example.org/lib" {
				t.Errorf("modules %q and %q", p.Module, q.Module)
			}
		})
	}
}

// The C in a package is no obstacle to functions that have nothing to do with it.
func TestCgo(t *testing.T) {
	if out, err := exec.Command("go", "env", "CGO_ENABLED").Output(); err != nil || string(out) != "1\n" {
		t.Skip("cgo is disabled")
	}
	p := only(t, mustLoad(t, `
-- a.go --
package a

//gograd:grad
func F(x float64) float64 { return x }
-- c.go --
package a

// static int one(void) { return 1; }
import "C"

func One() int { return int(C.one()) }
`, "."))
	if errs := p.ErrorsIn(p.Decl(funcOf(t, p, "F"))); len(errs) > 0 || len(p.Files) != 2 {
		t.Errorf("%d files, errors %v", len(p.Files), errs)
	}
}
