package randprog

import "github.com/gograd/gograd/internal/randprog/check"

// list builds a list of nodes, changes what points where, and walks along it.
func (g *generator) list() bool {
	if g.node == nil || !g.mayLoop() {
		return false
	}
	top := g.place(g.pointer(g.node), false)
	if top == "" || g.chance(50) {
		top = g.unique("top")
		g.line("var %s *%s", top, g.node.name)
		g.chain(top)
		g.declare(top, g.pointer(g.node))
	}
	switch g.IntN(4) {
	case 0:
		g.line("%s.Next, %s = %s.Next.Next, %s.Next", top, top, top, top)
	case 1:
		g.line("%s.Next.Next.Next = %s", top, top)
	case 2:
		g.line("%s.Next.V *= %s", top, g.bounded(float64s, 1))
	}
	g.walk(top)
	return true
}

// chain puts at least three nodes in front of each other.
func (g *generator) chain(top string) {
	i, e := g.unique("i"), g.float(float64s, 1)
	g.line("for %s := range %d {", i, 3+g.IntN(2))
	g.line("%s = &%s{V: %s + 0.1*float64(%s), Next: %s}", top, g.node.name, e, i, top)
	g.line("}")
}

// walk goes along the nodes, which may be a ring.
func (g *generator) walk(top string) {
	q, n, v := g.unique("q"), g.unique("n"), g.unique("v")
	g.head("for %s, %s := %s, 0; %s != nil && %s < 5; %s, %s = %s.Next, %s+1 {", q, n, top, q, n, q, n, q, n)
	g.line("%s := &%s.V", v, q)
	g.use(v)
	g.body(func() { g.declare(v, g.pointer(float64s)) })
	if to := g.place(float64s, true); to != "" {
		g.line("%s += %s.V", to, top)
	}
}

// nodeType declares the type of the elements of lists. That they point to each
// other is between them and list.
func (g *generator) nodeType() {
	g.node = &typ{kind: structure, name: check.NodeName + g.suffix, fields: []field{{"V", float64s}}}
	g.decls = append(g.decls, "type "+g.node.name+" struct {\nV float64\nNext *"+g.node.name+"\n}\n")
	g.all = append(g.all, g.node)
}
