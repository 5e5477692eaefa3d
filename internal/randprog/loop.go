package randprog

import (
	"fmt"
	"strings"
)

// mayLoop reports whether one loop more takes no time to speak of.
func (g *generator) mayLoop() bool { return g.loops < 3 && g.trips <= 40 && g.depth <= 4 }

// loop writes a loop that counts.
func (g *generator) loop() bool {
	if !g.mayLoop() {
		return false
	}
	g.choose([]choice{
		{5, g.overIndexes},
		{4, g.overElements},
		{4, g.overNumbers},
		{1, g.overArrayPointer},
		{2, g.intoPlaces},
		{1, g.overText},
		{1, g.keepEach},
		{1, g.declaredBefore},
	})
	return true
}

// body writes the body of a loop whose header declares variables.
func (g *generator) body(declare func()) {
	mark, trips := len(g.vars), g.trips
	g.loops++
	g.depth++
	g.trips *= 4
	if declare != nil {
		declare()
	}
	g.block(func() { g.statements(1 + g.IntN(4)) })
	g.trips = trips
	g.depth--
	g.loops--
	g.close(mark)
	g.foot()
}

// container is a slice or array to go over, as text, and its type.
func (g *generator) container() (string, *typ) {
	v := g.pick(func(v *variable) bool {
		for _, t := range g.containers() {
			if v.typ.reaches(t) {
				return true
			}
		}
		return false
	})
	if v == nil {
		return "", nil
	}
	ts := g.containers()
	g.Shuffle(len(ts), func(i, j int) { ts[i], ts[j] = ts[j], ts[i] })
	for _, t := range ts {
		if v.typ.reaches(t) {
			return g.descend(v, t), t
		}
	}
	return "", nil
}

func (g *generator) containers() (ts []*typ) {
	for _, t := range g.order {
		if t.kind == slice || t.kind == array {
			ts = append(ts, t)
		}
	}
	return ts
}

// counterOf declares the variable of a loop over the indexes of a container.
func (g *generator) counterOf(name, container string, indexes ...string) {
	g.use(name)
	v := g.declare(name, ints)
	v.fixed = true
	root := g.lookup(rootOf(container))
	if root != nil && root != v {
		v.within = append(v.within, within{container, root, indexes})
	}
}

// rootOf is the name that a place begins with.
func rootOf(place string) string {
	name := strings.TrimLeft(place, "(*")
	if end := strings.IndexAny(name, ".[)"); end >= 0 {
		return name[:end]
	}
	return name
}

// overIndexes counts through the indexes of a container.
func (g *generator) overIndexes() bool {
	c, _ := g.container()
	if c == "" {
		return false
	}
	i := g.counterName(c)
	n := "len(" + c + ")"
	var header string
	valid := []string{i}
	switch g.IntN(9) {
	case 0, 1:
		header = fmt.Sprintf("for %s := 0; %s < %s; %s++ {", i, i, n, i)
	case 2:
		header = fmt.Sprintf("for %s := range %s {", i, c)
	case 3:
		header = fmt.Sprintf("for %s := %s - 1; %s >= 0; %s-- {", i, n, i, i)
	case 4:
		header = fmt.Sprintf("for %s := 1; %s < %s; %s++ {", i, i, n, i)
		valid = append(valid, i+"-1")
	case 5:
		header = fmt.Sprintf("for %s := 0; %s+1 < %s; %s++ {", i, i, n, i)
		valid = append(valid, i+"+1")
	case 6:
		header = fmt.Sprintf("for %s := %s - 1; %s > 0; %s -= 2 {", i, n, i, i)
		valid = append(valid, i+"-1")
	case 7:
		header = fmt.Sprintf("for %s := 0; %s <= %s-2; %s += %d {", i, i, n, i, 1+g.IntN(3))
		valid = append(valid, i+"+1", n+"-2-"+i)
	default:
		header = fmt.Sprintf("for %s := %s - 1; %s > -1; %s = %s - 3 {", i, n, i, i, i)
	}
	g.head("%s", header)
	g.body(func() { g.counterOf(i, c, append(valid, n+"-1-"+i)[:len(valid)+min(1, g.IntN(4))]...) })
	return true
}

// overElements ranges over indexes and elements.
func (g *generator) overElements() bool {
	c, t := g.container()
	if c == "" {
		return false
	}
	v := g.fresh(t.elem)
	i := g.counterName(c)
	if i == v {
		return false
	}
	if g.chance(40) {
		g.head("for _, %s := range %s {", v, c)
		g.line("_ = %s", v)
		g.body(func() { g.declare(v, t.elem) })
		return true
	}
	g.head("for %s, %s := range %s {", i, v, c)
	g.line("_ = %s", v)
	g.body(func() {
		g.counterOf(i, c, i)
		g.declare(v, t.elem)
	})
	return true
}

// overNumbers counts to a small number.
func (g *generator) overNumbers() bool {
	n := g.integer(1)
	i := g.counterName(n)
	if isNumber(n) && g.chance(30) {
		n = "4"
	}
	switch g.IntN(8) {
	case 0:
		g.head("for %s := range %s {", i, n)
	case 1:
		g.head("for range %s {", n)
		g.body(nil)
		return true
	case 2:
		g.head("for %s := %s; %s > 0; %s -= 2 {", i, n, i, i)
	case 3:
		g.head("for %s := 3; %s >= 1; %s-- {", i, i, i)
	case 4:
		g.head("for %s := 0; %s < 5; %s += 3 {", i, i, i)
	case 5:
		g.head("for %s := int32(0); %s < 3; %s++ {", i, i, i)
		g.body(func() { g.declare(i, int32s).fixed = true })
		return true
	case 6:
		g.head("for %s, to := 0, %s; %s <= to; %s++ {", i, n, i, i)
	default:
		g.head("for %s := 0; %s < %s; %s++ {", i, i, n, i)
	}
	g.body(func() {
		g.use(i)
		g.declare(i, ints).fixed = true
	})
	return true
}

// declaredBefore uses the counter after the loop.
func (g *generator) declaredBefore() bool {
	i := g.fresh(ints)
	g.line("var %s int", i)
	v := g.declare(i, ints)
	v.fixed = true
	switch g.IntN(3) {
	case 0:
		g.head("for %s = 0; %s < 3; %s++ {", i, i, i)
	case 1:
		g.head("for %s = 4; %s > 0; %s -= 2 {", i, i, i)
	default:
		g.head("for ; %s < %s; %s++ {", i, "3", i)
	}
	g.body(nil)
	return true
}
