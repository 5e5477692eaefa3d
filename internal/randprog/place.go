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
			if f.name == f.typ.name && f.typ != want {
				if p := g.field(f.typ, want); t.promotes(p.name) && g.chance(50) {
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
		if v.typ == ints && v.below > 0 && v.below <= least {
			known = append(known, v.name)
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

// integer is a non-negative integer of small size.
func (g *generator) integer(depth int) string {
	if depth > 0 && g.chance(40) {
		x, y := g.integer(depth-1), g.integer(depth-1)
		switch g.IntN(7) {
		case 6: // depends on data
			return "int(2*math.Abs(" + g.float(float64s, 0) + "))&3"
		case 0:
			return x + "+" + y
		case 1:
			return "(" + x + ")*2"
		case 2:
			return "(" + x + "+1)/2"
		case 3:
			return "min(" + x + ", " + y + ", 3)"
		case 4:
			return "(" + x + ")&3"
		}
		return "(" + x + "+" + y + ")%3"
	}
	if g.chance(70) {
		if p := g.place(ints, false); p != "" {
			return p
		}
	}
	if v := g.pick(func(v *variable) bool { return v.typ.kind == slice }); v != nil && g.chance(20) {
		return "len(" + v.name + ")"
	}
	return fmt.Sprint(g.IntN(4))
}

// condition is a boolean.
func (g *generator) condition(depth int) string {
	if depth > 0 && g.chance(35) {
		x, y := g.condition(depth-1), g.condition(depth-1)
		switch g.IntN(5) {
		case 0, 1:
			return "(" + x + " && " + y + ")"
		case 2, 3:
			return "(" + x + " || " + y + ")"
		}
		return "!(" + x + ")"
	}
	switch g.IntN(10) {
	case 8:
		return g.equality()
	case 9:
		if v := g.pick(func(v *variable) bool { return v.typ.kind == slice && v.typ.elem.kind == float }); v != nil {
			k := g.IntN(7)
			return fmt.Sprintf("len(%s) > %d && %s[%d] > %s", v.name, k, v.name, k, g.number())
		}
	case 0, 1:
		if g.chance(50) {
			return g.integer(1) + "%2 == 0"
		}
		return g.integer(1) + one(g, " > ", " < ", " <= ", " == ", " != ") + g.integer(0)
	case 2:
		if p := g.place(bools, false); p != "" {
			return p
		}
	case 3, 4:
		if p := g.place(float64s, false); p != "" {
			return p + one(g, " > ", " < ", " >= ", " <= ") + g.number()
		}
	}
	t := g.floatType()
	return g.float(t, 1) + one(g, " > ", " < ", " >= ", " <= ") + g.float(t, 1)
}

// equality compares values that have parts.
func (g *generator) equality() string {
	t := one(g, append(g.all, g.array(3, float64s))...)
	x, y := g.place(t, false), g.place(t, false)
	if !t.isValue() || x == "" {
		return "true"
	}
	return x + one(g, " == ", " != ") + y
}

// number is a constant.
func (g *generator) number() string {
	return one(g, "0.5", "0.25", "1.5", "0.1", "2", "-0.3", "0.7", "1", "-1.25", "0", "3e-1")
}

func (g *generator) positive() string { return one(g, "0.5", "1", "1.5", "2", "0.75") }
