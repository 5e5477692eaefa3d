package gograd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/internal/golden"
	"github.com/gograd/gograd/internal/randprog"
	"github.com/gograd/gograd/internal/randprog/check"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
	"golang.org/x/tools/txtar"
)

// A bench differentiates programs in memory: the go command runs once.
type bench struct {
	loader *parse.Loader
	pkg    *parse.Package
}

func newBench(t testing.TB) *bench {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module example.com/random\n\ngo 1.26\n",
		"seed.go": "package random\n\nimport (\n\t_ \"errors\"\n\t_ \"fmt\"\n\t_ \"math\"\n)\n\n//gograd:grad\nfunc Seed(x float64) float64 { return x }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	loader, diags := parse.Load(parse.Config{Dir: dir, Rules: rules.Source})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b := &bench{loader: loader}
	for p := range loader.Packages() {
		b.pkg = p
	}
	return b
}

// differentiated is a program with its gradient, both as ir.
type differentiated struct {
	primal, gradient *ir.Func
	asked            *parse.Grad
	wrt              []bool
	fails            bool
}

// differentiate runs the pipeline up to the IR of the gradient.
func (b *bench) differentiate(text string) (*differentiated, diag.List) {
	pkg, errs := b.loader.AddGenerated(b.pkg, map[string][]byte{"program.go": randprog.File("random", text)})
	b.pkg = pkg
	if len(errs) > 0 {
		var diags diag.List
		for _, e := range errs {
			diags.Add(pkg.Position(e.Pos), "not Go: %s", e.Msg)
		}
		return nil, diags
	}
	for _, f := range pkg.Files {
		if f.Name == "program.go" {
			f.Generated = false
		}
	}
	directives, diags := b.loader.Directives(pkg)
	if len(diags) > 0 {
		return nil, diags
	}
	m := newMiddle(b.loader, pkg)
	for _, g := range directives.Grads {
		if g.Func.Name.Name == "Seed" {
			continue
		}
		gradient := m.gradient(g)
		if len(m.diags) > 0 {
			return nil, m.diags
		}
		return &differentiated{m.lowerer.Func(g.Obj), gradient, g, wrtOf(g), g.Signature.Err != nil}, nil
	}
	return nil, diags
}

