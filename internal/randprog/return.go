package randprog

import (
	"slices"
	"strings"
)

// returnEarly leaves the function, mostly by an error or a panic, on a condition.
func (g *generator) returnEarly() bool {
	if g.loops > 0 && !g.chance(30) {
		return false
	}
	cond := g.condition(1)
	switch {
	case g.loops > 0 || g.chance(30):
		g.line("if %s && %s {", cond, g.integer(0)+" == 3")
		g.line("panic(%s)", one(g, `"guarded"`, "7", `fmt.Sprint("n is ", `+g.integer(0)+`)`))
	case g.fn.fails && g.chance(60):
		g.line("if %s && %s {", cond, g.integer(0)+" > 1")
		g.fail()
	default:
		g.line("if %s {", cond)
		g.block(func() {
			g.statements(g.IntN(2))
			g.ret()
		})
	}
	if g.loops == 0 && g.depth < 3 && g.chance(30) {
		g.line("} else {")
		g.block(func() { g.statements(1 + g.IntN(2)) })
	}
	g.line("}")
	return true
}

// fail returns an error.
func (g *generator) fail() {
	var values []string
	for _, t := range g.fn.results {
		switch {
		case t.kind == float && g.chance(60):
			values = append(values, "0")
		default:
			values = append(values, g.valueOrNew(t))
		}
	}
	if g.fn.named > 0 && g.chance(40) {
		g.line("failed = errors.New(%q)", "named")
		g.line("return")
		return
	}
	values = append(values, one(g, `errors.New("no")`, `fmt.Errorf("at %d", `+g.integer(0)+")", `fmt.Errorf("no")`))
	g.line("return %s", strings.Join(values, ", "))
}

// valueOrNew is an expression of any type, of new memory if there is no other.
func (g *generator) valueOrNew(t *typ) string {
	switch e := g.valueOf(t); {
	case e != "":
		return e
	case t.kind == pointer:
		return "new(" + t.elem.name + ")"
	case t.kind == slice:
		return "make(" + t.name + ", 3)"
	}
	return t.name + "{}"
}

// ret returns what the function is to give.
func (g *generator) ret() {
	if g.fn.named > 0 && g.chance(40) {
		g.line("return")
		return
	}
	if len(g.fn.results) == 0 {
		g.line("return")
		return
	}
	if call := g.wholeCall(); call != "" {
		g.line("return %s", call)
		return
	}
	var values []string
	for _, t := range g.fn.results {
		values = append(values, g.valueOrNew(t))
	}
	if g.fn.fails {
		values = append(values, "nil")
	}
	g.line("return %s", strings.Join(values, ", "))
}

// wholeCall is now and then a call that gives all that the function is to give.
func (g *generator) wholeCall() string {
	if len(g.fn.results) < 2 && !g.fn.fails || !g.chance(50) {
		return ""
	}
	_, call := g.call(func(fn *function) bool {
		return fn.fails == g.fn.fails && slices.Equal(fn.results, g.fn.results)
	})
	return call
}
