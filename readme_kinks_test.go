package gograd

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A kink is a cell of functions, where they are taken, and their derivatives
// there. A program with all of them says what they are.
func (p *page) testKinks(t *testing.T, rows []row) {
	var functions, calls strings.Builder
	n := 0
	for _, r := range rows {
		names, values := point(p.at(r[1]))
		for _, expr := range p.codes(r[0]) {
			fmt.Fprintf(&functions, "//gograd:grad\nfunc f%d(%s float64) float64 { return %s }\n\n", n, names, expr)
			fmt.Fprintf(&calls, "\tshow(f%dGrad(%s))\n", n, values)
			n++
		}
	}
	dir := module(t)
	unpack(t, dir, &txtar.Archive{Files: []txtar.File{
		{Name: "f.go", Data: []byte("package main\n\nimport \"math\"\n\nvar _ = math.Pi\n\n" + functions.String())},
		{Name: "main.go", Data: []byte(fmt.Sprintf(kinksMain, calls.String()))},
	}})
	if _, err := Generate(Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(shell(t, dir, "go run ."), "\n")
	for _, r := range rows {
		for i, expr := range p.codes(r[0]) {
			if i > 0 && lines[i] != lines[0] {
				t.Errorf("%s: the derivative of %s is %s, that of another %s", p.at(r[1]), expr, lines[i], lines[0])
			}
		}
		p.want(t, r[2], lines[0]+" ")
		lines = lines[len(p.codes(r[0])):]
	}
}

// point splits "x = 1, y = 2" into "x, y" and "1, 2".
func point(at string) (names, values string) {
	var ns, vs []string
	for equation := range strings.SplitSeq(strings.TrimSpace(at), ", ") {
		name, value, _ := strings.Cut(equation, " = ")
		ns, vs = append(ns, name), append(vs, value)
	}
	return strings.Join(ns, ", "), strings.Join(vs, ", ")
}

const kinksMain = `package main

import "fmt"

func main() {
%s}

func show(f float64, d ...float64) {
	for i, v := range d {
		if i > 0 {
			fmt.Print(", ")
		}
		fmt.Print(v + 0) // not -0
	}
	fmt.Println()
}
`
