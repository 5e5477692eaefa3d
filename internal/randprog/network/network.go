// Package network writes random functions on vectors and matrices: losses of networks, with scalar code between
// the operations of package tensor, to be differentiated as they are, as the mean over a mini-batch, and in steps.
//
// All vectors of a call have one length, and all matrices are square with it; functions end, and keep their
// values tame. They may panic or return errors, for some samples and not for others.
package network

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// A kind is what a variable is, or an expression gives.
type kind int

const (
	number kind = iota
	vector
	matrix
	integer
	boolean
	vectors // a slice of vectors
)

// A variable can be used where a statement is being written.
type variable struct {
	name  string
	kind  kind
	fixed bool // is not to be assigned to
	owned bool // memory that the function has made
}

// A generator writes one function.
type generator struct {
	*rand.Rand
	suffix  string
	text    strings.Builder
	vars    []variable
	counter int
	depth   int  // of blocks
	budget  int  // of statements
	result  kind // of the function
	fails   bool
	writes  bool // to memory that others see
	float   string
	helpers []helper
	decls   strings.Builder
}

// Text is the function of a seed with what it needs, without package clause and imports. All that it
// declares ends in suffix.
func Text(seed uint64, suffix string) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), suffix: suffix, float: "float64"}
	generic := g.chance(8)
	if generic {
		g.float = "T"
	}
	g.helper()
	g.main(generic)
	text := g.decls.String() + g.text.String()
	if g.float == "float64" && g.chance(12) {
		text = doubled.ReplaceAllString(strings.ReplaceAll(text, "float64", "float32"), "${1}float64(")
	}
	return text
}

// doubled is where a float64 is needed.
var doubled = regexp.MustCompile(`(math\.\w+\()float32\(`)

// File is a file of a package with such functions.
func File(pkg string, texts ...string) []byte {
	all := strings.Join(texts, "\n")
	head := "package " + pkg + "\n\n"
	for _, path := range []string{"errors", "fmt", "math"} {
		if strings.Contains(all, path+".") {
			head += fmt.Sprintf("import %q\n", path)
		}
	}
	if strings.Contains(all, "tensor.") {
		head += "import \"github.com/gograd/gograd/runtime/tensor\"\n"
	}
	return []byte(head + "\n" + all)
}

// chance is true in so many of 100 cases.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// one picks from choices.
func one[T any](g *generator, choices ...T) T { return choices[g.IntN(len(choices))] }

func (g *generator) line(format string, args ...any) { fmt.Fprintf(&g.text, format+"\n", args...) }

// fresh is a name that nothing else has.
func (g *generator) fresh(prefix string) string {
	g.counter++
	return fmt.Sprint(prefix, g.counter)
}

// define declares a variable.
func (g *generator) define(k kind, expr string, owned bool) {
	name := g.fresh(map[kind]string{number: "s", vector: "v", matrix: "m", integer: "k", boolean: "ok"}[k])
	if k == number {
		expr = g.float + "(" + expr + ")"
	}
	g.line("%s := %s", name, expr)
	g.line("_ = %s", name)
	g.vars = append(g.vars, variable{name: name, kind: k, owned: owned})
}

// variables are those of a kind.
func (g *generator) variables(k kind, is func(variable) bool) (list []string) {
	for _, v := range g.vars {
		if v.kind == k && (is == nil || is(v)) {
			list = append(list, v.name)
		}
	}
	return list
}

// block writes statements in braces.
func (g *generator) block(body func()) {
	mark := len(g.vars)
	g.depth++
	body()
	g.depth--
	g.vars = g.vars[:mark]
}
