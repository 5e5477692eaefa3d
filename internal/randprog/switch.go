package randprog

import (
	"fmt"
	"strings"
)

// switchStmt writes a switch, with a tag or without.
func (g *generator) switchStmt() bool {
	if g.depth > 3 {
		return false
	}
	next := 0
	label := func() string { // of a tagged switch, each another one
		next++
		return fmt.Sprint(next - 1)
	}
	switch g.IntN(10) {
	case 0, 1, 2:
		g.open(false, "switch {")
		label = func() string { return g.condition(1) }
	case 3:
		g.open(false, "switch sw := %s; sw %% 4 {", g.integer(1))
	case 4:
		t := g.floatType()
		e, name := g.value(t), g.unique("sw")
		g.open(false, "switch %s := %s; {", name, e)
		label = func() string { return name + one(g, " > ", " < ") + g.number() }
	case 5:
		g.open(false, `switch "abcde"[(%s)%%5] {`, g.integer(1))
		label = func() string { next++; return fmt.Sprintf("'%c'", 'a'+next-1) }
	default:
		g.open(false, "switch %s {", g.integer(2))
	}
	g.clauses(label)
	g.foot()
	return true
}

// clauses are those of a switch, the default one among them.
func (g *generator) clauses(label func() string) {
	n := 1 + g.IntN(3)
	byDefault := g.IntN(n + 3)
	for i := range n + 1 {
		if i == byDefault {
			g.line("default:")
			g.clause(i == n)
		}
		if i == n {
			return
		}
		labels := []string{label()}
		for g.chance(25) {
			labels = append(labels, label())
		}
		g.line("case %s:", strings.Join(labels, ", "))
		g.clause(i == n-1 && byDefault != n)
	}
}

// clause is the body of one, and how it ends.
func (g *generator) clause(last bool) {
	g.block(func() {
		g.statements(g.IntN(3))
		switch k := g.IntN(100); {
		case k < 15 && !last:
			g.line("fallthrough")
		case k < 22:
			g.jump()
		}
	})
}
