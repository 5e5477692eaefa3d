package randprog

import "fmt"

// recursive writes a function that calls itself with one less.
func (g *generator) recursive() string {
	fn := &function{name: fmt.Sprintf("rec%d%s", len(g.helpers), g.suffix), params: []*typ{ints}}
	for range 1 + g.IntN(2) {
		fn.params = append(fn.params, one(g, float64s, g.floatType(), g.slice(float64s), g.pointer(float64s)))
	}
	fn.results = []*typ{g.floatType()}
	outer := g.scope
	g.scope = &scope{fn: fn, budget: 6, trips: 1}
	g.line("%s {", g.header(fn))
	n := g.vars[0]
	n.fixed = true
	g.line("if %s <= 0 {", n.name)
	g.block(g.ret)
	g.line("}")
	g.statements(1 + g.IntN(3))
	if args := g.arguments(&function{params: fn.params[1:]}); args != "" && g.lookup(n.name) == n {
		g.let(fn.results[0], fmt.Sprintf("%s(%s-1, %s)", fn.name, n.name, args))
	}
	g.statements(1 + g.IntN(3))
	g.ret()
	g.line("}")
	fn.cost = 6 * g.cost
	text := g.text.String()
	g.scope = outer
	g.helpers = append(g.helpers, fn)
	return text
}
