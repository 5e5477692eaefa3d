package randprog

import (
	"slices"
	"strings"
)

// statements writes up to n statements.
func (g *generator) statements(n int) {
	for range n {
		if g.budget <= 0 {
			return
		}
		g.budget--
		g.cost += g.trips
		g.choose([]choice{
			{14, g.define},
			{14, g.assign},
			{12, g.opAssign},
			{5, g.tuple},
			{9, g.ifStmt},
			{5, g.switchStmt},
			{16, g.loop},
			{6, g.defineContainer},
			{5, g.definePointer},
			{5, g.defineSlice},
			{4, g.copyStruct},
			{4, g.redirect},
			{4, g.elements},
			{6, g.callStmt},
			{3, g.nested},
			{3, g.returnEarly},
			{2, g.several},
			{8, g.while},
			{6, g.exit},
			{3, g.reslice},
			{3, g.constants},
			{4, g.mixedTuple},
			{2, g.buffers},
			{3, g.workspace},
			{2, g.list},
			{3, g.closure},
		})
	}
}

// define declares a scalar.
func (g *generator) define() bool {
	if g.chance(15) {
		return g.defineOther()
	}
	t := g.floatType()
	e := g.float(t, 1+g.IntN(3))
	name := g.fresh(t)
	switch g.IntN(6) {
	case 0:
		g.line("var %s %s = %s", name, t.name, e)
	case 1:
		if g.chance(30) {
			g.line("var %s %s", name, t.name)
			break
		}
		g.floatConstant(t)
		fallthrough
	default:
		g.line("%s := %s", name, e)
	}
	g.use(name)
	g.declare(name, t)
	return true
}

// let declares a variable of type t with the value e, and gives its name.
func (g *generator) let(t *typ, e string) string {
	name := g.fresh(t)
	g.line("%s := %s", name, e)
	g.use(name)
	g.declare(name, t)
	return name
}

// set assigns some value of type t to the place p; false if there is none.
func (g *generator) set(p string, t *typ) bool {
	e := g.valueOf(t)
	if e == "" {
		return false
	}
	g.line("%s = %s", p, e)
	return true
}

// use keeps Go from complaining about a variable that nothing reads.
func (g *generator) use(name string) { g.line("_ = %s", name) }

// defineOther declares an integer or a boolean.
func (g *generator) defineOther() bool {
	if g.chance(60) {
		e := "(" + g.integer(2) + ")"
		below := 2 + g.IntN(3)
		name := g.fresh(ints)
		if isNumber(strings.Trim(e, "()")) {
			e = "int" + e
		}
		g.line("%s := %s%%%d", name, e, below)
		g.use(name)
		g.declare(name, ints)
		return true
	}
	e := g.condition(2)
	name := g.fresh(bools)
	g.line("%s := %s", name, e)
	g.use(name)
	g.declare(name, bools)
	return true
}

// assign overwrites a place.
func (g *generator) assign() bool {
	t := g.floatType()
	switch g.IntN(12) {
	case 0:
		t = ints
	case 1:
		t = bools
	case 2:
		t = one(g, slices.Concat(g.all, []*typ{float64s})...)
	}
	p := g.place(t, true)
	if p == "" {
		return false
	}
	return g.set(p, t)
}

// opAssign updates a place.
func (g *generator) opAssign() bool {
	t := g.floatType()
	p := g.place(t, true)
	if p == "" {
		return false
	}
	if g.chance(60) {
		if same := g.place(t, true); same != "" {
			p = same
		}
	}
	switch g.IntN(8) {
	case 0, 1, 2:
		g.line("%s += %s", p, g.value(t))
	case 3:
		g.line("%s -= %s", p, g.value(t))
	case 4, 5:
		g.line("%s *= %s", p, g.bounded(t, 1))
	case 6:
		f := g.factor(t, 0)
		g.line("%s /= %s + %s*%s", p, one(g, "1.5", "2", "1"), f, f)
	default:
		g.line("%s%s", p, one(g, "++", "--"))
	}
	return true
}

// several declares two variables in one statement.
func (g *generator) several() bool {
	t, u := g.floatType(), g.floatType()
	x, y := g.value(t), g.value(u)
	a, b := g.fresh(t), g.fresh(u)
	if a == b {
		return false
	}
	if g.chance(50) {
		g.line("%s, %s := %s, %s", a, b, x, y)
	} else {
		g.line("var %s, %s = %s, %s", a, b, x, y)
	}
	g.line("_, _ = %s, %s", a, b)
	g.declare(a, t)
	g.declare(b, u)
	return true
}

// nested writes a block of its own.
func (g *generator) nested() bool {
	g.line("{")
	g.block(func() { g.statements(2 + g.IntN(3)) })
	g.line("}")
	return true
}
