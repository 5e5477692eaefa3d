package randprog

import "fmt"

// elements copies, clears or appends elements of slices, which may overlap.
func (g *generator) elements() bool {
	t := g.slice(g.floatType())
	to, from := g.place(t, true), g.place(t, false)
	if to == "" || from == "" {
		return false
	}
	switch g.IntN(8) {
	case 0:
		g.line("copy(%s, %s)", to, from)
	case 1:
		g.line("copy(%s[1:], %s)", to, from)
	case 2:
		g.line("copy(%s, %s[1:])", to, from)
	case 3:
		g.line("clear(%s[:1])", to)
	case 4:
		a := g.array(2, t.elem)
		g.let(a, fmt.Sprintf("%s(%s)", a.name, from))
	case 5:
		g.line("(*%s)(%s)[1] = %s", g.array(2, t.elem).name, to, g.value(t.elem))
	case 6:
		g.let(t, fmt.Sprintf("append(%s[:1], %s...)", to, from))
	default:
		g.let(t, fmt.Sprintf("append(%s%s, %s, %s)", to, one(g, "[:0]", "[:1]", "[:1:1]", "[:2:2]"), g.value(t.elem), g.value(t.elem)))
	}
	return true
}