// compiles says what is wrong with the gradient as Go.
func (b *bench) compiles(text string, d *differentiated) error {
	grads := []*parse.Grad{d.asked}
	src, err := emit.File(emit.Input{
		Pkg: b.pkg.Types, Source: "program.go", Funcs: []*ir.Func{d.gradient},
		Taken: taken(b.pkg, grads), Imports: imports(b.pkg, d.asked.File), Compat: "Compat1",
	})
	if err != nil {
		return err
	}
	pkg, errs := b.loader.AddGenerated(b.pkg, map[string][]byte{
		"program.go": randprog.File("random", text), "program_grad.go": src,
	})
	b.pkg = pkg
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

func wrtOf(g *parse.Grad) (wrt []bool) {
	for _, p := range g.Signature.Inputs() {
		wrt = append(wrt, p.Flow != parse.None)
	}
	return wrt
}

// evaluated is a program of package ir as a function.
func evaluated(f *ir.Func) check.Function {
	var in []reflect.Type
	for _, v := range f.Inputs() {
		in = append(in, check.TypeOf(v.Type))
	}
	return check.Function{In: in, Call: func(args []reflect.Value) (results []any, panicked any) {
		var values []any
		for _, a := range args {
			values = append(values, a.Interface())
		}
		results, err := ir.Eval(f, nil, values...)
		if p := (*ir.PanicError)(nil); errors.As(err, &p) {
			return nil, p.Value
		}
		if err != nil {
			return nil, err
		}
		return results, nil
	}}
}

// try checks one program in memory. The kind of an error says in a few words what is wrong.
func (b *bench) try(p randprog.Program, points int) (counts [4]int, kind string, err error) {
	defer func() {
		if e := recover(); e != nil {
			kind, err = "crash "+fmt.Sprint(e)+" "+where(), fmt.Errorf("%v\n%s", e, debug.Stack())
		}
	}()
	d, diags := b.differentiate(p.Text)
	if len(diags) > 0 {
		kind = "refused: " + diags[0].Msg
		return counts, kind, diags
	}
	for _, f := range []*ir.Func{d.primal, d.gradient} {
		if err := ir.Check(f); err != nil {
			return counts, "ir.Check", err
		}
	}
	c := check.Case{
		Name: "F", Primal: evaluated(d.primal), Gradient: evaluated(d.gradient), Wrt: d.wrt, Fails: d.fails, Narrow: p.Narrow,
	}
	c.Wide = c.Primal
	if p.Narrow {
		w, diags := b.differentiate(p.Wide().Text)
		if len(diags) > 0 {
			return counts, "wide: " + diags[0].Msg, diags
		}
		c.Wide = evaluated(w.primal)
	}
	counts, err = c.Check(p.Seed, points)
	if err != nil {
		kind = "wrong " + strings.Fields(strings.Split(err.Error(), ": ")[2])[1]
		return counts, kind, err
	}
	if d, _ = b.differentiate(p.Text); d == nil {
		return counts, "gone", errors.New("gone")
	}
	if err = b.compiles(p.Text, d); err != nil {
		kind = "uncompilable " + err.Error()[strings.LastIndex(err.Error(), ": ")+2:]
	}
	return counts, kind, err
}

// where is the innermost line of ours in a panic.
func where() string {
	for _, line := range strings.Split(string(debug.Stack()), "\n") {
		if at := strings.Index(line, "/main/"); at >= 0 && !strings.Contains(line, "randprog_test.go") {
			return strings.Fields(line[at+6:])[0]
		}
	}
	return ""
}

func TestZStat(t *testing.T) {
	b := newBench(t)
	bad := map[string]int{}
	first := map[string]string{}
	ok := 0
	from, _ := strconv.ParseUint(os.Getenv("FROM"), 10, 64)
	n, _ := strconv.ParseUint(os.Getenv("N"), 10, 64)
	var counts [4]int
	dir := os.Getenv("OUT")
	var seeds []uint64
	for seed := from; seed < from+n; seed++ {
		seeds = append(seeds, seed)
	}
	if list := os.Getenv("SEEDS"); list != "" {
		for _, s := range strings.Fields(list) {
			k, _ := strconv.ParseUint(s, 10, 64)
			seeds = append(seeds, k)
		}
	}
	for _, seed := range seeds {
		p := randprog.New(seed, "")
		c, kind, err := b.try(p, 3)
		if err == nil {
			ok++
			for i := range c {
				counts[i] += c[i]
			}
			continue
		}
		key := regexp.MustCompile(`[0-9.]+`).ReplaceAllString(kind, "N")
		if bad[key] == 0 {
			first[key] = fmt.Sprintf("seed %d %s", seed, kind)
		}
		if bad[key]++; dir != "" && bad[key] < 8 && !strings.HasPrefix(kind, "refused") {
			same := func(text string) bool {
				q := p
				q.Text = text
				_, k, _ := b.try(q, 6)
				return k == kind
			}
			if same(p.Text) {
				p.Text = randprog.Minimize(p.Text, same)
			}
			_, _, err = b.try(p, 6)
			if err == nil {
				err = errors.New("gone")
			}
			os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", seed)), []byte(kind+"\n"+err.Error()+"\n"+string(p.File("p"))), 0o644)
		}
	}
	t.Log("fine", ok, counts)
	for m, n := range bad {
		t.Log(n, m, first[m])
	}
}

// Random programs as users meet them: gradients are written, compiled, and
// compared with their functions.
func TestRandomPrograms(t *testing.T) {
	const packages, each = 4, 50
	t.Setenv("GOPROXY", "off")
	m, err := golden.NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	from, _ := strconv.ParseUint(os.Getenv("FROM"), 10, 64)
	start := time.Now()
	for k := range uint64(packages) {
		name := fmt.Sprint("random", k)
		var files []txtar.File
		for seed := from + k*each; seed < from+(k+1)*each; seed++ {
			if _, kind, err := b.try(randprog.New(seed, ""), 3); err != nil {
				t.Logf("%d: %s", seed, kind)
				continue
			}
			p := randprog.New(seed, fmt.Sprint("_", seed))
			files = append(files, txtar.File{Name: fmt.Sprintf("f%d.go", seed), Data: p.File(name)})
		}
		if err := m.Add(name, files); err != nil {
			t.Fatal(err)
		}
	}
	t.Log(time.Since(start))
	if _, err := Generate(Options{Dir: m.Dir, Patterns: []string{"./..."}}); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(start))
	wrong, err := m.Check()
	t.Log(time.Since(start))
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range wrong {
		for _, line := range lines {
			t.Errorf("%s: %s", name, line)
		}
	}
}
