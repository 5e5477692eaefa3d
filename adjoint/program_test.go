package adjoint

import (
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
)

// A program is a Go function and what the passes of this package make of it.
type program struct {
	f        *ir.Func
	wrt      map[*ir.Value]bool
	sig      *Signature
	active   *Active
	plan     Plan
	gradient *ir.Func
	problems []Problem
}

// differentiate runs the passes on the first function of src that has a
// directive. src is Go without its package clause, in which math is imported.
func differentiate(t *testing.T, src string) *program {
	t.Helper()
	p := lowered(t, src)
	p.derive(t)
	return p
}

// derive runs the passes.
func (p *program) derive(t *testing.T) {
	t.Helper()
	p.active = Activity(p.f, p.wrt, workbench)
	p.plan, p.problems = Match(p.f, p.active, workbench)
	if len(p.problems) > 0 {
		return
	}
	before := p.f.String()
	p.gradient, p.problems = Gradient(p.f, p.sig, p.active, p.plan)
	if p.f.String() != before {
		t.Errorf("the primal was changed, from\n%s\nto\n%s", before, p.f)
	}
	if err := ir.Check(p.gradient); err != nil {
		t.Fatalf("%v\n%s", err, p.gradient)
	}
	if len(p.problems) == 0 {
		p.explain(t)
	}
}

// lowered is the program before the first pass.
func lowered(t *testing.T, src string) *program {
	t.Helper()
	g := workbench.load(t, src)
	lowerer := parse.NewLowerer(workbench.loader.Fset(), workbench.pkg.Types, workbench.loader, workbench)
	p := &program{f: lowerer.Func(g.Obj), wrt: map[*ir.Value]bool{}}
	for _, problem := range lowerer.Problems() {
		t.Fatalf("%s: %s", workbench.pkg.Position(problem.Pos), problem.Msg)
	}
	if err := ir.Check(p.f); err != nil {
		t.Fatal(err)
	}
	p.sig = &Signature{Name: g.Name, Variadic: g.Signature.Variadic, Value: g.Signature.Value.Name}
	if g.Signature.Err != nil {
		p.sig.Err = g.Signature.Err.Name
	}
	for i, in := range g.Signature.Inputs() {
		v := p.f.Inputs()[i]
		v.Name = in.Name
		p.wrt[v] = in.Flow != parse.None
		p.sig.Inputs = append(p.sig.Inputs, Shadow{Flow: Flow(in.Flow), Name: in.Shadow.Name, Type: in.Shadow.Type})
	}
	return p
}

// kept is the number of values that are kept for the reverse sweep: on a stack, or by index.
func (p *program) kept() int {
	n := p.count(ir.Tape)
	for op := range p.gradient.Body.All() {
		if op.Dirty {
			n++
		}
	}
	return n
}

// count is the number of operations of the gradient with one of these codes, but
// for memory of what is kept by index.
func (p *program) count(codes ...ir.Code) int {
	n := 0
	for op := range p.gradient.Body.All() {
		for _, c := range codes {
			if op.Code == c && !op.Dirty {
				n++
			}
		}
	}
	return n
}

// named is the first value of the primal with the name: an input, one that a loop
// carries, or a result that is no constant.
func (p *program) named(t *testing.T, name string) *ir.Value {
	t.Helper()
	all := p.f.Inputs()
	for op := range p.f.Body.All() {
		for _, b := range op.Blocks {
			all = append(all, b.Params...)
		}
	}
	for op := range p.f.Body.All() {
		if op.Code != ir.Const {
			all = append(all, op.Results...)
		}
	}
	for _, v := range all {
		if v.Name == name {
			return v
		}
	}
	t.Fatalf("no value is called %s in\n%s", name, p.f)
	return nil
}

// The workbench type-checks programs in memory: the go command runs once, when the
// first test asks.
var workbench = &bench{lowered: map[*parse.Rule]*Rule{}}

// A bench finds rules beside the program and in package rules.
type bench struct {
	once    sync.Once
	loader  *parse.Loader
	pkg     *parse.Package
	lowered map[*parse.Rule]*Rule
}

const seed = "package p\n\nimport (\n\t_ \"errors\"\n\t_ \"fmt\"\n\t_ \"math\"\n)\n\n//gograd:grad\nfunc Seed(x float64) float64 { return x }\n"

