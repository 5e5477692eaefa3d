package randprog

import "fmt"

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
