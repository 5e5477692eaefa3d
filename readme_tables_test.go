package gograd

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A table stands under a comment that says what holds of each of its rows.
type table struct {
	comment string
	rows    []row
}

// A row is a line of a table: its cells, each with the blank behind it.
type row []span

var (
	tabular = regexp.MustCompile(`(?m)^<!-- (each .+) -->\n\|.*\n\|[-|]+\n((?:\|.*\n)+)`)
	code    = regexp.MustCompile("`([^`]+)`")
)

func (p *page) tables() (tables []table) {
	for _, m := range tabular.FindAllStringSubmatchIndex(p.text, -1) {
		t := table{comment: p.text[m[2]:m[3]]}
		at := m[4]
		for line := range strings.Lines(p.text[m[4]:m[5]]) {
			var r row
			for cell := range strings.SplitSeq(strings.TrimSuffix(line, "|\n"), "| ") {
				r = append(r, span{at, at + len(cell)})
				at += len(cell) + len("| ")
			}
			at += len("|\n") - len("| ")
			t.rows = append(t.rows, r[1:]) // before the first bar there is nothing
		}
		tables = append(tables, t)
	}
	return tables
}

// codes returns what stands between backquotes in a cell.
func (p *page) codes(cell span) (codes []string) {
	for _, m := range code.FindAllStringSubmatch(p.at(cell), -1) {
		codes = append(codes, m[1])
	}
	return codes
}

func (p *page) testTables(t *testing.T) {
	for _, tab := range p.tables() {
		test := map[string]func(*testing.T, []row){
			"each directive is understood":               p.testDirectives,
			"each signature is generated":                p.testSignatures,
			"each example is accepted":                   p.testAccepted,
			"each example is refused with this advice":   p.testRefused,
			"each example is warned of with this advice": p.testWarned,
			"each derivative is this":                    p.testKinks,
		}[tab.comment]
		if test == nil {
			t.Errorf("no test for <!-- %s -->", tab.comment)
			continue
		}
		t.Run(tab.comment, func(t *testing.T) { test(t, tab.rows) })
	}
}

// surroundings is where the examples of the tables of Go stand.
const surroundings = `package p

type pair struct{ a, b float64 }

func (p pair) sum() float64 { return p.a + p.b }

type summer interface{ sum() float64 }

func scale(v []float64, s float64) {
	for i := range v {
		v[i] *= s
	}
}

func again(x float64, n int) float64 {
	if n == 0 {
		return x
	}
	return x * again(x, n-1)
}

func halve(v []float64) {
	if len(v) > 0 {
		v[0] /= 2
		halve(v[1:])
	}
}

func deep[T float32 | float64](x T, n int) T {
	if n == 0 {
		return x
	}
	y := deep(x, n-1)
	return y * y
}

func twice[T float32 | float64](x T) T { return 2 * x }

func pick(n int) func(float64) float64 { return nil }

func seq(yield func(float64) bool) { yield(1) }

var total float64

//gograd:grad
func f(x, y float64, v []float64, p pair, n int) float64 {
	%s
	return x * y * v[0]
}
`

// generateEach generates one package for each source, named by its number, and
// returns the folder and the diagnostics of each: mistakes, or if there are none warnings.
func generateEach(t *testing.T, sources []string) (dir string, lines map[string]string) {
	t.Helper()
	dir = module(t)
	for i, source := range sources {
		clause, rest, _ := strings.Cut(source, "\n")
		for _, path := range []string{"fmt", "math", "github.com/gograd/gograd/runtime/tensor"} {
			if strings.Contains(rest, filepath.Base(path)+".") {
				clause += "\nimport \"" + path + "\""
			}
		}
		name := fmt.Sprintf("p%d/p.go", i)
		unpack(t, dir, &txtar.Archive{Files: []txtar.File{{Name: name, Data: []byte(clause + "\n" + rest)}}})
	}
	result, err := Generate(Options{Dir: dir, Patterns: []string{"./..."}})
	if err == nil {
		return dir, byPackage(result.Warnings)
	}
	return dir, byPackage(diagnostics(t, err))
}

// examples returns the sources with the examples of the second column.
func (p *page) examples(rows []row) (sources []string) {
	for _, r := range rows {
		sources = append(sources, fmt.Sprintf(surroundings, p.codes(r[1])[0]))
	}
	return sources
}

func (p *page) testAccepted(t *testing.T, rows []row) {
	_, mistakes := generateEach(t, p.examples(rows))
	for name, lines := range mistakes {
		t.Errorf("%s: %s", name, lines)
	}
}

func (p *page) testRefused(t *testing.T, rows []row) { p.testAdvice(t, rows, "") }

func (p *page) testWarned(t *testing.T, rows []row) { p.testAdvice(t, rows, "warning: ") }

// testAdvice compares the third column with what is said about the second.
func (p *page) testAdvice(t *testing.T, rows []row, kind string) {
	_, said := generateEach(t, p.examples(rows))
	for i, r := range rows {
		// file:line:col: what is wrong: what to write instead
		_, text, ok := strings.Cut(said[fmt.Sprintf("p%d", i)], ": "+kind)
		_, advice, found := strings.Cut(text, ": ")
		if !ok || !found {
			t.Errorf("%s is accepted", p.at(r[1]))
			continue
		}
		advice, _, _ = strings.Cut(advice, "\n")
		advice, _, _ = strings.Cut(advice, " (in ") // where a callee has it
		p.want(t, r[2], advice+" ")
	}
}

func (p *page) testSignatures(t *testing.T, rows []row) {
	var sources []string
	for _, r := range rows {
		signature, directive := p.codes(r[0])[0], "//gograd:grad"
		for _, argument := range p.codes(r[0])[1:] {
			directive += " " + argument
		}
		sources = append(sources, "package p\n\ntype Model struct{ W []float64 }\n\n"+directive+"\n"+signature+" { panic(0) }\n")
	}
	dir, mistakes := generateEach(t, sources)
	for name, lines := range mistakes {
		t.Errorf("%s: %s", name, lines)
	}
	for i, r := range rows {
		text, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("p%d/p_grad.go", i)))
		if err != nil {
			t.Error(err)
			continue
		}
		_, rest, _ := strings.Cut(string(text), "\nfunc ")
		signature, _, _ := strings.Cut(rest, " {\n")
		p.want(t, r[1], "`func "+signature+"` ")
	}
}

func (p *page) testDirectives(t *testing.T, rows []row) {
	const cube = "package p\n\nfunc Cube(x float64) float64 { return x * x * x }\n\n"
	const loss = "func loss(w []float64, b, x, y float64) float64 { return w[0]*x + b - y }\n"
	functions := map[string]string{
		"//gograd:grad":    loss,
		"//gograd:step":    loss,
		"//gograd:adjoint": "func cubeAdjoint(x, dy float64) (dx float64) { return 3 * x * x * dy }\n",
		"//gograd:const":   "func known(x float64) float64 { return x }\n",
	}
	var sources []string
	for _, r := range rows {
		directive := p.codes(r[0])[0]
		name, _, _ := strings.Cut(directive, " ")
		if functions[name] == "" {
			t.Errorf("there is no function to try %s on", directive)
		}
		sources = append(sources, cube+directive+"\n"+functions[name])
	}
	_, mistakes := generateEach(t, sources)
	for name, lines := range mistakes {
		t.Errorf("%s: %s", name, lines)
	}
}
