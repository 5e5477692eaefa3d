package randprog

import "strings"

// floatType is one of the float types.
func (g *generator) floatType() *typ {
	if g.generic != nil && g.chance(60) {
		return g.generic
	}
	switch k := g.IntN(10); {
	case k < 2 && g.narrow:
		return float32s
	case k < 3:
		return g.named
	}
	return float64s
}

// float is an expression of a float type.
func (g *generator) float(t *typ, depth int) string {
	if depth <= 0 {
		return g.leaf(t)
	}
	x := func() string { return g.float(t, depth-1-g.IntN(2)) }
	switch g.IntN(14) {
	case 0, 1:
		return x() + " + " + x()
	case 2:
		return x() + " - " + g.factor(t, depth-1)
	case 3, 4, 5:
		return g.factor(t, depth-1) + "*" + g.factor(t, depth-1)
	case 6:
		y := g.factor(t, 0)
		return g.factor(t, depth-1) + "/(" + g.positive() + " + " + y + "*" + y + ")"
	case 7:
		return "-" + g.factor(t, depth-1)
	case 8:
		return one(g, "min", "max") + "(" + x() + ", " + x() + g.third(t) + ")"
	case 9:
		return g.callFor(t)
	case 10:
		if t == float64s {
			return g.ruled(depth - 1)
		}
		return g.leaf(t)
	}
	return g.mathCall(t, depth-1)
}

func (g *generator) third(t *typ) string {
	if g.chance(25) {
		return ", " + g.leaf(t)
	}
	return ""
}

// factor is a float that can stand in a product.
func (g *generator) factor(t *typ, depth int) string {
	e := g.float(t, depth)
	if strings.ContainsAny(e, " /*") || strings.HasPrefix(e, "-") {
		return "(" + e + ")"
	}
	return e
}

// leaf is a variable, constant or conversion.
func (g *generator) leaf(t *typ) string {
	if g.chance(75) {
		if p := g.place(t, false); p != "" {
			return p
		}
	}
	switch g.IntN(6) {
	case 0, 1:
		return t.name + "(" + g.integer(0) + ")"
	case 2:
		return g.typedNumber(t)
	}
	for _, from := range []*typ{g.floatType(), float64s, g.named, float32s} {
		if p := g.place(from, false); p != "" && (from != float32s || g.narrow) {
			if from == t {
				return p
			}
			return t.name + "(" + p + ")"
		}
	}
	return g.typedNumber(t)
}

// typedNumber is a constant that has its type even where nothing else gives it one.
func (g *generator) typedNumber(t *typ) string { return g.typed(t, g.number()) }

func (g *generator) typed(t *typ, number string) string { return t.name + "(" + number + ")" }

// mathCall is a call of a function of package math, of a tame argument.
func (g *generator) mathCall(t *typ, depth int) string {
	x := func() string { return g.float(float64s, depth) }
	square := func() string {
		f := g.factor(float64s, 0)
		return g.positive() + " + " + f + "*" + f
	}
	var e string
	switch g.IntN(24) {
	case 0, 1:
		e = "math.Exp(-(" + square() + "))"
	case 2:
		e = "math.Log(" + square() + ")"
	case 3, 4:
		e = "math.Sqrt(" + square() + ")"
	case 5:
		e = "math.Pow(" + square() + ", " + one(g, "0.5", "2", "1.5", "-1", g.leaf(float64s)) + ")"
	case 6:
		e = "math.Hypot(" + x() + ", " + square() + ")"
	case 7:
		e = "math.Atan2(" + x() + ", " + square() + ")"
	case 8:
		e = "math.Cbrt(" + square() + ")"
	case 9:
		e = "math.FMA(" + x() + ", " + g.leaf(float64s) + ", " + g.leaf(float64s) + ")"
	case 10:
		e = one(g, "math.Max", "math.Min", "math.Dim") + "(" + x() + ", " + x() + ")"
	case 11:
		e = "math.Copysign(" + x() + ", " + g.leaf(float64s) + ")"
	case 12:
		e = one(g, "math.Mod(", "math.Remainder(") + x() + ", " + g.positive() + ")"
	case 13:
		e = one(g, "math.Floor(", "math.Round(", "math.Trunc(") + x() + ")"
	case 14, 15:
		e = "math.Abs(" + x() + ")"
	default:
		e = "math." + one(g, "Sin", "Cos", "Tanh", "Atan", "Erf", "Asinh", "Sin", "Tanh") + "(" + x() + ")"
	}
	if t != float64s {
		return t.name + "(" + e + ")"
	}
	return e
}

// tame is a float expression of bounded size, for what goes round in a loop.
func (g *generator) tame(t *typ, depth int) string {
	switch g.IntN(6) {
	case 0:
		return g.leaf(t)
	case 1:
		return g.typed(t, "0.5") + "*" + g.leaf(t) + " - " + g.typed(t, "0.25") + "*" + g.leaf(t)
	}
	return g.bounded(t, depth)
}

// bounded is a float expression of size at most 1.
func (g *generator) bounded(t *typ, depth int) string {
	e := one(g, "math.Sin(", "math.Tanh(", "math.Tanh(") + g.float(float64s, depth) + ")"
	if t != float64s {
		return t.name + "(" + e + ")"
	}
	return e
}

// value is an expression of a float type that is to be stored.
func (g *generator) value(t *typ) string {
	if g.loops > 0 {
		return g.tame(t, 2)
	}
	return g.float(t, 1+g.IntN(3))
}

// valueOf is an expression of any type, "" if there is none.
func (g *generator) valueOf(t *typ) string {
	switch t.kind {
	case float:
		return g.value(t)
	case integer:
		return "(" + g.integer(1) + ")%5"
	case boolean:
		return g.condition(1)
	case pointer:
		return g.reference(t)
	case slice:
		return g.sliceOf(t)
	}
	if p := g.place(t, false); p != "" && g.chance(60) {
		return p
	}
	return g.literal(t)
}
