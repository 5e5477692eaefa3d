// Package randprog writes random Go programs that gograd differentiates, to
// hold their gradients against central differences.
//
// A program is text: types, helper functions, and a function F with a
// directive. It is a function of its seed alone. Programs terminate, index
// within bounds, keep their values tame, and have a derivative almost
// everywhere.
package randprog

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Program is a random program.
type Program struct {
	Seed   uint64
	Suffix string // of its names at package level; it has no letters
	Text   string // without package clause and imports
	Narrow bool   // it computes with float32 somewhere

	recv  string // the receiver's type without the suffix, "" if F is no method
	wrt   []bool // for each input, whether F is differentiated by it
	fails bool
}

// New is the program of a seed. All that it declares ends in suffix, which has no
// letters, so that many fit into a package.
func New(seed uint64, suffix string) Program {
	g := &generator{
		Rand: rand.New(rand.NewPCG(seed, 0)), universe: newUniverse(suffix),
		scope: &scope{fn: &function{name: "F"}, trips: 1},
	}
	g.narrow = g.chance(20)
	if g.chance(15) {
		g.nodeType()
	}
	g.structures()
	var funcs []string
	for range g.IntN(4) {
		funcs = append(funcs, g.helper())
	}
	if g.chance(15) {
		funcs = append(funcs, g.genericFunc())
	}
	if Supported.Recursion && g.chance(15) {
		funcs = append(funcs, g.recursive())
		g.begins = g.helpers[len(g.helpers)-1]
	}
	main, fn, wrt := g.main()
	var text strings.Builder
	fmt.Fprintf(&text, "type Real%s float64\n\ntype Vec%s []float64\n\n", suffix, suffix)
	if g.rules {
		funcs = append(funcs, strings.ReplaceAll(rulesText, "NAME", suffix))
	}
	for _, s := range slices.Concat(g.decls, funcs, []string{main}) {
		text.WriteString(s + "\n")
	}
	p := Program{Seed: seed, Suffix: suffix, Text: text.String(), wrt: wrt, fails: fn.fails}
	if fn.recv != nil {
		p.recv = strings.TrimSuffix(fn.recv.elem.name, suffix)
	}
	p.Narrow = strings.Contains(p.Text, "float32")
	return p
}

// structures declares a few struct types.
func (g *generator) structures() {
	for range g.IntN(4) {
		var fields []field
		for i := range 1 + g.IntN(4) {
			t := g.fieldType()
			name := fmt.Sprintf("%c%d", "XYWZ"[g.IntN(4)], i)
			f := field{name, t}
			if s := f.structure(); s != nil && g.chance(40) && !hasField(fields, s.name) {
				name = s.name
			}
			fields = append(fields, field{name, t})
		}
		if !g.chance(30) {
			fields = append(fields, field{"V", float64s})
		}
		g.structure(fields)
	}
}

func hasField(fields []field, name string) bool {
	return slices.ContainsFunc(fields, func(f field) bool { return f.name == name })
}

func (g *generator) fieldType() *typ {
	switch g.IntN(12) {
	case 0:
		return ints
	case 1:
		return bools
	case 2, 3:
		return g.array(2+g.IntN(3), g.floatType())
	case 4:
		return one(g, g.slice(g.floatType()), g.array(2, g.slice(float64s)), g.slice(g.array(2, float64s)))
	case 5, 6:
		if len(g.all) > 0 {
			return one(g, g.all...)
		}
	case 7:
		if len(g.all) > 0 {
			t := one(g, g.all...)
			return one(g, g.pointer(t), g.slice(t), g.array(2, t), g.slice(g.pointer(t)))
		}
	}
	return g.floatType()
}

// main writes the function with the directive.
func (g *generator) main() (text string, fn *function, wrt []bool) {
	fn = &function{name: "F" + g.suffix, results: []*typ{g.floatType()}, fails: g.chance(25), main: true}
	if len(g.all) > 0 && g.chance(15) {
		fn.recv = g.pointer(one(g, g.all...))
	}
	n := 1 + g.IntN(4)
	for len(fn.params) < n || !slices.ContainsFunc(fn.params, (*typ).holdsFloat) {
		fn.params = append(fn.params, g.paramType())
	}
	if g.node != nil && !slices.ContainsFunc(fn.params, func(t *typ) bool { return t.reaches(g.node) }) {
		fn.params = append(fn.params, g.pointer(g.node))
	}
	fn.vary(g)
	outer := g.scope
	g.scope = &scope{fn: fn, trips: 1}
	header := g.header(fn)
	fnScope := g.scope
	g.scope = outer
	args, wrt := g.chooseWrt(fn, fnScope.vars[:len(fnScope.vars)-fn.named])
	g.scope = fnScope
	g.budget = 4 + g.IntN(22)
	if g.chance(5) {
		g.budget = 60
	}
	g.line("//gograd:grad%s", args)
	g.line("%s {", header)
	before := g.IntN(g.budget + 1)
	g.statements(before)
	if g.begins != nil && g.chance(80) {
		g.begin(g.begins)
	}
	g.statements(g.budget - before)
	g.finish()
	g.line("}")
	return g.text.String(), fn, wrt
}

// chooseWrt picks some of the inputs with floats, and says so as a directive
// does: that it is all but the receiver goes without saying.
func (g *generator) chooseWrt(fn *function, inputs []*variable) (args string, wrt []bool) {
	var some []string
	all := g.chance(50)
	for i, v := range inputs {
		chosen := v.typ.holdsFloat() && (all && !(i == 0 && fn.recv != nil) || !all && g.chance(70))
		wrt = append(wrt, chosen)
		if chosen {
			some = append(some, v.name)
		}
	}
	if !all && len(some) > 0 {
		return " wrt=" + strings.Join(some, ","), wrt
	}
	for i, v := range inputs {
		wrt[i] = v.typ.holdsFloat() && !(i == 0 && fn.recv != nil)
	}
	return "", wrt
}

// File is the program as the file of a package.
func (p Program) File(pkg string) []byte {
	return File(pkg, p.Text)
}

// File puts a package clause and the imports that it needs before a text.
func File(pkg, text string) []byte {
	head := "package " + pkg + "\n\n"
	for _, path := range []string{"errors", "fmt", "math"} {
		if strings.Contains(text, path+".") {
			head += fmt.Sprintf("import %q\n", path)
		}
	}
	src, err := format.Source([]byte(head + "\n" + text))
	if err != nil {
		return []byte(head + "\n" + text)
	}
	return src
}

// Wide is the program with float64 in the place of float32: it has the same
// derivative, and differences that are precise.
func (p Program) Wide() Program {
	p.Text = strings.ReplaceAll(strings.ReplaceAll(p.Text, "~float32 | ", ""), "float32", "float64")
	p.Narrow = false
	return p
}
