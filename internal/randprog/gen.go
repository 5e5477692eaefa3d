package randprog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A generator writes one program.
type generator struct {
	*rand.Rand
	*universe
	narrow   bool // float32 is among the types
	calls    int  // that are being written
	literals int  // that are being written
	indexes  int  // that are being written
	rules    bool // functions with rules are called
	node     *typ // an element of a list, nil for none
	helpers  []*function
	begins   *function // one that calls itself, nil for none
	*scope
}

// A scope is a function that is being written.
type scope struct {
	fn         *function
	text       strings.Builder
	vars       []*variable
	budget     int       // statements that may still be written
	trips      int       // how often the current statement runs, about
	loops      int       // around the current statement
	cost       int       // statements run in a call, about
	counter    int       // of names
	depth      int       // of blocks
	generic    *typ      // the type parameter, nil for none
	typeParams string    // as the header has them
	targets    []*target // around the current statement, the innermost last
}

// A variable is visible where a statement is being written.
type variable struct {
	name   string
	typ    *typ
	fixed  bool      // not assigned to: it counts a loop, or is a constant
	least  int       // a slice has at least so many elements
	within []within  // containers that it counts through
	calls  *function // a literal is bound to it
	depth  int
}

// A within says what are indexes of a container.
type within struct {
	container string // as text
	root      *variable
	indexes   []string
}

// A function is declared in the program.
type function struct {
	name     string
	recv     *typ // nil for none
	params   []*typ
	results  []*typ
	fails    bool // there is an error behind the results
	named    int  // results that have names
	variadic bool
	main     bool // the one with the directive
	literal  bool
	writes   bool // a recursive function writes to the memory of its last parameter
	cost     int  // statements run in a call, about
}

// chance is true in so many of 100 cases.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// one picks from choices.
func one[T any](g *generator, choices ...T) T { return choices[g.IntN(len(choices))] }

// line writes a line.
func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(&g.text, format+"\n", args...)
}

// A choice is something to write, as likely as its weight says.
type choice struct {
	weight int
	write  func() bool // false if it can't be written here
}

// choose makes one of the choices that can be made.
func (g *generator) choose(choices []choice) {
	choices = slices.Clone(choices)
	for len(choices) > 0 {
		total := 0
		for _, c := range choices {
			total += c.weight
		}
		k := g.IntN(total)
		for i, c := range choices {
			if k -= c.weight; k < 0 {
				if c.write() {
					return
				}
				choices = slices.Delete(choices, i, i+1)
				break
			}
		}
	}
}

// visible are the variables that their names mean here.
func (g *generator) visible() []*variable {
	var out []*variable
	seen := map[string]bool{}
	for _, v := range slices.Backward(g.vars) {
		if !seen[v.name] {
			seen[v.name] = true
			out = append(out, v)
		}
	}
	return out
}

// lookup is the variable that a name means here.
func (g *generator) lookup(name string) *variable {
	for _, v := range slices.Backward(g.vars) {
		if v.name == name {
			return v
		}
	}
	return nil
}

// block writes statements between braces, or after a case.
func (g *generator) block(body func()) {
	mark := len(g.vars)
	g.depth++
	body()
	g.depth--
	g.close(mark)
}

// close ends the scope of the variables since mark.
func (g *generator) close(mark int) { g.vars = g.vars[:mark] }

var names = []string{
	"a", "b", "c", "d", "e", "s", "t", "u", "v", "w", "p", "q", "r", "z", "acc", "sum",
	"dx", "dy", "da", "df", "f", "tape", "g", "h", "x", "y", "xs", "err", "tmp", "i", "k", "rows",
}

// fresh is a name for a new variable: sometimes one that hides another's.
func (g *generator) fresh(t *typ) string {
	name := one(g, names...)
	if t == ints {
		name = one(g, "i", "j", "k", "n", "m", "l")
	}
	if v := g.lookup(name); v == nil || v.depth < g.depth && g.chance(15) {
		return name
	}
	for {
		g.counter++
		if other := fmt.Sprintf("%s%d", name, g.counter); g.lookup(other) == nil {
			return other
		}
	}
}

// counterName is a name for a variable that counts in a loop whose header is about text.
func (g *generator) counterName(text string) string {
	for {
		name := g.fresh(ints)
		if !strings.Contains(text, name) {
			return name
		}
	}
}

// unique is a name that nothing else has.
func (g *generator) unique(name string) string {
	g.counter++
	return fmt.Sprintf("%s%d_", name, g.counter)
}

// declare makes a variable visible.
func (g *generator) declare(name string, t *typ) *variable {
	v := &variable{name: name, typ: t, depth: g.depth, least: 2}
	g.vars = append(g.vars, v)
	return v
}
