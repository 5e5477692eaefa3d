package randprog

// workspace writes a loop that computes in memory made before it. Most of these loops write all
// of it anew in each iteration before they read it.
func (g *generator) workspace() bool {
	if !g.mayLoop() {
		return false
	}
	t := g.slice(g.floatType())
	size, least := g.length()
	name := g.fresh(t)
	g.line("%s := make(%s, %s)", name, t.name, size)
	g.use(name)
	v := g.declare(name, t)
	v.least, v.fixed = least, g.chance(80)
	g.head("for range %s {", g.integer(1))
	g.body(func() {
		if g.chance(10) {
			g.gather(name, t)
		}
		g.renew(name, t)
		if g.chance(60) {
			g.collect(name, t)
		}
		if g.chance(80) {
			g.gather(name, t)
		}
	})
	return true
}

// renew writes elements of the slice, most often all of them.
func (g *generator) renew(name string, t *typ) {
	i, value := g.unique("i"), func() string { return g.tame(t.elem, 1) }
	switch g.IntN(8) {
	case 0:
		g.line("clear(%s)", name)
	case 1:
		g.line("copy(%s, %s)", name, g.other(t, name))
	case 2:
		g.line("for %s := 1; %s < len(%s); %s++ { %s[%s] = %s }", i, i, name, i, name, i, value())
	case 3:
		g.line("for %s := range %s { if %s { %s; } }", i, name, g.condition(0), name+"["+i+"] = "+value())
	case 4:
		g.line("if %s { clear(%s) }", g.condition(0), name)
	default:
		g.line("for %s := range %s { %s[%s] = %s }", i, name, name, i, value())
	}
}

// collect adds to elements of the slice.
func (g *generator) collect(name string, t *typ) {
	i := g.unique("i")
	g.line("for %s := range %s { %s[(%s*%s)%%len(%s)] %s %s }", i, name, name, i, g.integer(0), name,
		one(g, "+=", "+=", "-="), g.tame(t.elem, 1))
}

// gather adds elements of the slice to something.
func (g *generator) gather(name string, t *typ) {
	i, to := g.unique("i"), g.place(t.elem, true)
	if to == "" {
		return
	}
	g.line("for %s := range %s { %s += %s[%s] * %s }", i, name, to, name, i, g.bounded(t.elem, 0))
}
