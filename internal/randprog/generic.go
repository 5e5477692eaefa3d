package randprog

import "fmt"

// genericFunc writes a function with a type parameter P, and makes known what it is
// for each of the float types.
func (g *generator) genericFunc() string {
	p := g.parameter()
	fn := &function{name: fmt.Sprintf("gen%d%s", len(g.helpers), g.suffix)}
	for range 1 + g.IntN(3) {
		fn.params = append(fn.params, one(g, p, p, g.slice(p), g.pointer(p), g.array(3, p), float64s, ints))
	}
	fn.results = [][]*typ{{p}, {p}, {p, p}, {float64s}}[g.IntN(4)]
	outer := g.scope
	g.scope = &scope{generic: p, typeParams: "[P floats" + g.suffix + "]"}
	text := g.function(fn, 3+g.IntN(5))
	g.scope = outer
	for _, t := range []*typ{float64s, g.named, float32s} {
		if t != float32s || g.narrow {
			g.instance(fn, p, t)
		}
	}
	return text
}

// parameter is the type parameter of all generic functions.
func (g *generator) parameter() *typ {
	if g.param == nil {
		g.param = &typ{kind: float, name: "P"}
		terms := "~float64"
		if g.narrow {
			terms = "~float32 | ~float64"
		}
		g.decls = append(g.decls, fmt.Sprintf("type floats%s interface{ %s }\n", g.suffix, terms))
	}
	return g.param
}

// instance makes known what fn is with t for p.
func (g *generator) instance(fn *function, p, t *typ) {
	of := *fn
	of.name = fn.name + "[" + t.name + "]"
	of.params, of.results = nil, nil
	for _, x := range fn.params {
		of.params = append(of.params, g.substitute(x, p, t))
		if x.reaches(p) && g.chance(50) {
			of.name = fn.name // inferred
		}
	}
	for _, x := range fn.results {
		of.results = append(of.results, g.substitute(x, p, t))
	}
	g.helpers = append(g.helpers, &of)
}

// substitute is x with t for p.
func (g *generator) substitute(x, p, t *typ) *typ {
	switch {
	case x == p:
		return t
	case x.kind == slice:
		return g.slice(g.substitute(x.elem, p, t))
	case x.kind == pointer:
		return g.pointer(g.substitute(x.elem, p, t))
	case x.kind == array:
		return g.array(x.len, g.substitute(x.elem, p, t))
	}
	return x
}
