package network

import "fmt"

// statements writes up to n statements.
func (g *generator) statements(n int) {
	for range n {
		if g.budget <= 0 {
			return
		}
		g.budget--
		g.statement()
	}
}

func (g *generator) statement() {
	switch g.IntN(25) {
	case 0, 1, 2, 3, 4, 5:
		g.define(vector, g.vector(1+g.IntN(2)), true)
	case 6, 7, 8:
		g.define(number, g.number(2), false)
	case 9:
		if len(g.variables(matrix, nil)) > 0 {
			g.define(matrix, g.matrix(1), true)
		}
	case 10:
		g.made()
	case 11, 12:
		g.inPlace()
	case 13, 14:
		g.branch()
	case 15, 16, 17:
		g.loop()
	case 18, 19:
		g.assign()
	case 20:
		g.guard()
	case 21:
		g.share()
	case 22:
		g.view()
	case 23:
		g.closure()
	case 24:
		g.copied()
	}
}

// made makes a vector and fills it.
func (g *generator) made() {
	x := g.vector(0)
	name := g.fresh("v")
	g.line("%s := make([]%s, len(%s))", name, g.float, x)
	if g.chance(80) {
		g.line("for i := range %s {", name)
		g.line("%s[i] = %s*%s[i] + %s", name, g.factor(), x, g.factor())
		g.line("}")
	}
	g.line("_ = %s", name)
	g.vars = append(g.vars, variable{name: name, kind: vector, owned: true})
}

// inPlace changes a vector that the function has made, element by element.
func (g *generator) inPlace() {
	vs := g.written()
	if len(vs) == 0 {
		return
	}
	v := one(g, vs...)
	switch g.IntN(5) {
	case 0:
		g.line("for i, e := range %s {\nif e < 0 {\n%s[i] = 0.1 * e\n}\n}", v, v)
	case 1:
		g.line("for i := range %s {\n%s[i] = %s + 0.5*%s[i]\n}", v, v, g.factor(), v)
	case 2:
		x := g.vector(0)
		g.line("for i := range %s {\nif i < len(%s) {\n%s[i] *= %s[i]\n}\n}", v, x, v, x)
	case 3:
		g.line("if len(%s) > 1 {\n%s[1] = %s\n}", v, v, g.number(1))
	default:
		g.line("%s[0] += %s", v, g.number(1))
	}
}

// written are the vectors that may be written: the function's own, others if it writes to what others see.
func (g *generator) written() []string {
	return g.variables(vector, func(v variable) bool { return v.owned || g.writes && v.name == "buf" })
}

func (g *generator) branch() {
	if g.depth > 2 {
		return
	}
	g.line("if %s {", g.condition())
	g.block(func() { g.statements(1 + g.IntN(3)) })
	if g.chance(50) {
		g.line("} else {")
		g.block(func() { g.statements(1 + g.IntN(2)) })
	}
	g.line("}")
}

func (g *generator) loop() {
	if g.depth > 1 {
		return
	}
	i := g.fresh("i")
	mark := len(g.vars)
	switch g.IntN(8) {
	case 0, 1:
		g.line("for %s := range 2 {\n_ = %s", i, i)
		g.vars = append(g.vars, variable{name: i, kind: integer, fixed: true})
	case 2:
		ks := g.variables(integer, nil)
		if len(ks) == 0 {
			return
		}
		k := one(g, ks...)
		g.line("for %s := range %s {\nif %s > 2 {\nbreak\n}", i, k, i)
		g.vars = append(g.vars, variable{name: i, kind: integer, fixed: true})
	case 3, 4:
		e := g.fresh("e")
		g.line("for %s, %s := range %s {\n_, _ = %s, %s", i, e, g.vector(0), i, e)
		g.vars = append(g.vars, variable{name: i, kind: integer, fixed: true}, variable{name: e, kind: number})
	case 5:
		ws := g.variables(vectors, nil)
		if len(ws) == 0 {
			return
		}
		r := g.fresh("r")
		g.line("for _, %s := range %s {\n_ = %s", r, one(g, ws...), r)
		g.vars = append(g.vars, variable{name: r, kind: vector})
	case 6:
		g.line("for %s := 0; %s < 3 && %s; %s++ {", i, i, g.condition(), i)
		g.vars = append(g.vars, variable{name: i, kind: integer, fixed: true})
	default:
		ms := g.variables(matrix, nil)
		if len(ms) == 0 {
			return
		}
		m, r := one(g, ms...), g.fresh("r")
		g.line("for %s := range %s.Rows {\n%s := %s.Row(%s)\n_ = %s", i, m, r, m, i, r)
		g.vars = append(g.vars, variable{name: r, kind: vector})
	}
	g.block(func() {
		g.assign()
		g.statements(1 + g.IntN(2))
	})
	g.line("}")
	g.vars = g.vars[:mark]
}

