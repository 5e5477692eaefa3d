package randprog

// overArrayPointer ranges over what a pointer to an array points to.
func (g *generator) overArrayPointer() bool {
	p := g.arrayPlace(float64s)
	if p == "" {
		return false
	}
	i, v := g.fresh(ints), g.fresh(float64s)
	if i == v {
		return false
	}
	g.head("for %s, %s := range &%s {", i, v, p)
	g.line("_ = %s", v)
	g.body(func() {
		g.counterOf(i, p, i)
		g.declare(v, float64s)
	})
	return true
}

// intoPlaces ranges with a key and a value that are there already.
func (g *generator) intoPlaces() bool {
	c, t := g.container()
	if c == "" {
		return false
	}
	k := g.counterName(c)
	g.line("var %s int", k)
	g.use(k)
	g.declare(k, ints).fixed = true
	v := g.place(t.elem, true)
	switch {
	case v == "" || g.chance(20):
		g.head("for %s = range %s {", k, c)
	case g.chance(30):
		g.head("for _, %s = range %s {", v, c)
	default:
		g.head("for %s, %s = range %s {", k, v, c)
	}
	g.body(nil)
	return true
}

// overText ranges over a string, whose bytes and runes lead nowhere but to integers.
func (g *generator) overText() bool {
	i, r := g.fresh(ints), g.unique("r")
	g.head("for %s, %s := range %s {", i, r, one(g, `"grad"`, `"∂f/∂x"`, `"a\xffb"`))
	g.line("%s := int(%s)%%5", r, r)
	g.body(func() {
		for _, name := range []string{i, r} {
			g.use(name)
			g.declare(name, ints).fixed = true
		}
	})
	return true
}

// keepEach keeps the addresses of a variable that each iteration has anew.
func (g *generator) keepEach() bool {
	c, t := g.container()
	if c == "" || t.elem.kind != float {
		return false
	}
	kept := g.unique("kept")
	i, v := g.counterName(c), g.fresh(t.elem)
	if i == v || rootOf(c) == v {
		return false
	}
	g.line("var %s [3]*%s", kept, t.elem.name)
	g.head("for %s, %s := range %s {", i, v, c)
	g.line("%s[%s%%3] = &%s", kept, i, v)
	g.body(func() {
		g.counterOf(i, c, i)
		g.declare(v, t.elem)
	})
	to := g.place(t.elem, true)
	if to == "" {
		to = "_"
	}
	g.line("if %s[1] != nil {", kept)
	g.line("%s = *%s[%d] * 0.5", to, kept, g.IntN(2))
	g.line("}")
	return true
}
