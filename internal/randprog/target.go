package randprog

// A target is a statement that break leaves: a loop or a switch.
type target struct {
	loop  bool
	from  int    // where it begins in the text
	label string // "" until a statement names it
}

// head writes the first line of a loop.
func (g *generator) head(format string, args ...any) { g.open(true, format, args...) }

// open writes the first line of a statement that break leaves.
func (g *generator) open(loop bool, format string, args ...any) {
	g.targets = append(g.targets, &target{loop: loop, from: g.text.Len()})
	g.line(format, args...)
}

// foot ends what open began. Go refuses a label that nothing names, so that it
// comes to stand in front when all inside is written.
func (g *generator) foot() {
	g.line("}")
	last := len(g.targets) - 1
	t := g.targets[last]
	g.targets = g.targets[:last]
	if t.label == "" {
		return
	}
	text := g.text.String()
	g.text.Reset()
	g.text.WriteString(text[:t.from] + t.label + ":\n" + text[t.from:])
}

// labelOf is the label of t.
func (g *generator) labelOf(t *target) string {
	if t.label == "" {
		t.label = g.unique("on")
	}
	return t.label
}

// innermost is the target of a break, or of a continue, that has no label.
func (g *generator) innermost(loop bool) *target {
	for i := len(g.targets) - 1; i >= 0; i-- {
		if g.targets[i].loop || !loop {
			return g.targets[i]
		}
	}
	return nil
}