// assign gives a variable another value.
func (g *generator) assign() {
	local := func(v variable) bool { return !v.fixed }
	if vs := g.variables(vector, local); len(vs) > 0 && g.chance(50) {
		g.line("%s = %s", one(g, vs...), g.vector(g.IntN(3)))
		return
	}
	if s := g.variables(number, local); len(s) > 0 {
		g.line("%s %s %s", one(g, s...), one(g, "=", "+=", "-="), g.number(1))
	}
}

// guard ends the function, perhaps.
func (g *generator) guard() {
	g.line("if %s {", one(g, g.condition(), g.factor()+" > 1.6", g.factor()+" < -2"))
	g.end()
	g.line("}")
}

// share writes to memory that others see.
func (g *generator) share() {
	if bs := g.variables(vector, func(v variable) bool { return v.name == "buf" || v.name == "x" }); g.writes && len(bs) > 0 {
		b := one(g, bs...)
		g.line("if len(%s) > 0 {\n%s[0] = 0.5*%s[0] + %s\n}", b, b, b, g.factor())
		return
	}
	if ms := g.variables(matrix, func(v variable) bool { return v.owned || g.writes && v.name == "q" }); len(ms) > 0 {
		m := one(g, ms...)
		g.line("if %s.Rows > 0 && %s.Cols > 0 {\n%s.Set(0, 0, %s)\n}", m, m, m, g.factor())
	}
}

// view makes another name for memory.
func (g *generator) view() {
	owned := func(v variable) bool { return v.owned }
	vs := g.variables(vector, owned)
	if len(vs) > 0 && g.chance(60) {
		v := one(g, vs...)
		g.define(vector, one(g, v, v+"[:]", v+"[:len("+v+")]"), true)
		return
	}
	if ms := g.variables(matrix, owned); len(ms) > 0 {
		m := one(g, ms...)
		name := g.fresh("v")
		g.line("%s := make([]%s, %s.Cols)\nif %s.Rows > 0 {\n%s = %s.Row(0)\n}", name, g.float, m, m, name, m)
		g.line("_ = %s", name)
		g.vars = append(g.vars, variable{name: name, kind: vector, owned: true})
	}
}

// closure writes a function literal, and calls it.
func (g *generator) closure() {
	if g.depth > 1 {
		return
	}
	f, p := g.fresh("f"), g.fresh("p")
	g.line("%s := func(%s []%s) %s {", f, p, g.float, g.float)
	fails, result, budget := g.fails, g.result, g.budget
	g.fails, g.result = false, number
	g.block(func() {
		g.vars = append(g.vars, variable{name: p, kind: vector})
		g.budget = 1
		g.statements(1)
		g.line("return %s", g.number(1))
	})
	g.fails, g.result, g.budget = fails, result, budget
	g.line("}")
	g.define(number, fmt.Sprintf("%s(%s)", f, g.vector(0)), false)
}

// copied copies a vector.
func (g *generator) copied() {
	x := g.vector(0)
	name := g.fresh("v")
	switch g.IntN(3) {
	case 0:
		g.line("%s := append([]%s(nil), %s...)", name, g.float, x)
	case 1:
		g.line("%s := make([]%s, len(%s))\ncopy(%s, %s)", name, g.float, x, name, x)
	default:
		g.line("var %s []%s\nfor _, e := range %s {\n%s = append(%s, e*%s)\n}", name, g.float, x, name, name, g.factor())
	}
	g.line("_ = %s", name)
	g.vars = append(g.vars, variable{name: name, kind: vector, owned: true})
}
