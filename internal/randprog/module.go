package randprog

import (
	"fmt"
	"strings"
)

// wideSuffix is added to the names of programs without float32.
const wideSuffix = "_0"

// Package is a package with many programs: files by their names. A file of
// their checks, by package check, comes along.
//
// Before: the programs have different suffixes.
func Package(name string, programs []Program) map[string][]byte {
	files := map[string][]byte{}
	var cases strings.Builder
	for _, p := range programs {
		files[fmt.Sprintf("f%d.go", p.Seed)] = p.File(name)
		cases.WriteString(p.entry())
		if p.Narrow {
			wide := New(p.Seed, p.Suffix+wideSuffix).Wide()
			wide.Text = strings.Replace(wide.Text, "//gograd:grad", "// Without float32:", 1)
			files[fmt.Sprintf("f%d_wide.go", p.Seed)] = wide.File(name)
		}
	}
	files["cases.go"] = fmt.Appendf(nil, `package %s

import "github.com/gograd/gograd/internal/randprog/check"

// Cases are the programs by their seeds.
var Cases = map[uint64]check.Case{
%s}
`, name, cases.String())
	return files
}

// entry is the line of p among the cases.
func (p Program) entry() string {
	wide := p.call(p.Suffix)
	if p.Narrow {
		wide = p.call(p.Suffix + wideSuffix)
	}
	f := p.call(p.Suffix)
	return fmt.Sprintf("\t%d: {Primal: check.Compiled(%s), Gradient: check.Compiled(%sGrad), Wide: check.Compiled(%s), Wrt: %#v, Fails: %t, Narrow: %t},\n",
		p.Seed, f, f, wide, p.wrt, p.fails, p.Narrow)
}

// call names the function of a program: of a method, the method expression.
func (p Program) call(suffix string) string {
	if p.recv == "" {
		return "F" + suffix
	}
	return "(*" + p.recv + suffix + ").F" + suffix
}

// Main is a program that checks the packages below a path.
func Main(path string, names []string) []byte {
	var imports, calls strings.Builder
	for _, name := range names {
		fmt.Fprintf(&imports, "\t%q\n", path+"/"+name)
		fmt.Fprintf(&calls, "\tcheck.Report(os.Stdout, %s.Cases, 4)\n", name)
	}
	return fmt.Appendf(nil, `package main

import (
	"os"

	"github.com/gograd/gograd/internal/randprog/check"
%s)

func main() {
%s}
`, imports.String(), calls.String())
}
