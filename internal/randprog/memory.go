package randprog

import (
	"fmt"
	"strings"
)

// defineContainer declares an array, a structure, or a slice with memory of its own.
func (g *generator) defineContainer() bool {
	switch g.IntN(5) {
	case 0:
		return g.defineArray()
	case 1:
		return g.defineStruct()
	case 2:
		return g.makeRows()
	}
	t := g.slice(g.floatType())
	if g.chance(15) {
		t = g.vector()
	}
	name := g.fresh(t)
	size, least := g.length()
	if g.chance(20) && t.elem.kind == float {
		size += ", 9"
	}
	g.line("%s := make(%s, %s)", name, t.name, size)
	g.use(name)
	g.declare(name, t).least = least
	if g.chance(60) {
		g.line("for mi := range %s {", name)
		g.line("%s[mi] = %s", name, g.float(t.elem, 1))
		g.line("}")
	}
	return true
}

// length is that of a new slice, and what it is at least.
func (g *generator) length() (string, int) {
	if v := g.pick(func(v *variable) bool { return v.typ.kind == slice }); v != nil && g.chance(40) {
		return "len(" + v.name + ")", v.least
	}
	n := 2 + g.IntN(3)
	if g.chance(40) {
		return g.integer(0) + fmt.Sprintf("+%d", n), n
	}
	return fmt.Sprint(n), n
}

func (g *generator) defineArray() bool {
	t := g.array(2+g.IntN(3), g.floatType())
	if g.chance(20) {
		t = g.array(2, t)
	}
	if g.chance(40) {
		name := g.fresh(t)
		g.line("var %s %s", name, t.name)
		g.use(name)
		g.declare(name, t)
		return true
	}
	e := g.valueOf(t)
	g.let(t, e)
	return true
}

func (g *generator) defineStruct() bool {
	if len(g.all) == 0 {
		return false
	}
	t := one(g, g.all...)
	e := g.valueOf(t)
	if e == "" {
		return false
	}
	g.let(t, e)
	return true
}

// makeRows makes a matrix row by row.
func (g *generator) makeRows() bool {
	t := g.slice(g.slice(float64s))
	name := g.fresh(t)
	n := 2 + g.IntN(2)
	g.line("%s := make(%s, %d)", name, t.name, n)
	g.line("for mi := range %s {", name)
	g.line("%s[mi] = make([]float64, %d)", name, 2+g.IntN(2))
	g.line("}")
	g.declare(name, t).least = n
	return true
}

// definePointer points to a variable or a part of one.
func (g *generator) definePointer() bool {
	elem := g.floatType()
	if len(g.all) > 0 && g.chance(40) {
		elem = one(g, g.all...)
	}
	t := g.pointer(elem)
	e := ""
	if g.chance(15) {
		e = "new(" + elem.name + ")"
		if v := g.valueOf(elem); v != "" && (g.chance(40) || !elem.isValue()) {
			e = "new(" + v + ")"
		} else if !elem.isValue() {
			return false
		}
	} else if e = g.reference(t); e == "" {
		return false
	}
	name := g.let(t, e)
	if other := g.reference(t); g.chance(25) && other != "" {
		g.line("if %s {", g.condition(0))
		g.line("%s = %s", name, other)
		g.line("}")
	}
	return true
}

// defineSlice gives a slice, or a part of one, another name.
func (g *generator) defineSlice() bool {
	t := g.slice(g.floatType())
	e := g.sliceOf(t)
	if e == "" {
		return false
	}
	name := g.let(t, e)
	if other := g.sliceOf(t); g.chance(30) && other != "" {
		g.line("if %s {", g.condition(0))
		g.line("%s = %s", name, other)
		g.line("}")
	}
	return true
}

// redirect makes a slice or pointer in memory, or a variable, refer to
// something else, or swaps two of them.
func (g *generator) redirect() bool {
	var refs []*typ
	for _, t := range g.order {
		if (t.kind == slice || t.kind == pointer) && t.holdsFloat() {
			refs = append(refs, t)
		}
	}
	if len(refs) == 0 {
		return false
	}
	t := one(g, refs...)
	p, q := g.place(t, true), g.place(t, true)
	if p == "" {
		return false
	}
	if g.chance(40) {
		g.line("%s, %s = %s, %s", p, q, q, p)
		return true
	}
	return g.set(p, t)
}

// copyStruct copies a value that has parts.
func (g *generator) copyStruct() bool {
	if len(g.all) == 0 {
		return false
	}
	t := one(g, g.all...)
	from := g.place(t, false)
	if from == "" {
		return false
	}
	if to := g.place(t, true); to != "" && g.chance(40) {
		g.line("%s = %s", strings.TrimSuffix(strings.TrimPrefix(to, "("), ")"), from)
		return true
	}
	g.let(t, from)
	return true
}
