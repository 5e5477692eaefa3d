package gograd

import (
	"errors"
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/internal/golden"
	"github.com/gograd/gograd/internal/randprog"
	"github.com/gograd/gograd/internal/randprog/check"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
)

// FuzzGradient holds the gradient of the program of a seed against differences.
// Nothing is compiled: ir.Eval runs the function and its gradient.
func FuzzGradient(f *testing.F) {
	for seed := range uint64(150) {
		f.Add(seed)
	}
	b := newWorkbench(f)
	f.Fuzz(func(t *testing.T, seed uint64) { b.test(t, seed) })
}

// Of many random programs nearly all are differentiated, and all rightly.
func TestManyPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	const shards, each = 4, 1000
	for k := range uint64(shards) {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			t.Parallel()
			b, refused := newWorkbench(t), 0
			for seed := range uint64(each) {
				if !b.test(t, 1_000_000*(k+1)+seed) {
					refused++
				}
			}
			if refused > each/30 {
				t.Errorf("%d of %d programs are refused", refused, each)
			}
		})
	}
}

// test reports the smallest program that is as wrong as that of the seed; it is false if
// gograd refuses to differentiate it.
func (b *workbench) test(t *testing.T, seed uint64) (accepted bool) {
	p := randprog.New(seed, "")
	first := b.examine(p)
	if first == nil || first.refusal {
		return first == nil
	}
	p.Text = randprog.Minimize(p.Text, func(text string) bool {
		q := p
		q.Text = text
		mistake := b.examine(q)
		return mistake != nil && mistake.kind == first.kind
	})
	t.Errorf("seed %d: %v\n%s", seed, b.examine(p), p.File("random"))
	return true
}

// Random programs as users meet them: their gradients are written, compiled,
// and tested in one program.
func TestRandomPrograms(t *testing.T) { compilePrograms(t, 1000, 400) }

