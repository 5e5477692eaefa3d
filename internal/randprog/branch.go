package randprog

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
