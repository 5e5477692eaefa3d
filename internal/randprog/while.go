package randprog

import (
	"fmt"
	"strings"
)

// while writes a loop whose end depends on what it computes. It ends by
// construction: something decreases that nothing else changes.
func (g *generator) while() bool {
	if !g.mayLoop() {
		return false
	}
	g.choose([]choice{
		{5, g.onCondition},
		{4, g.endless},
		{3, g.shrinking},
		{2, g.towards},
		{2, g.bisection},
		{2, g.steps},
		{2, g.movingBound},
		{2, g.consuming},
	})
	return true
}

// fuel declares a counter before a loop that is to end. It may end below zero, and
// is no index.
func (g *generator) fuel() string {
	name := g.unique("n")
	g.line("%s := %d", name, 2+g.IntN(5))
	return name
}

// onCondition goes on as long as a condition holds.
func (g *generator) onCondition() bool {
	n := g.fuel()
	cond := g.condition(1)
	switch g.IntN(4) {
	case 0:
		g.head("for %s > 0 && (%s) {", n, cond)
		g.line("%s--", n)
		g.declare(n, ints).fixed = true
	case 1:
		g.head("for (%s) && %s > 0 {", cond, n)
		g.line("%s -= %d", n, 1+g.IntN(2))
	case 2:
		g.head("for ; (%s) && %s >= 0; %s-- {", cond, n, n)
	default:
		g.head("for %s {", cond)
		g.line("if %s--; %s < 0 {\nbreak\n}", n, n)
	}
	g.body(nil)
	return true
}

// endless has its ends inside.
func (g *generator) endless() bool {
	n := g.fuel()
	g.head("for {")
	g.line("%s--", n)
	first := g.chance(50)
	if first {
		g.exitWhen(n + " < 0 || " + g.condition(1))
	} else {
		g.exitWhen(n + " < 0")
	}
	g.body(func() {
		if !first {
			g.depth++ // as what follows
			g.statements(1 + g.IntN(2))
			g.exit()
			g.depth--
		}
	})
	return true
}

// exitWhen leaves the innermost loop for good: what it does before doesn't go on with it.
func (g *generator) exitWhen(cond string) {
	g.line("if %s {", cond)
	g.block(func() {
		around := g.targets
		g.targets = nil
		g.statements(g.IntN(2))
		g.targets = around
		if g.chance(25) {
			g.ret()
		} else {
			g.line("break")
		}
	})
	g.line("}")
}

// shrinking goes on until a number is small.
func (g *generator) shrinking() bool {
	t := g.floatType()
	e, name := g.value(t), g.fresh(t)
	bound := fmt.Sprintf("%s*%s > 0.04 && %s*%s < 1e4", name, name, name, name)
	by := one(g, "0.5", "0.3", "-0.4")
	if g.chance(50) {
		g.head("for %s := %s; %s; %s *= %s {", name, e, bound, name, by)
		g.body(func() { g.declare(name, t).fixed = true })
		return true
	}
	g.line("%s := %s", name, e)
	g.declare(name, t).fixed = true
	g.head("for %s {", bound)
	g.line("%s = %s %s*%s", name, one(g, "", "0.01 +"), by, name)
	g.body(nil)
	return true
}

// towards counts in steps that depend on data.
func (g *generator) towards() bool {
	t := g.floatType()
	e, by := g.bounded(t, 1), g.factor(t, 0)
	name := g.fresh(t)
	if strings.Contains(by, name) {
		return false
	}
	g.head("for %s := %s; %s < 2; %s += 0.4 + %s*%s {", name, e, name, name, by, by)
	g.body(func() { g.declare(name, t).fixed = true })
	return true
}

// bisection searches a slice.
func (g *generator) bisection() bool {
	c, t := g.container()
	if c == "" || t.elem.kind != float {
		return false
	}
	lo, hi := g.unique("lo"), g.unique("hi")
	g.line("%s, %s := 0, len(%s)", lo, hi, c)
	for _, name := range []string{lo, hi} {
		g.declare(name, ints).fixed = true
	}
	g.head("for %s < %s {", lo, hi)
	mid := g.unique("mid")
	g.line("%s := (%s + %s) / 2", mid, lo, hi)
	g.line("if %s[%s] < %s {\n%s = %s + 1\n} else {\n%s = %s\n}", c, mid, g.float(t.elem, 1), lo, mid, hi, mid)
	g.body(func() { g.declare(mid, ints).fixed = true })
	return true
}

// steps goes over indexes at a pace that depends on data.
func (g *generator) steps() bool {
	c, _ := g.container()
	if c == "" {
		return false
	}
	by := g.integer(1)
	i := g.counterName(c + by)
	if g.chance(50) {
		g.head("for %s := 0; %s < len(%s); %s += 1 + (%s)&1 {", i, i, c, i, by)
	} else {
		g.head("for %s := 0; %s < len(%s); %s++ {", i, i, c, i)
	}
	g.body(func() {
		g.counterOf(i, c, i)
		if g.chance(60) {
			g.skip(i)
		}
	})
	return true
}

// skip leaves out an index or two after this one, on a condition.
func (g *generator) skip(i string) {
	counter := g.lookup(i)
	g.line("if %s {", g.condition(1))
	g.block(func() {
		g.statements(g.IntN(2))
		if g.lookup(i) == counter {
			g.line("%s += %d", i, 1+g.IntN(2))
		}
		g.line("continue")
	})
	g.line("}")
}

// movingBound has two counters, or a bound that the body moves.
func (g *generator) movingBound() bool {
	c, _ := g.container()
	if c == "" {
		return false
	}
	i, j := g.counterName(c), g.counterName(c)
	if i == j {
		return false
	}
	moves := g.chance(50)
	if !moves {
		g.head("for %s, %s := 0, len(%s)-1; %s < %s; %s, %s = %s+1, %s-1 {", i, j, c, i, j, i, j, i, j)
	} else {
		g.head("for %s, %s := 0, len(%s)-1; %s <= %s; %s++ {", i, j, c, i, j, i)
	}
	g.body(func() {
		g.counterOf(i, c, i)
		g.counterOf(j, c, j)
		if moves {
			g.line("if %s {\n%s--\n}", g.condition(1), j)
			g.line("if %s < 0 {\nbreak\n}", j)
		}
	})
	return true
}

// consuming takes elements off a slice.
func (g *generator) consuming() bool {
	v := g.pick(func(v *variable) bool { return v.typ.kind == slice && v.typ.elem.kind == float })
	if v == nil {
		return false
	}
	rest := g.let(v.typ, v.name)
	n := g.fuel()
	g.lookup(rest).least = 1
	g.head("for len(%s) > 2 && %s > 0 {", rest, n)
	g.line("%s--", n)
	switch g.IntN(3) {
	case 0:
		g.line("%s = %s[1:]", rest, rest)
	case 1:
		g.line("%s = %s[:len(%s)-1]", rest, rest, rest)
	default:
		g.line("%s = %s[1:len(%s)-1]", rest, rest, rest)
	}
	if g.chance(40) {
		g.exitWhen(g.condition(1))
	}
	g.body(nil)
	return true
}
