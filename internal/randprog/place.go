package randprog

import "fmt"

// place is a variable of type want, or a part of one, or what is behind one.
// It is "" if there is none.
func (g *generator) place(want *typ, write bool) string {
	v := g.pick(func(v *variable) bool { return v.typ.reaches(want) && !(write && v.fixed) })
	if v == nil {
		return ""
	}
	return g.descend(v, want)
}

// pick is one of the visible variables for which ok says yes, more often a late one.
func (g *generator) pick(ok func(*variable) bool) *variable {
	var found []*variable
	for _, v := range g.visible() {
		if ok(v) {
			found = append(found, v)
		}
	}
	if len(found) == 0 {
		return nil
	}
	if len(found) > 3 && g.chance(40) {
		found = found[:3]
	}
	return found[g.IntN(len(found))]
}

// descend goes from v into its type until it gets to a want.
func (g *generator) descend(v *variable, want *typ) string {
	expr, t, least := v.name, v.typ, v.least
	for t != want {
		switch t.kind {
		case structure:
			f := g.field(t, want)
			if inner := f.structure(); f.embedded() && inner != nil && f.typ != want && inner != want {
				if p := g.field(inner, want); t.promotes(p.name) && g.chance(50) {
					f = p
				}
			}
			expr, t = expr+"."+f.name, f.typ
		case pointer:
			if t.elem.kind != structure && t.elem.kind != array || t.elem == want {
				expr = "(*" + expr + ")"
			}
			t = t.elem
		case array:
			expr, t = expr+"["+g.index(expr, fmt.Sprint(t.len), t.len)+"]", t.elem
		case slice:
			expr, t = expr+"["+g.index(expr, "len("+expr+")", least)+"]", t.elem
		}
		least = 2
	}
	return expr
}

// field is one of the fields of t in or behind which there is a want.
func (g *generator) field(t, want *typ) field {
	var fits []field
	for _, f := range t.fields {
		if f.typ.reaches(want) {
			fits = append(fits, f)
		}
	}
	return fits[g.IntN(len(fits))]
}

// index is an index of a container with at least so many elements.
func (g *generator) index(container, length string, least int) string {
	var known []string
	for _, v := range g.visible() {
		for _, w := range v.within {
			if w.container == container && w.root == g.lookup(w.root.name) {
				known = append(known, w.indexes...)
			}
		}
	}
	if len(known) > 0 && g.chance(80) {
		return known[g.IntN(len(known))]
	}
	if g.indexes > 1 || g.chance(55) {
		return fmt.Sprint(g.IntN(least))
	}
	g.indexes++
	i := g.integer(1)
	g.indexes--
	if isNumber(i) {
		return fmt.Sprint(g.IntN(least))
	}
	return "(" + i + ")%" + length
}

func isNumber(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
