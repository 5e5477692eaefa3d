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
	for range 1 + g.IntN(2) {
		fn.results = append(fn.results, g.floatType())
	}
	switch g.IntN(10) {
	case 0:
		fn.results = nil
	case 1:
		fn.results = []*typ{ints}
	case 3:
		fn.results = []*typ{one(g, g.slice(float64s), g.pointer(float64s))}
	case 4:
		if len(g.all) > 0 {
			fn.results = []*typ{one(g, g.slice(float64s), g.pointer(one(g, g.all...))), float64s}
		}
	case 2:
		if len(g.all) > 0 {
			fn.results = []*typ{one(g, g.all...)}
		}
	}
	fn.fails = g.chance(15) && len(fn.results) > 0
	fn.vary(g)
	text := g.function(fn, 3+g.IntN(5))
	g.helpers = append(g.helpers, fn)
	return text
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
	g.scope = &scope{fn: fn, budget: size, trips: 1}
	g.line("%s {", g.header(fn))
	g.statements(size)
	g.finish()
	g.line("}")
	fn.cost = g.cost
	return g.text.String()
}

// header declares the parameters and gives the first line.
func (g *generator) header(fn *function) string {
	var b strings.Builder
	b.WriteString("func ")
	if fn.recv != nil {
		v := g.declare("m", fn.recv)
		v.param = true
		fmt.Fprintf(&b, "(m %s) ", fn.recv.name)
	}
	b.WriteString(fn.name + "(")
	used := []string{"m"}
	for i, t := range fn.params {
		name := g.fresh(t)
		if slices.Contains(used, name) {
			name = fmt.Sprintf("p%d", i)
		}
		used = append(used, name)
		if i > 0 {
			b.WriteString(", ")
		}
		if fn.variadic && i == len(fn.params)-1 {
			fmt.Fprintf(&b, "%s ...%s", name, t.elem.name)
		} else {
			fmt.Fprintf(&b, "%s %s", name, t.name)
		}
		v := g.declare(name, t)
		v.param, v.least = true, 4
		if g.scope.fn != nil && fn.name[0] != 'F' {
			v.least = 2
		}
	}
	b.WriteString(") (")
	named := len(fn.results) > 0 && g.chance(20)
	for i, t := range fn.results {
		if i > 0 {
			b.WriteString(", ")
		}
		if named {
			name := fmt.Sprintf("out%d", i)
			fn.named = append(fn.named, name)
			g.declare(name, t)
			b.WriteString(name + " ")
		}
		b.WriteString(t.name)
	}
	if fn.fails {
		b.WriteString(", ")
		if named {
			b.WriteString("failed ")
		}
		b.WriteString("error")
	}
	b.WriteString(")")
	return b.String()
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
		return g.pointer(g.floatType())
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

// finish returns what most of the visible variables lead to.
func (g *generator) finish() {
	if len(g.fn.results) == 0 {
		return
	}
	if t := g.fn.results[0]; t.kind == float && g.fn.name[0] == 'F' {
		g.total(t)
		return
	}
	g.ret()
}

// total returns a sum over all that the function has changed.
func (g *generator) total(t *typ) {
	g.line("total := %s(%s)", t.name, g.float(t, 1))
	for _, v := range g.visible() {
		g.addTo(t, v)
	}
	result := "total"
	if g.fn.fails {
		result += ", nil"
	}
	g.line("return %s", result)
}

func (g *generator) addTo(t *typ, v *variable) {
	weight := one(g, "0.5", "0.3", "1.5", "-1")
	switch {
	case v.name == "total":
	case v.typ.kind == float && g.chance(80):
		g.line("total += %s * math.Sin(%s(%s))", weight, "float64", v.name)
		g.fix(t)
	case v.typ.kind == slice && v.typ.elem.kind == float && g.chance(85):
		g.line("for _, v := range %s {", v.name)
		g.line("total += %s * %s(v) * %s(v)", weight, t.name, t.name)
		g.line("}")
	case g.chance(60):
		for _, f := range []*typ{float64s, g.named, float32s} {
			if v.typ.reaches(f) && (f != float32s || g.narrow) {
				p := g.descend(v, f)
				g.line("total += %s * %s(%s)", weight, t.name, p)
			}
		}
	}
}

// fix converts the term just written to the type of the total.
func (g *generator) fix(t *typ) {
	if t == float64s {
		return
	}
	text := g.text.String()
	at := strings.LastIndex(text, "math.Sin(")
	g.text.Reset()
	g.text.WriteString(text[:at] + t.name + "(" + strings.TrimSuffix(text[at:], "\n") + ")\n")
}

// callStmt calls a helper for its effect or its results.
func (g *generator) callStmt() bool {
	fn, call := g.call(func(fn *function) bool { return true })
	if fn == nil {
		return false
	}
	if len(fn.results) == 0 {
		g.line("%s", call)
		return true
	}
	var list []string
	for _, t := range fn.results {
		name := g.fresh(t)
		if slices.Contains(list, name) {
			name = "_"
		}
		list = append(list, name)
	}
	if fn.fails {
		g.counter++
		failed := fmt.Sprintf("err%d", g.counter)
		g.line("%s, %s := %s", strings.Join(list, ", "), failed, call)
		g.line("if %s != nil {", failed)
		if g.fn.fails && g.loops == 0 {
			g.line("return %s", strings.Join(append(g.zeros(), failed), ", "))
		} else {
			g.line("panic(%q)", "failed")
		}
		g.line("}")
	} else {
		if !slices.ContainsFunc(list, func(s string) bool { return s != "_" }) {
			return false
		}
		g.line("%s := %s", strings.Join(list, ", "), call)
	}
	for i, t := range fn.results {
		if list[i] != "_" {
			g.use(list[i])
			g.declare(list[i], t)
		}
	}
	return true
}

func (g *generator) zeros() (out []string) {
	for _, t := range g.fn.results {
		switch t.kind {
		case structure:
			out = append(out, t.name+"{}")
		case slice, pointer:
			out = append(out, "nil")
		default:
			out = append(out, "0")
		}
	}
	return out
}

// callFor is a call of a helper that gives one t, or a leaf.
func (g *generator) callFor(t *typ) string {
	fn, call := g.call(func(fn *function) bool { return len(fn.results) == 1 && fn.results[0] == t && !fn.fails })
	if fn == nil {
		return g.leaf(t)
	}
	return call
}

// call writes a call of a helper that ok accepts, if there is one whose arguments are at hand.
func (g *generator) call(ok func(*function) bool) (*function, string) {
	var fits []*function
	for _, fn := range g.helpers {
		if fn != g.fn && ok(fn) && (fn.cost+5)*g.trips < 500 && g.cost < 3000 {
			fits = append(fits, fn)
		}
	}
	if len(fits) == 0 || g.calls > 3 {
		return nil, ""
	}
	fn := fits[g.IntN(len(fits))]
	g.calls++
	defer func() { g.calls-- }()
	var args []string
	for _, t := range fn.params {
		e := g.argument(t)
		if e == "" {
			return nil, ""
		}
		args = append(args, e)
	}
	if last := len(args) - 1; fn.variadic && g.chance(50) {
		args[last] += "..."
	} else if fn.variadic {
		elem := fn.params[last].elem
		x, y := g.valueOf(elem), g.valueOf(elem)
		if x == "" || y == "" {
			return nil, ""
		}
		args[last] = x + ", " + y
	}
	g.cost += fn.cost * g.trips
	list := "(" + strings.Join(args, ", ") + ")"
	if fn.recv == nil {
		return fn, fn.name + list
	}
	recv := g.place(fn.recv, false)
	first := recv
	if recv == "" && fn.recv.kind == pointer {
		recv = g.addressable(fn.recv.elem)
		first = "&" + recv
	}
	if recv == "" {
		return nil, ""
	}
	if g.chance(20) { // a method expression
		return fn, "(" + fn.recv.name + ")." + fn.name + "(" + first + ", " + list[1:]
	}
	return fn, recv + "." + fn.name + list
}

func (g *generator) argument(t *typ) string {
	if t.kind == float {
		return g.float(t, 1)
	}
	if t == ints {
		return g.integer(1)
	}
	return g.valueOf(t)
}
