package randprog

import "fmt"

// ifStmt writes an if with as many branches as come up.
func (g *generator) ifStmt() bool {
	if g.depth > 4 {
		return false
	}
	if g.chance(15) {
		t := g.floatType()
		e := g.value(t)
		name := g.fresh(t)
		g.line("if %s := %s; %s > %s {", name, e, name, g.number())
		mark := len(g.vars)
		g.depth++
		g.declare(name, t)
		g.branches()
		g.depth--
		g.close(mark)
		return true
	}
	g.line("if %s {", g.condition(2))
	g.branches()
	return true
}

func (g *generator) branches() {
	g.block(func() { g.statements(1 + g.IntN(3)) })
	for g.chance(25) {
		g.line("} else if %s {", g.condition(1))
		g.block(func() { g.statements(1 + g.IntN(3)) })
	}
	if g.chance(50) {
		g.line("} else {")
		g.block(func() { g.statements(1 + g.IntN(3)) })
	}
	g.line("}")
}

// switchStmt writes a switch, with a tag or without.
func (g *generator) switchStmt() bool {
	if g.depth > 3 {
		return false
	}
	tagged := g.chance(60)
	switch {
	case !tagged:
		g.line("switch {")
	case g.chance(30):
		g.line("switch sw := %s; sw %% 4 {", g.integer(1))
	default:
		g.line("switch %s {", g.integer(2))
	}
	n := 1 + g.IntN(3)
	byDefault := g.IntN(n + 3)
	next := 0
	for i := range n + 1 {
		if i == byDefault {
			g.line("default:")
			g.block(func() { g.statements(1 + g.IntN(2)) })
		}
		if i == n {
			break
		}
		if tagged {
			label := fmt.Sprint(next)
			next++
			if g.chance(30) {
				label += fmt.Sprintf(", %d", next)
				next++
			}
			g.line("case %s:", label)
		} else {
			g.line("case %s:", g.condition(1))
		}
		g.block(func() { g.statements(g.IntN(3)) })
	}
	g.line("}")
	return true
}
