package randprog

import (
	"fmt"
	"strings"
)

// closure binds a function literal, which may read and change all that is
// visible, to a name that is called later.
func (g *generator) closure() bool {
	if !Supported.Closures || g.depth > 2 || g.fn.literal {
		return false
	}
	fn := &function{name: g.unique("fn"), results: []*typ{g.floatType()}, literal: true}
	var params []string
	for range g.IntN(3) {
		t := g.floatType()
		fn.params = append(fn.params, t)
		params = append(params, fmt.Sprintf("%s %s", g.unique("p"), t.name))
	}
	g.line("%s := func(%s) %s {", fn.name, strings.Join(params, ", "), fn.results[0].name)
	g.literalBody(fn, params)
	g.line("}")
	g.use(fn.name)
	g.declare(fn.name, &typ{kind: closed}).calls = fn
	return true
}

// literalBody writes the statements of fn: breaks and returns in it don't leave it.
func (g *generator) literalBody(fn *function, params []string) {
	outer, around, cost := g.fn, g.targets, g.cost
	g.fn, g.targets = fn, nil
	g.block(func() {
		for i, p := range params {
			g.declare(strings.Fields(p)[0], fn.params[i])
		}
		g.depth++
		g.statements(1 + g.IntN(3))
		g.ret()
		g.depth--
	})
	fn.cost = (g.cost - cost) / g.trips
	g.fn, g.targets, g.cost = outer, around, cost
}

// callable are the helpers and the function literals at hand.
func (g *generator) callable() []*function {
	list := append([]*function{}, g.helpers...)
	for _, v := range g.visible() {
		if v.calls != nil {
			list = append(list, v.calls)
		}
	}
	return list
}
