package network

import (
	"fmt"
	"strings"
)

// A param is a parameter that functions may have.
type param struct {
	name, typ string // of the parameter
	vars      []variable
	decl      string // of the type, if it is the function's own
	stepped   bool   // a step can change it
}

// weights are what functions are differentiated by. NAME stands for the suffix.
var weights = []param{
	{name: "w", typ: "[]float64", vars: []variable{{name: "w", kind: vector, fixed: true}}, stepped: true},
	{name: "u", typ: "[]float64", vars: []variable{{name: "u", kind: vector, fixed: true}}, stepped: true},
	{name: "a", typ: "tensor.Matrix[float64]", vars: []variable{{name: "a", kind: matrix, fixed: true}}, stepped: true},
	{name: "b", typ: "tensor.Matrix[float64]", vars: []variable{{name: "b", kind: matrix, fixed: true}}, stepped: true},
	{name: "c", typ: "float64", vars: []variable{{name: "c", kind: number, fixed: true}}},
	{name: "net", typ: "*NetNAME", vars: []variable{{name: "net.W", kind: matrix, fixed: true}, {name: "net.B", kind: vector, fixed: true}, {name: "net.S", kind: number, fixed: true}},
		decl: "type NetNAME struct { W tensor.Matrix[float64]; B []float64; S float64; N int }\n", stepped: true},
	{name: "vec", typ: "VecNAME", vars: []variable{{name: "[]float64(vec)", kind: vector, fixed: true}}, decl: "type VecNAME []float64\n", stepped: true},
	{name: "rows", typ: "[][]float64", vars: []variable{{name: "rows", kind: vectors, fixed: true}}, stepped: true},
	{name: "arr", typ: "[2]float64", vars: []variable{{name: "arr[0]", kind: number, fixed: true}, {name: "arr[1]", kind: number, fixed: true}}},
}

// samples are what there is for each sample.
var samples = []param{
	{name: "x", typ: "[]float64", vars: []variable{{name: "x", kind: vector, fixed: true}}},
	{name: "y", typ: "[]float64", vars: []variable{{name: "y", kind: vector, fixed: true}}},
	{name: "t", typ: "float64", vars: []variable{{name: "t", kind: number}}},
	{name: "label", typ: "int", vars: []variable{{name: "label", kind: integer, fixed: true}}},
	{name: "flag", typ: "bool", vars: []variable{{name: "flag", kind: boolean, fixed: true}}},
	{name: "sample", typ: "SampleNAME", vars: []variable{{name: "sample.X", kind: vector, fixed: true}, {name: "sample.Y", kind: number}, {name: "sample.K", kind: integer, fixed: true}},
		decl: "type SampleNAME struct { X []float64; Y float64; K int }\n"},
	{name: "point", typ: "[2]float64", vars: []variable{{name: "point[0]", kind: number}, {name: "point[1]", kind: number}}},
	{name: "words", typ: "[]int", vars: []variable{}},
	{name: "xv", typ: "RowNAME", vars: []variable{{name: "[]float64(xv)", kind: vector, fixed: true}}, decl: "type RowNAME []float64\n"},
	{name: "xs", typ: "[][]float64", vars: []variable{{name: "xs", kind: vectors, fixed: true}}},
	{name: "img", typ: "tensor.Matrix[float64]", vars: []variable{{name: "img", kind: matrix, fixed: true}}},
}

// others are neither.
var others = []param{
	{name: "lambda", typ: "float64", vars: []variable{{name: "lambda", kind: number, fixed: true}}},
	{name: "n", typ: "int", vars: []variable{{name: "n", kind: integer, fixed: true}}},
	{name: "wide", typ: "bool", vars: []variable{{name: "wide", kind: boolean, fixed: true}}},
	{name: "buf", typ: "[]float64", vars: []variable{{name: "buf", kind: vector, fixed: true}}},
	{name: "q", typ: "tensor.Matrix[float64]", vars: []variable{{name: "q", kind: matrix, fixed: true}}},
}

// choose picks up to most of list, and at least so many; those that fit says.
func (g *generator) choose(list []param, least, most int, fits func(param) bool) (chosen []param) {
	for _, i := range g.Perm(len(list)) {
		if len(chosen) < least+g.IntN(most-least+1) && (fits == nil || fits(list[i])) {
			chosen = append(chosen, list[i])
		}
	}
	return chosen
}

// declaration writes a type with the element type of the function.
func (g *generator) declaration(text string, generic bool) string {
	text = strings.ReplaceAll(text, "NAME", g.suffix)
	if generic {
		text = strings.ReplaceAll(text, "float64", "T")
	}
	return text
}

// main writes the function with its directives.
func (g *generator) main(generic bool) {
	simple := func(p param) bool { return !generic || p.decl == "" }
	steps := g.chance(40)
	wrt := g.choose(weights, 1, 4, func(p param) bool { return simple(p) && (!steps || p.stepped) })
	batch := g.choose(samples, 1, 3, simple)
	batched := g.chance(80)
	rest := g.choose(others, 0, 2, nil)
	g.writes = g.chance(12)
	g.fails = g.chance(30)
	var list []string
	for _, p := range append(append(append([]param{}, wrt...), batch...), rest...) {
		g.decls.WriteString(g.declaration(p.decl, generic))
		list = append(list, p.name+" "+g.declaration(p.typ, generic))
		g.vars = append(g.vars, p.vars...)
	}
	g.directives(steps, batched, names(wrt), names(batch))
	header := "F" + g.suffix
	if generic {
		header += "[T ~float32 | ~float64]"
	}
	result := g.float
	if g.fails {
		result = "(" + g.float + ", error)"
	}
	g.line("func %s(%s) %s {", header, strings.Join(list, ", "), result)
	g.budget = 3 + g.IntN(12)
	g.guardEmpty()
	g.statements(g.budget)
	g.finish()
	g.line("}")
}

func names(list []param) string {
	var all []string
	for _, p := range list {
		all = append(all, p.name)
	}
	return strings.Join(all, ",")
}

func (g *generator) directives(steps, batched bool, wrt, batch string) {
	args := " wrt=" + wrt
	if batched {
		args += " batch=" + batch
	}
	g.line("//gograd:grad%s", args)
	if steps {
		g.line("//gograd:step%s", args)
	}
}

// guardEmpty ends the function early where vectors are empty.
func (g *generator) guardEmpty() {
	vs := g.variables(vector, nil)
	if len(vs) > 0 && g.chance(20) {
		g.line("if len(%s) == 0 {", one(g, vs...))
		g.end()
		g.line("}")
	}
}

// end returns or panics.
func (g *generator) end() {
	switch {
	case g.fails && g.chance(60):
		g.line("return 0, %s", one(g, `errors.New("refused")`, fmt.Sprintf(`fmt.Errorf("refused %%v", %s)`, g.number(1))))
	case g.result != number || g.chance(40):
		g.line("panic(%s)", one(g, `"refused"`, fmt.Sprintf(`fmt.Sprint("refused ", %s)`, g.number(1))))
	default:
		g.finish()
	}
}

// finish returns a value.
func (g *generator) finish() {
	var parts []string
	for range 1 + g.IntN(3) {
		parts = append(parts, one(g, g.number(2), g.scalarOf(), g.factor()+"*"+g.scalarOf(), "-"+g.scalarOf()))
	}
	value := strings.Join(parts, one(g, " + ", " - "))
	if g.chance(15) {
		value = "(" + value + ") / (1 + " + g.factor() + "*" + g.factor() + ")"
	}
	if g.fails {
		value += ", nil"
	}
	g.line("return %s", value)
}
