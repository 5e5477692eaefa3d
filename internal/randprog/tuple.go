package randprog

import "strings"

// tuple assigns to several places at once.
func (g *generator) tuple() bool {
	t := g.floatType()
	p, q := g.place(t, true), g.place(t, true)
	if p == "" || q == "" {
		return false
	}
	switch g.IntN(4) {
	case 0:
		g.line("%s, %s = %s, %s", p, q, q, p)
	case 1:
		if g.loops > 0 {
			g.line("%s, %s = %s, %s + %s*%s", p, q, q, g.bounded(t, 1), g.typed(t, "0.7"), q)
			break
		}
		g.line("%s, %s = %s, %s + %s*%s", p, q, q, p, g.typedNumber(t), q)
	case 2:
		if t != float64s {
			return false
		}
		g.line("%s, %s = %s(%s)", p, q, one(g, "math.Sincos", "math.Modf"), g.float(t, 1))
	default:
		g.line("%s, %s = %s, %s", p, q, g.value(t), g.value(t))
	}
	return true
}

// mixedTuple assigns to places of several types at once: indexes among the
// places mean what they meant before.
func (g *generator) mixedTuple() bool {
	var places, values []string
	for range 2 + g.IntN(2) {
		t := one(g, ints, ints, float64s, g.floatType(), g.slice(float64s))
		p := g.place(t, true)
		if p == "" {
			continue
		}
		e := g.valueOf(t)
		if e == "" {
			return false
		}
		places, values = append(places, p), append(values, e)
	}
	if len(places) < 2 {
		return false
	}
	g.line("%s = %s", strings.Join(places, ", "), strings.Join(values, ", "))
	return true
}
