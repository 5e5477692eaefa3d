package network

import (
	"fmt"
	"strings"
)

// A helper is a function that the main one calls.
type helper struct {
	name   string
	result kind
	params int // vectors
}

// helper writes some helpers.
func (g *generator) helper() {
	if !g.chance(40) {
		return
	}
	vars, fails := g.vars, g.fails
	for _, k := range []kind{number, vector}[:1+g.IntN(2)] {
		h := helper{name: g.fresh("help") + "_" + g.suffix, result: k, params: 1 + g.IntN(2)}
		g.vars, g.fails, g.result, g.budget = nil, false, k, 3
		var params []string
		for i := range h.params {
			name := fmt.Sprint("h", i)
			params = append(params, name+" []"+g.float)
			g.vars = append(g.vars, variable{name: name, kind: vector})
		}
		typeParams, result := "", g.float
		if g.float == "T" {
			typeParams = "[T ~float32 | ~float64]"
		}
		if k == vector {
			result = "[]" + g.float
		}
		g.line("func %s%s(%s) %s {", h.name, typeParams, strings.Join(params, ", "), result)
		if k == number && g.float != "T" && g.chance(30) { // it calls itself
			g.line("if len(h0) > 3 {\nreturn 0.5*%s(%s)\n}", h.name, strings.Join(append([]string{"h0[1:]"}, []string{"h1[1:]"}[:h.params-1]...), ", "))
		}
		g.depth = 2
		g.statements(1 + g.IntN(2))
		g.depth = 0
		if k == number {
			g.line("return %s", g.number(2))
		} else {
			g.line("return %s", g.vector(1))
		}
		g.line("}\n")
		g.vars, g.fails, g.result = vars, fails, number
		g.helpers = append(g.helpers, h)
	}
}

// helperOf is a call of a helper with such a result; "" if there is none.
func (g *generator) helperOf(k kind) string {
	if len(g.variables(vector, nil)) == 0 {
		return ""
	}
	for _, h := range g.helpers {
		if h.result == k {
			var args []string
			for range h.params {
				args = append(args, g.vector(0))
			}
			return h.name + "(" + strings.Join(args, ", ") + ")"
		}
	}
	return ""
}
