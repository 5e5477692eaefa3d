package randprog

import "strings"

// floatConstant declares a constant of a float type.
func (g *generator) floatConstant(t *typ) {
	name := g.unique("c")
	if t == g.generic {
		t = float64s // no constant has the type of a type parameter
	}
	g.line("const %s %s = %s", name, t.name, g.number())
	g.declare(name, t).fixed = true
}

// constants declares integers that are counted by iota.
func (g *generator) constants() bool {
	var names []string
	for range 1 + g.IntN(3) {
		names = append(names, g.unique("k"))
	}
	g.line("const (\n%s = iota%s", names[0], one(g, "", " + 1", " * 2", " &^ 1"))
	g.line("%s\n)", strings.Join(names[1:], "\n"))
	for _, name := range names {
		g.declare(name, ints).fixed = true
	}
	return true
}
