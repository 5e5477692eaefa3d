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
	if fn.writes = g.chance(50); fn.writes {
		t := g.writtenTo()
		if t.kind != structure && t.elem.kind == slice {
			fn.params = append(fn.params, t.elem)
		}
		fn.params = append(fn.params, t)
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

// writtenTo is the type of a parameter of a recursive function to whose memory it writes.
func (g *generator) writtenTo() *typ {
	if len(g.all) > 0 && g.chance(40) {
		return g.pointer(one(g, g.all...))
	}
	if g.chance(30) {
		return one(g, g.pointer(g.slice(float64s)), g.slice(g.slice(float64s)), g.array(2, g.slice(float64s)))
	}
	return one(g, g.slice(float64s), g.slice(float64s), g.pointer(float64s), g.pointer(g.array(3, float64s)), g.slice(g.array(2, float64s)))
}

// handedDown is the type of a parameter of a recursive function.
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
	own := &variable{}
	if fn.writes {
		own = g.vars[len(fn.params)-1]
	}
	g.statements(g.IntN(3))
	g.writeTo(own)
	given := g.again(next, n, own)
	g.writeTo(own)
	if g.chance(30) {
		g.again(next, n, own)
	}
	g.statements(g.IntN(3))
	g.writeTo(own)
	g.returnWith(given)
	g.line("}")
	fn.cost = g.cost
	return g.text.String()
}

// writeTo writes, now and then, to the memory that own leads to.
func (g *generator) writeTo(own *variable) {
	if own.typ == nil || g.lookup(own.name) != own || !own.typ.reaches(float64s) || g.chance(30) {
		return
	}
	place := g.descend(own, float64s)
	statement := fmt.Sprintf("%s %s %s", place, one(g, "=", "+=", "-=", "*="), g.bounded(float64s, 1))
	if t := own.typ; t.kind == pointer && t.elem.kind == slice && g.chance(50) {
		statement = fmt.Sprintf("*%s = append(*%s, %s)", own.name, own.name, g.bounded(float64s, 1))
	} else if t.kind == slice && t.elem.kind == slice && g.chance(50) {
		rows := g.pick(func(v *variable) bool { return v.typ == t.elem })
		if rows != nil && g.chance(70) {
			statement = fmt.Sprintf("%s[%d] = %s", own.name, g.IntN(2), rows.name)
		} else {
			statement = fmt.Sprintf("%s[%d] = %s", own.name, g.IntN(2), g.valueOrNew(t.elem))
		}
	} else if t.kind == pointer && t.elem.kind == slice && g.chance(30) {
		statement = fmt.Sprintf("*%s = %s", own.name, g.valueOrNew(t.elem))
	}
	if g.chance(25) {
		statement = fmt.Sprintf("if %s {\n%s\n}", g.condition(1), statement)
	}
	g.line("%s", statement)
}

// begin calls, in a function that calls itself in no way, one that does, mostly for what it leaves in memory.
func (g *generator) begin(fn *function) {
	last := len(fn.params) - 1
	args := g.arguments(&function{params: fn.params[1:]})
	if fn.writes {
		t := fn.params[last]
		own := g.pick(func(v *variable) bool { return v.typ == t })
		if own == nil || g.chance(50) {
			name := g.unique("mem")
			switch {
			case t.kind == pointer && t.elem.kind == slice:
				g.line("%s := &%s{%s, %s}", name, t.elem.name, g.value(float64s), g.value(float64s))
			case t.kind == pointer:
				g.line("%s := new(%s)", name, t.elem.name)
			case t.kind != pointer && t.elem.kind == slice:
				g.line("%s := %s{{%s, %s}, {%s, %s}}", name, t.name, g.value(float64s), g.value(float64s), g.value(float64s), g.value(float64s))
			default:
				g.line("%s := make(%s, 3)", name, t.name)
			}
			g.use(name)
			own = g.declare(name, t)
			g.writeTo(own)
		}
		args = g.arguments(&function{params: fn.params[1:last]})
		if args != "" || last == 1 {
			args = strings.TrimPrefix(args+", "+own.name, ", ")
		}
	}
	if args == "" {
		return
	}
	var names []string
	for range fn.results {
		names = append(names, g.unique("z"))
	}
	g.line("%s := %s(%d, %s)", strings.Join(names, ", "), fn.name, 1+g.IntN(mostDeep), args)
	for i, t := range fn.results {
		g.use(names[i])
		g.declare(names[i], t)
	}
	g.cost += fn.cost
}

// again writes a call of next with less than n, mostly for own memory, and gives the names of its results.
func (g *generator) again(next *function, n, own *variable) (given []string) {
	args := g.arguments(&function{params: next.params[1:]})
	if last := len(next.params) - 1; own.typ != nil && g.lookup(own.name) == own && g.chance(75) {
		args = strings.TrimPrefix(g.arguments(&function{params: next.params[1:last]})+", "+own.name, ", ")
	}
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
