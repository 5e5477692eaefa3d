package randprog

// exit leaves a loop or a switch on a condition, after some last statements.
func (g *generator) exit() bool {
	if len(g.targets) == 0 {
		return false
	}
	g.line("if %s {", g.condition(1))
	g.block(func() {
		g.statements(g.IntN(3))
		g.jump()
	})
	if g.depth < 4 && g.chance(20) {
		g.line("} else {")
		g.block(func() { g.statements(1 + g.IntN(2)) })
	}
	g.line("}")
	return true
}

// jump goes on somewhere outside of the block.
func (g *generator) jump() {
	switch k := g.IntN(10); {
	case k < 2:
		g.leave()
	case k < 5 && g.loops > 0:
		g.to("continue", true)
	default:
		g.to("break", false)
	}
}

// leave returns from the function, with an error now and then.
func (g *generator) leave() {
	if g.fn.fails && g.chance(40) {
		g.fail()
		return
	}
	g.ret()
}

// to writes a break or a continue, with a label if its target isn't the innermost.
func (g *generator) to(keyword string, loop bool) {
	t := one(g, g.targets...)
	if t.loop || !loop {
		if inner := g.innermost(loop); t != inner || g.chance(20) {
			keyword += " " + g.labelOf(t)
		}
	}
	g.line("%s", keyword)
}
