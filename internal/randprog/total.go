package randprog

// finish returns what most of the visible variables lead to.
func (g *generator) finish() {
	if len(g.fn.results) == 0 {
		return
	}
	if t := g.fn.results[0]; t.kind == float && g.fn.main {
		g.total(t)
		return
	}
	g.ret()
}

// total returns a sum over all that the function has changed.
func (g *generator) total(t *typ) {
	g.line("total := %s(%s)", t.name, g.float(t, 1))
	for _, v := range g.visible() {
		g.addTo(t, v)
	}
	if g.fn.named > 0 && g.lookup("out0") != nil && g.chance(50) {
		g.line("out0 += total")
		g.line("return")
		return
	}
	result := "total"
	if g.fn.fails {
		result += ", nil"
	}
	g.line("return %s", result)
}

// addTo adds what v leads to.
func (g *generator) addTo(t *typ, v *variable) {
	weight := one(g, "0.5", "0.3", "1.5", "-1")
	switch {
	case v.name == "total":
	case v.typ.kind == float && g.chance(80):
		g.line("total += %s * %s(math.Sin(float64(%s)))", weight, t.name, v.name)
	case v.typ.kind == slice && v.typ.elem.kind == float && g.chance(85):
		g.line("for _, v := range %s {", v.name)
		g.line("total += %s * %s(v) * %s(v)", weight, t.name, t.name)
		g.line("}")
	case g.chance(60):
		for _, f := range []*typ{float64s, g.named, float32s} {
			if v.typ.reaches(f) && (f != float32s || g.narrow) {
				p := g.descend(v, f)
				g.line("total += %s * %s(%s)", weight, t.name, p)
			}
		}
	}
}
