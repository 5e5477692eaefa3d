package randprog_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/gograd/gograd/internal/randprog"
)

const seeds = 400

// A program is a function of its seed, but for the suffix of its names.
func TestSeedDecides(t *testing.T) {
	for seed := range uint64(20) {
		a, b := randprog.New(seed, "_7"), randprog.New(seed, "_7")
		if a.Text != b.Text {
			t.Errorf("seed %d gives two programs", seed)
		}
		if plain := randprog.New(seed, "").Text; plain != strings.ReplaceAll(a.Text, "_7", "") {
			t.Errorf("seed %d: the suffix changes more than names", seed)
		}
	}
}

// Programs are Go, together with those that have no float32, and with constructs
// that are not supported yet.
func TestProgramsCompile(t *testing.T) {
	supported := randprog.Supported
	defer func() { randprog.Supported = supported }()
	fset := token.NewFileSet()
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	for seed := range uint64(seeds) {
		randprog.Supported = supported
		p := randprog.New(seed, "")
		randprog.Supported = randprog.Constructs{Closures: true, Recursion: true}
		for _, p := range []randprog.Program{p, p.Wide(), randprog.New(seed, "")} {
			file, err := parser.ParseFile(fset, "p.go", p.File("p"), 0)
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, p.Text)
			}
			if _, err := conf.Check("p", fset, []*ast.File{file}, nil); err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, p.File("p"))
			}
		}
	}
}

// Of each construct there is a program in two hundred at least.
func TestConstructsAppear(t *testing.T) {
	want := []string{
		"for i := 0; i <", "-- {", "-= 2 {", "+1 < len(", "range &", " := range ", "for range ", "int32(0)", "= 4; ",
		"} else if ", "switch {", "switch sw := ", "default:", "panic(", "errors.New", "fmt.Errorf", ", nil\n", "return\n",
		" += ", " -= ", " *= ", " /= ", "++\n", "--\n", "= math.Sincos", "= math.Modf",
		"make(", "new(", "[1:]", "[:]", " := &", "[][]float64{", "...float64", "(*T", "help0(", ".M",
		"float32", "Real", "Vec", "min(", "max(", "math.Abs", "math.FMA", " && ", " || ", "!(", "const c",
		"for {\n", "break on", "continue on", "break\n", "continue\n", "fallthrough\n", "range \"", " = range ", "kept", "mid", "iota",
		"rec0", "again0", "Next", "*Node", "[:4:4]", "out0 += total", "[P floats]", ":= func(",
		"cube(", "blend(", "norm(", "scaled(", "gograd:grad wrt=",
		"copy(", "clear(", "append(", "[2]float64(", "(*[2]",
	}
	count := map[string]int{}
	for seed := range uint64(seeds) {
		text := randprog.New(seed, "").Text
		for _, w := range want {
			if strings.Contains(text, w) {
				count[w]++
			}
		}
	}
	for _, w := range want {
		if count[w] < seeds/200 {
			t.Errorf("%q appears in %d of %d programs", w, count[w], seeds)
		}
	}
}

// Calls in literals in calls don't add up to more than can be compiled.
func TestProgramsAreShort(t *testing.T) {
	for seed := range uint64(5 * seeds) {
		if n := len(randprog.New(seed, "").Text); n > 30_000 {
			t.Errorf("seed %d: %d bytes", seed, n)
		}
	}
}
