package randprog

// buffers writes a loop that fills one slice from another and exchanges them.
func (g *generator) buffers() bool {
	t := g.slice(g.floatType())
	v := g.pick(func(v *variable) bool { return v.typ == t })
	if v == nil || !g.mayLoop() {
		return false
	}
	now := g.let(t, v.name)
	next := g.let(t, one(g, "make("+t.name+", len("+v.name+"))", g.other(t, v.name)))
	g.head("for range %s {", g.integer(1))
	g.body(func() {
		i := g.unique("i")
		g.line("for %s := range min(len(%s), len(%s)) {", i, now, next)
		g.line("%s[%s] = 0.5*%s[%s] - 0.3*%s[(%s+1)%%len(%s)]*%s", next, i, now, i, now, i, now, g.leaf(t.elem))
		g.line("}")
		g.line("%s, %s = %s, %s", now, next, next, now)
	})
	return true
}

// other is a slice that is another one, if there is one.
func (g *generator) other(t *typ, than string) string {
	if v := g.pick(func(v *variable) bool { return v.typ == t && v.name != than }); v != nil {
		return v.name
	}
	return than
}

// reslice makes a slice shorter.
func (g *generator) reslice() bool {
	v := g.pick(func(v *variable) bool { return v.typ.kind == slice && v.typ.elem.kind == float && !v.fixed })
	if v == nil {
		return false
	}
	g.line("if len(%s) > 4 {", v.name)
	switch g.IntN(3) {
	case 0:
		g.line("%s = %s[1:]", v.name, v.name)
	case 1:
		g.line("%s = %s[:len(%s)-1]", v.name, v.name, v.name)
	default:
		g.line("%s = %s[:4:4]", v.name, v.name)
	}
	g.line("}")
	return true
}
