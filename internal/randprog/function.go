package randprog

import (
	"fmt"
	"slices"
	"strings"
)

// helper writes a function that others call.
func (g *generator) helper() string {
	fn := &function{name: fmt.Sprintf("help%d%s", len(g.helpers), g.suffix)}
	if len(g.all) > 0 && g.chance(40) {
		t := one(g, g.all...)
		fn.recv = t
		if g.chance(50) {
			fn.recv = g.pointer(t)
		}
		fn.name = fmt.Sprintf("M%d", len(g.helpers))
	}
	for range 1 + g.IntN(3) {
		fn.params = append(fn.params, g.paramType())
	}
	fn.results = g.results()
	if other := g.someHelper(); other != nil && len(other.results) == 2 && g.chance(50) {
		fn.params = other.results
	}
	fn.fails = g.chance(15) && len(fn.results) > 0
	fn.vary(g)
	text := g.function(fn, 3+g.IntN(5))
	g.helpers = append(g.helpers, fn)
	return text
}

// someHelper is one of those that there are.
func (g *generator) someHelper() *function {
	if len(g.helpers) == 0 {
		return nil
	}
	return one(g, g.helpers...)
}

// results are the types of what a helper gives.
func (g *generator) results() []*typ {
	switch g.IntN(10) {
	case 0:
		return nil
	case 1:
		return []*typ{ints}
	case 2:
		return []*typ{one(g, g.slice(float64s), g.pointer(float64s))}
	case 3:
		if len(g.all) > 0 {
			return []*typ{one(g, g.all...)}
		}
	case 4:
		if len(g.all) > 0 {
			return []*typ{one(g, g.slice(float64s), g.pointer(one(g, g.all...))), float64s}
		}
	case 5, 6:
		return []*typ{g.floatType(), g.floatType()}
	}
	return []*typ{g.floatType()}
}

// vary makes fn variadic now and then.
func (fn *function) vary(g *generator) {
	last := fn.params[len(fn.params)-1]
	fn.variadic = last.kind == slice && strings.HasPrefix(last.name, "[]") && g.chance(15)
}

// function writes fn with about so many statements.
func (g *generator) function(fn *function, size int) string {
	outer := g.scope
	defer func() { g.scope = outer }()
	g.scope = &scope{fn: fn, budget: size, trips: 1, generic: outer.generic, typeParams: outer.typeParams}
	g.line("%s {", g.header(fn))
	g.statements(size)
	g.finish()
	g.line("}")
	fn.cost = g.cost
	return g.text.String()
}

// header declares the parameters and gives the first line.
func (g *generator) header(fn *function) string {
	receiver := ""
	if fn.recv != nil {
		g.declare("m", fn.recv)
		receiver = "(m " + fn.recv.name + ") "
	}
	return "func " + receiver + fn.name + g.typeParams + "(" + g.parameters(fn) + ") (" + g.resultList(fn) + ")"
}

func (g *generator) parameters(fn *function) string {
	var list []string
	for i, t := range fn.params {
		name := g.fresh(t)
		if name == "m" || slices.ContainsFunc(g.vars, func(v *variable) bool { return v.name == name }) {
			name = fmt.Sprintf("p%d", i)
		}
		v := g.declare(name, t)
		if fn.main {
			v.least = 4
		}
		if fn.variadic && i == len(fn.params)-1 {
			list = append(list, name+" ..."+t.elem.name)
		} else {
			list = append(list, name+" "+t.name)
		}
	}
	return strings.Join(list, ", ")
}

func (g *generator) resultList(fn *function) string {
	var list []string
	named := len(fn.results) > 0 && g.chance(20)
	for i, t := range fn.results {
		name := ""
		if named {
			name = fmt.Sprintf("out%d ", i)
			fn.named++
			g.declare(strings.TrimSpace(name), t)
		}
		list = append(list, name+t.name)
	}
	switch {
	case fn.fails && named:
		list = append(list, "failed error")
	case fn.fails:
		list = append(list, "error")
	}
	return strings.Join(list, ", ")
}

// paramType is the type of a parameter.
func (g *generator) paramType() *typ {
	switch g.IntN(16) {
	case 0, 1, 2:
		return g.slice(float64s)
	case 3:
		return ints
	case 4:
		return bools
	case 5:
		return g.slice(g.floatType())
	case 6:
		return g.pointer(one(g, g.floatType(), g.floatType(), g.floatType(), ints))
	case 7:
		return g.array(2+g.IntN(3), g.floatType())
	case 8:
		return g.pointer(g.array(2+g.IntN(3), g.floatType()))
	case 9, 10:
		if len(g.all) > 0 {
			t := one(g, g.all...)
			return one(g, t, g.pointer(t), g.pointer(t), g.slice(t), g.slice(g.pointer(t)))
		}
	case 11:
		return one(g, g.slice(ints), g.vector(), g.slice(g.slice(float64s)))
	case 12:
		return one(g, g.pointer(g.slice(float64s)), g.array(2, g.slice(float64s)), g.slice(g.array(3, float64s)), g.slice(g.pointer(float64s)))
	}
	return g.floatType()
}
