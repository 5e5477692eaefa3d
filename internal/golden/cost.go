package golden

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"path/filepath"
	"strings"

	"github.com/gograd/gograd/internal/golden/numeric"
	"golang.org/x/tools/txtar"
)

// A Cost is what one gradient costs.
type Cost struct {
	Package string
	numeric.Cost
	Lines Lines
	Keeps bool // it has a tape, for kept values or for shadows
}

// Costs measures all gradients of the module's packages, in one program that it
// builds and runs. Of a generic function, it is the first instance that is measured.
//
// Before: the packages have their gradients.
func (m *Module) Costs() (all []Cost, err error) {
	for _, name := range m.packages {
		p, err := parse(filepath.Join(m.Dir, name))
		if err != nil {
			return nil, err
		}
		text, costs := timed(name, p)
		all = append(all, costs...)
		if err := m.write(name, txtar.File{Name: "golden_cost.go", Data: text}); err != nil {
			return nil, err
		}
	}
	if err := m.write("", txtar.File{Name: "main.go", Data: m.timer()}); err != nil {
		return nil, err
	}
	if _, err := m.run("go", "build", "-trimpath", "-o", "cost.exe", "."); err != nil {
		return nil, err
	}
	out, err := m.run(filepath.Join(m.Dir, "cost.exe"))
	if err != nil {
		return nil, err
	}
	var measured []numeric.Cost
	if err := json.Unmarshal(out, &measured); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Cost = measured[i]
	}
	return all, nil
}

// timer is the source of the program that measures all packages.
func (m *Module) timer() []byte {
	var imports, list strings.Builder
	for _, name := range m.packages {
		fmt.Fprintf(&imports, "\t%s %q\n", alias(name), modulePath+"/"+name)
		fmt.Fprintf(&list, "\t\t%s.GoldenTimed,\n", alias(name))
	}
	return []byte(`package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/gograd/gograd/internal/golden/numeric"
` + imports.String() + `)

func main() {
	out := os.Stdout
	os.Stdout, os.Stderr = nil, nil // functions may print, which isn't what is measured
	costs := numeric.Measure([][]numeric.Timed{
` + list.String() + `	})
	if err := json.NewEncoder(out).Encode(costs); err != nil {
		log.Fatal(err)
	}
}
`)
}

// alias is a package's name that is free in the program.
func alias(name string) string { return "package_" + name }

// timed is the source of a file that lists the functions with directives and their
// gradients, in loops that call them, and what the text alone says about their cost.
func timed(name string, p *parsed) (text []byte, costs []Cost) {
	body, shapes, files := "", map[string]bool{}, p.files
	for _, file := range files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			i := instances(fn, files)[0]
			lines := strings.SplitAfter(entries(fn, i), "},\n")
			for k, args := range directives(fn, "grad") {
				gradient := declared(gradientName(fn, args), fn, files)
				primalLoop, gradientLoop := newShape(fn), newShape(gradient)
				shapes[primalLoop.source()], shapes[gradientLoop.source()] = true, true
				body += fmt.Sprintf("{%s, %s(%s), %s(%s)},\n", "Func: numeric.Func"+strings.TrimSuffix(lines[k], ",\n"),
					"Call: "+primalLoop.name(), named(fn, fn.Name.Name, i), "CallGradient: "+gradientLoop.name(), named(fn, gradient.Name.Name, i))
				costs = append(costs, Cost{Package: name, Lines: count(fn, gradient, p), Keeps: mentionsTape(gradient)})
			}
		}
	}
	return timedFile(name, body, shapes, files), costs
}

// mentionsTape says whether a gradient takes a tape from a pool.
func mentionsTape(fn *ast.FuncDecl) (found bool) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == "tape"
		return !found
	})
	return found
}