// compilePrograms compiles and tests a number of programs that gograd accepts, 50 to a package.
func compilePrograms(t *testing.T, seed uint64, number int) {
	m, err := golden.NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	b := newWorkbench(t)
	var names []string
	for k := range number / 50 {
		name := fmt.Sprint("random", k)
		names = append(names, name)
		var programs []randprog.Program
		for ; len(programs) < 50; seed++ {
			if b.accepts(randprog.New(seed, "")) {
				programs = append(programs, randprog.New(seed, fmt.Sprint("_", seed)))
			}
		}
		writeAll(t, filepath.Join(m.Dir, name), randprog.Package(name, programs))
	}
	if _, err := Generate(Options{Dir: m.Dir, Patterns: []string{"./..."}}); err != nil {
		t.Fatal(err)
	}
	writeAll(t, m.Dir, map[string][]byte{"main.go": randprog.Main("github.com/gograd/gograd/temporary", names)})
	run := exec.Command("go", "run", ".")
	run.Dir = m.Dir
	if out, err := run.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

func writeAll(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A workbench differentiates programs in memory: the go command runs once for
// many of them. A loader forgets nothing, so that there must be a new one now and then.
type workbench struct {
	dir    string
	loader *parse.Loader
	pkg    *parse.Package
	left   int // programs until there is a new loader
}

func newWorkbench(t testing.TB) *workbench {
	b := &workbench{dir: t.TempDir()}
	writeAll(t, b.dir, map[string][]byte{
		"go.mod":    []byte("module example.com/random\n\ngo 1.26\n"),
		"random.go": randprog.File("random", "var _, _, _ = errors.New, fmt.Sprint, math.Sin\n\n//gograd:grad\nfunc Seed(x float64) float64 { return x }\n"),
	})
	return b
}

func (b *workbench) load() {
	loader, diags := parse.Load(parse.Config{Dir: b.dir, Rules: rules.Source})
	if len(diags) > 0 {
		panic(diags)
	}
	b.loader, b.left = loader, 300
	for p := range loader.Packages() {
		b.pkg = p
	}
}

// A mistake is what is wrong with a program's gradient.
type mistake struct {
	kind    string // in a few words
	text    string
	refusal bool // gograd says that it can't differentiate this
}

func (m *mistake) Error() string { return m.text }

// examine differentiates p, tests the gradient, and compiles it; nil is for success.
func (b *workbench) examine(p randprog.Program) (m *mistake) {
	defer func() {
		if e := recover(); e != nil {
			m = &mistake{kind: fmt.Sprint("panic ", e), text: fmt.Sprintf("%v\n%s", e, debug.Stack())}
		}
	}()
	d, diags := b.differentiate(p)
	if len(diags) > 0 {
		return refusal(diags)
	}
	wide := d
	if p.Narrow {
		if wide, diags = b.differentiate(p.Wide()); len(diags) > 0 {
			return refusal(diags)
		}
	}
	c := check.Case{
		Primal: check.Interpreted(d.primal, d.callee), Gradient: check.Interpreted(d.gradient, d.callee), Wide: check.Interpreted(wide.primal, wide.callee),
		Wrt: d.wrt(), Fails: d.asked.Signature.Err != nil, Narrow: p.Narrow,
	}
	if wrong := (*check.Error)(nil); errors.As(c.Check(p.Seed, 3), &wrong) {
		return &mistake{kind: wrong.Kind, text: wrong.Text}
	}
	return b.compile(p, d)
}

var position = regexp.MustCompile(`[^ ]*:\d+:\d+: |\d+`)

func refusal(diags diag.List) *mistake {
	text := diags.Error()
	return &mistake{
		kind: position.ReplaceAllString(text, ""), text: text,
		refusal: !strings.Contains(text, "internal error") && !strings.Contains(text, "not Go"),
	}
}

// accepts reports whether gograd differentiates p, rightly or not.
func (b *workbench) accepts(p randprog.Program) bool {
	_, diags := b.differentiate(p)
	return len(diags) == 0 || !refusal(diags).refusal
}

// differentiated is a program with its gradient.
type differentiated struct {
	pkg              *parse.Package
	asked            *parse.Grad
	primal, gradient *ir.Func
	lowerer          *parse.Lowerer
	forms            *fusedForms // of recursive functions
	fused            []*ir.Func  // those that gradient calls
}

// callee is the program of a function that stays a call, because it has a rule or
// is recursive.
func (d *differentiated) callee(fn *types.Func) any {
	for _, f := range d.fused {
		if f.Name == fn.Name() {
			return f
		}
	}
	switch {
	case d.forms.isMethod(fn):
		return givesNew(fn)
	case fn.Pkg() == d.pkg.Types:
		return d.lowerer.Func(fn)
	}
	return nil
}

// isMethod reports whether fn is a method of what gives frames.
func (s *fusedForms) isMethod(fn *types.Func) bool {
	return s.frames != nil && (fn == s.frames.reset ||
		slices.ContainsFunc(s.pairs, func(p *pairForm) bool { return p.split.Next == fn }) ||
		slices.ContainsFunc(s.frames.pieces, func(p piece) bool { return p.gives == fn }))
}

// givesNew is a program for a method of frames: each frame, and each piece of memory, is new.
func givesNew(fn *types.Func) *ir.Func {
	f := &ir.Func{Name: fn.Name(), Pkg: fn.Pkg(), Body: &ir.Block{}}
	f.Recv = f.NewValue("f", fn.Signature().Recv().Type())
	b := &ir.Builder{Func: f, Block: f.Body}
	var results []*ir.Value
	for p := range fn.Signature().Params().Variables() {
		f.Params = append(f.Params, f.NewValue(p.Name(), p.Type()))
	}
	for r := range fn.Signature().Results().Variables() {
		f.Results = append(f.Results, ir.Result{Type: r.Type()})
		code := ir.Alloc
		if len(f.Params) > 0 {
			code = ir.Make
		}
		results = append(results, b.Emit(&ir.Op{Code: code, Args: f.Params}, r.Type()).Result())
	}
	b.Return(results...)
	return f
}

// wrt says which of the inputs p is differentiated by.
func (d *differentiated) wrt() (wrt []bool) {
	for _, p := range d.asked.Signature.Inputs() {
		wrt = append(wrt, p.Flow != parse.None)
	}
	return wrt
}

// maxSize is the number of operations above which a program takes the time of many.
const maxSize = 4000

// differentiate runs the pipeline up to the gradient as a program of package ir.
func (b *workbench) differentiate(p randprog.Program) (*differentiated, diag.List) {
	if b.left--; b.left < 0 {
		b.load()
	}
	diags := b.add(p, nil)
	if len(diags) > 0 {
		return nil, diags
	}
	directives, diags := b.loader.Directives(b.pkg)
	if len(diags) > 0 {
		return nil, diags
	}
	m := newMiddle(b.loader, b.pkg)
	at := slices.IndexFunc(directives.Grads, func(g *parse.Grad) bool { return g.File.Name == "program.go" })
	d := &differentiated{pkg: b.pkg, asked: directives.Grads[at]}
	if f := m.lowered(d.asked); f != nil && f.Body.Size() > maxSize {
		m.diags.Add(b.pkg.Position(d.asked.Pos), "too large for one of many")
		return nil, m.diags
	}
	own, forms := m.withForms([]*parse.Grad{d.asked}, taken(b.pkg, []*parse.Grad{d.asked}))
	d.forms = m.rules.fused
	for _, derived := range own {
		d.gradient = derived.gradient
	}
	for _, derived := range forms {
		d.fused = append(d.fused, derived.gradient)
	}
	d.primal, d.lowerer = m.lowerer.Func(d.asked.Obj), m.lowerer
	return d, m.diags
}

// add makes p the program in the package, with its gradient if there is one.
func (b *workbench) add(p randprog.Program, gradient []byte) (diags diag.List) {
	files := map[string][]byte{"program.go": p.File("random")}
	if gradient != nil {
		files["program_grad.go"] = gradient
	}
	pkg, errs := b.loader.AddGenerated(b.pkg, files)
	b.pkg = pkg
	for _, e := range errs {
		diags.Add(pkg.Position(e.Pos), "not Go: %s", e.Msg)
	}
	for _, f := range pkg.Files {
		f.Generated = f.Generated && f.Name != "program.go" // it may have directives
	}
	return diags
}

// compile type-checks what is printed of d.
func (b *workbench) compile(p randprog.Program, d *differentiated) *mistake {
	text, err := emit.File(emit.Input{
		Pkg: d.pkg.Types, Source: d.asked.File.Name, Funcs: append([]*ir.Func{d.gradient}, d.fused...), Frames: d.forms.usedFrames(),
		Taken: taken(d.pkg, []*parse.Grad{d.asked}), Imports: imports(d.pkg, d.asked.File), Compat: "Compat1",
	})
	if err != nil {
		return &mistake{kind: "emit", text: err.Error()}
	}
	if diags := b.add(p, text); len(diags) > 0 {
		return refusal(diags)
	}
	return nil
}