func (b *bench) start(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module p\n\ngo 1.26\n", "seed.go": seed} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	loader, diags := parse.Load(parse.Config{Dir: dir, Rules: rules.Source})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b.loader = loader
	for p := range loader.Packages() {
		b.pkg = p
	}
}

// load puts src in place of the program before and returns its first directive.
func (b *bench) load(t *testing.T, src string) *parse.Grad {
	t.Helper()
	b.once.Do(func() { b.start(t) })
	head := "package p\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"math\"\n)\n\nvar _, _, _ = errors.New, fmt.Sprint, math.Pi\n\n"
	pkg, errs := b.loader.AddGenerated(b.pkg, map[string][]byte{"program.go": []byte(head + src)})
	b.pkg = pkg
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, f := range pkg.Files {
		f.Generated = false
	}
	directives, diags := b.loader.Directives(pkg)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, g := range directives.Grads {
		if g.Func.Name.Name != "Seed" {
			return g
		}
	}
	t.Fatal("no directive")
	return nil
}

func (b *bench) find(primal parse.Primal) (found []*Rule) {
	for _, pkg := range []*parse.Package{b.pkg, b.loader.Rules()} {
		directives, _ := b.loader.Directives(pkg)
		for _, rule := range directives.Rules {
			if rule.Primal == primal {
				found = append(found, b.lower(rule))
			}
		}
	}
	return found
}

// Serves: see [parse.Calls].
func (b *bench) Serves(fn *types.Func) bool { return b.Const(fn) || len(b.Call(fn)) > 0 }

// Reads: in these tests, dot, newSum and power write nothing and return memory of their own.
func (b *bench) Reads(fn *types.Func) bool {
	return fn.Name() == "dot" || fn.Name() == "newSum" || fn.Name() == "power"
}

// body is what ir.Eval runs for a call of fn.
func (b *bench) body(fn *types.Func) any {
	if _, decl := b.loader.Decl(fn); decl == nil {
		return nil
	}
	f := parse.NewLowerer(b.loader.Fset(), b.pkg.Types, b.loader, ruleBody{fn.Pkg()}).Func(fn)
	if f == nil {
		return nil
	}
	return f
}

func (b *bench) Call(fn *types.Func) []*Rule { return b.find(parse.Primal{Func: fn.Origin()}) }

// Stores: no function of the tests that has no derivative writes to memory that it is given.
func (b *bench) Stores(*types.Func) bool { return false }

func (b *bench) Const(fn *types.Func) bool {
	directives, _ := b.loader.Directives(b.pkg)
	_, ok := directives.Const[fn.Origin()]
	return ok
}

func (b *bench) Builtin(name string, inputs int) []*Rule {
	return b.find(parse.Primal{Builtin: name, Arity: inputs})
}

func (b *bench) Same(*types.Package) []*fuse.Same { return nil }

func (b *bench) Operator(code ir.Code) []*Rule { return b.find(operators[code]) }

var operators = map[ir.Code]parse.Primal{
	ir.Add: {Op: token.ADD, Arity: 2}, ir.Sub: {Op: token.SUB, Arity: 2},
	ir.Mul: {Op: token.MUL, Arity: 2}, ir.Div: {Op: token.QUO, Arity: 2}, ir.Neg: {Op: token.SUB, Arity: 1},
}

func (b *bench) lower(rule *parse.Rule) *Rule {
	if low := b.lowered[rule]; low != nil {
		return low
	}
	lowerer := parse.NewLowerer(b.loader.Fset(), b.pkg.Types, b.loader, ruleBody{rule.Obj.Pkg()})
	low := &Rule{Func: lowerer.Func(rule.Obj), Inputs: rule.In}
	for _, name := range rule.In {
		isConst := false
		for _, c := range rule.Const {
			isConst = isConst || c == name
		}
		low.Const = append(low.Const, isConst)
	}
	low.Params, low.Results = roles(rule.Params), roles(rule.Results)
	b.lowered[rule] = low
	return low
}

// A ruleBody is lowered with the functions of its package in place of calls.
type ruleBody struct{ pkg *types.Package }

func (r ruleBody) Serves(fn *types.Func) bool { return fn.Pkg() != r.pkg }
func (r ruleBody) Reads(*types.Func) bool     { return false }

func roles(from []parse.Role) (to []Role) {
	for _, r := range from {
		to = append(to, Role{Kind: RoleKind(r.Kind), Index: r.Index})
	}
	return to
}
