package randprog

import (
	"fmt"
	"slices"
	"strings"
)

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
	if g.chance(25) && g.assignResults(fn, call) {
		return true
	}
	list := g.resultNames(fn)
	if fn.fails {
		g.counter++
		failed := fmt.Sprintf("err%d", g.counter)
		g.line("%s, %s := %s", strings.Join(list, ", "), failed, call)
		g.handle(failed)
	} else {
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

// assignResults assigns what fn gives to places that are there.
func (g *generator) assignResults(fn *function, call string) bool {
	var places []string
	for _, t := range fn.results {
		p := g.place(t, true)
		if p == "" {
			return false
		}
		places = append(places, p)
	}
	if fn.fails {
		places = append(places, "_")
	}
	g.line("%s = %s", strings.Join(places, ", "), call)
	return true
}

// resultNames are new variables for what fn gives, at least one.
func (g *generator) resultNames(fn *function) (list []string) {
	for _, t := range fn.results {
		name := g.fresh(t)
		if slices.Contains(list, name) {
			name = "_"
		}
		list = append(list, name)
	}
	return list
}

// handle hands an error on, or panics.
func (g *generator) handle(failed string) {
	g.line("if %s != nil {", failed)
	if g.fn.fails {
		g.line("return %s", strings.Join(append(g.zeros(), failed), ", "))
	} else {
		g.line("panic(%q)", "failed")
	}
	g.line("}")
}

// zeros are what a function gives beside an error.
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
// There is none in a literal among the arguments of another: a structure of structures with
// a call for each float would be longer with every level.
func (g *generator) call(ok func(*function) bool) (*function, string) {
	var fits []*function
	for _, fn := range g.callable() {
		if ok(fn) && (fn.cost+5)*g.trips < 500 && g.cost < 3000 {
			fits = append(fits, fn)
		}
	}
	if len(fits) == 0 || g.calls > 3 || g.calls > 0 && g.literals > 0 {
		return nil, ""
	}
	fn := fits[g.IntN(len(fits))]
	g.calls++
	defer func() { g.calls-- }()
	args := g.handedOn(fn)
	if args == "" {
		args = g.arguments(fn)
	}
	name, first := g.receiver(fn)
	if args == "" && len(fn.params) > 0 || name == "" {
		return nil, ""
	}
	g.cost += fn.cost * g.trips
	return fn, name + "(" + first + args + ")"
}

// receiver is what stands before the arguments of a call: the name of fn, of a
// method with its receiver. Of a method expression the receiver is the first argument.
func (g *generator) receiver(fn *function) (name, first string) {
	if fn.recv == nil {
		return fn.name, ""
	}
	recv := g.place(fn.recv, false)
	value := recv
	if recv == "" && fn.recv.kind == pointer {
		recv = g.place(fn.recv.elem, true)
		value = "&" + recv
	}
	if recv == "" {
		return "", ""
	}
	if g.chance(40) {
		return "(" + fn.recv.name + ")." + fn.name, value + ", "
	}
	return g.promoted(recv, fn) + "." + fn.name, ""
}

// promoted leaves out of a receiver, now and then, that it is an embedded field.
func (g *generator) promoted(recv string, fn *function) string {
	t := fn.recv
	if t.kind == pointer {
		t = t.elem
	}
	if short, ok := strings.CutSuffix(recv, "."+t.name); ok && g.chance(60) {
		return short
	}
	return recv
}

// arguments are those of a call, "" if one can't be made.
func (g *generator) arguments(fn *function) string {
	var args []string
	for _, t := range fn.params {
		args = append(args, g.argument(t))
	}
	if fn.variadic {
		args = g.spread(args, fn.params[len(args)-1].elem)
	}
	if slices.Contains(args, "") || slices.Contains(args, "...") {
		return ""
	}
	return strings.Join(args, ", ")
}

// spread gives a variadic parameter a slice, the last of args, or elements one by one.
func (g *generator) spread(args []string, elem *typ) []string {
	last := len(args) - 1
	if g.chance(50) {
		args[last] += "..."
		return args
	}
	args = args[:last]
	for range 2 + g.IntN(3) {
		args = append(args, g.argument(elem))
	}
	return args
}

// handedOn is now and then a call of another helper, whose results are the arguments of fn.
func (g *generator) handedOn(fn *function) string {
	if len(fn.params) < 2 || fn.recv != nil || fn.variadic || !g.chance(60) {
		return ""
	}
	_, call := g.call(func(other *function) bool {
		return !other.fails && slices.Equal(other.results, fn.params)
	})
	return call
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
