package randprog

import (
	"fmt"
	"strings"
)

// recursive writes a function that calls itself with one less, or two that call each other.
func (g *generator) recursive() string {
	fn := &function{name: fmt.Sprintf("rec%d%s", len(g.helpers), g.suffix), params: []*typ{ints}}
	for range 1 + g.IntN(3) {
		fn.params = append(fn.params, g.handedDown())
	}
	fn.results = one(g, []*typ{g.floatType()}, []*typ{float64s}, []*typ{float64s, g.floatType()}, []*typ{float64s, ints})
	next := fn
	if g.chance(25) {
		other := *fn
		other.name = fmt.Sprintf("again%d%s", len(g.helpers), g.suffix)
		next = &other
	}
	text := g.calling(fn, next)
	if next != fn {
		text += "\n" + g.calling(next, fn)
	}
	fn.cost = mostCalls * max(fn.cost, next.cost)
	g.helpers = append(g.helpers, fn)
	return text
}

// handedDown is the type of a parameter of a recursive function: what it writes to the
// caller's memory is refused, and so there is not much of that.
func (g *generator) handedDown() *typ {
	if g.chance(20) {
		return one(g, g.slice(float64s), g.slice(float64s), g.pointer(float64s), g.slice(ints))
	}
	if g.chance(20) {
		return g.array(2, g.floatType())
	}
	return g.floatType()
}

// A recursive function calls itself up to three times, one after another, as long as there
// are not more than mostDeep to come: mostCalls in all.
const mostDeep, mostCalls = 3, 40

// calling writes fn, which calls next.
func (g *generator) calling(fn, next *function) string {
	outer := g.scope
	defer func() { g.scope = outer }()
	g.scope = &scope{fn: fn, budget: 6, trips: 1}
	g.line("%s {", g.header(fn))
	n := g.vars[0]
	n.fixed = true
	g.line("if %s <= 0 || %s > %d {", n.name, n.name, mostDeep)
	g.block(g.ret)
	g.line("}")
	g.statements(g.IntN(3))
	given := g.again(next, n)
	if g.chance(30) {
		g.again(next, n)
	}
	g.statements(g.IntN(3))
	g.returnWith(given)
	g.line("}")
	fn.cost = g.cost
	return g.text.String()
}

// again writes a call of next with less than n, and gives the names of its results.
func (g *generator) again(next *function, n *variable) (given []string) {
	args := g.arguments(&function{params: next.params[1:]})
	if args == "" || g.lookup(n.name) != n {
		return nil
	}
	for _, t := range next.results {
		name := g.unique("y")
		g.line("var %s %s", name, t.name)
		g.use(name)
		g.declare(name, t)
		given = append(given, name)
	}
	call := fmt.Sprintf("%s = %s(%s-1, %s)", strings.Join(given, ", "), next.name, n.name, args)
	switch g.IntN(4) {
	case 0:
		g.line("if %s {", g.condition(1))
		g.line("%s", call)
		g.line("} else {")
		g.block(func() { g.set(given[0], next.results[0]) })
		g.line("}")
	case 1:
		g.line("for range 2 {")
		g.line("%s", call)
		g.line("%s *= 0.5", given[0])
		g.line("}")
	default:
		g.line("%s", call)
	}
	return given
}

// returnWith returns, mostly, something with the first of what a call has given.
func (g *generator) returnWith(given []string) {
	if given == nil || g.chance(15) {
		g.ret()
		return
	}
	t, y := g.fn.results[0], given[0]
	e := one(g,
		y, "-"+y, y+" + "+g.value(t), g.bounded(t, 1)+"*"+y, y+" - "+g.bounded(t, 1)+"*"+y,
		t.name+"(math.Tanh(float64("+y+")))", y+"*"+y+"/(1+"+y+"*"+y+")",
	)
	for _, t := range g.fn.results[1:] {
		e += ", " + g.valueOrNew(t)
	}
	g.line("return %s", e)
}
