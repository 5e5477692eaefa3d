package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Source finds packages and the declarations of functions: a [Loader] does.
type Source interface {
	Decl(*types.Func) (*Package, *ast.FuncDecl)
	Owner(*types.Package) *Package
}

// Calls says what is known about functions that are called.
type Calls interface {
	Serves(*types.Func) bool // a directive says how it is differentiated: its calls stay calls
	Reads(*types.Func) bool  // it writes nothing, calls nothing unknown, and gives memory of its own
}

// A Lowerer translates functions to IR.
type Lowerer struct {
	Lint bool // collect warnings, too

	source    Source
	fset      *token.FileSet
	home      *types.Package // into which the bodies of callees go
	calls     Calls
	memo      map[*types.Func]*ir.Func
	stack     []*types.Func // being lowered, outermost first
	sites     []callSite    // through which callees were reached
	size      int           // operations that callees have brought to the function that is being lowered; negative if too many
	missing   int           // calls of functions whose problems have been reported
	failed    []*types.Func // with a problem
	uses      map[definition]*usage
	fenced    map[definition]bool  // those that pass the fence
	stopped   []definition         // those that don't
	instances map[string]*instance // of functions that are lowered in place of calls
	calling   []activation         // functions whose bodies are being lowered in place of calls
	recursion map[*types.Func]bool // answers of Recursive
	notes     map[token.Pos]string // why calls stay calls, by their positions
	builds    map[string]string    // conditions under which files of other packages are built
	errs      []Problem

	warnings []Problem
	unread   []Unread
}

// A Problem is what a Lowerer can't translate, at its position.
type Problem struct {
	Pos token.Pos
	Msg string
}

// NewLowerer returns a Lowerer for functions that source finds, which are to be
// written into package home. A call of a function that calls says is served, or
// that source doesn't know, becomes an ir.Call; the source of others is lowered in
// its place.
func NewLowerer(fset *token.FileSet, home *types.Package, source Source, calls Calls) *Lowerer {
	return &Lowerer{fset: fset, home: home, source: source, calls: calls, memo: map[*types.Func]*ir.Func{}, notes: map[token.Pos]string{}, builds: map[string]string{}, uses: map[definition]*usage{}, fenced: map[definition]bool{}, instances: map[string]*instance{}, recursion: map[*types.Func]bool{}}
}

// Problems returns what was found since the last call, in order of discovery.
func (l *Lowerer) Problems() []Problem {
	errs := l.errs
	l.errs = nil
	return errs
}

// Report puts problems back among those that Problems returns.
func (l *Lowerer) Report(problems []Problem) { l.errs = append(l.errs, problems...) }

func (l *Lowerer) errorf(pos token.Pos, msg string) {
	l.errs = append(l.errs, l.Locate(Problem{pos, msg}))
}

func (l *Lowerer) warn(pos token.Pos, msg string) {
	l.warnings = append(l.warnings, l.Locate(Problem{pos, msg}))
}

// Note says why the call at pos was not replaced by the body of its function; ""
// if there is nothing to say.
func (l *Lowerer) Note(pos token.Pos) string { return l.notes[pos] }

// Func translates fn.
//
// Before: fn's package is type-checked, and the source of fn is known.
// After:  the function passes ir.Check; or problems say why it is nil. Its
// variables are values where ir.Promote makes them so, and the calls of the
// package's own functions are replaced by their bodies.
func (l *Lowerer) Func(fn *types.Func) *ir.Func {
	if f, ok := l.memo[fn]; ok {
		return f
	}
	pkg, decl := l.source.Decl(fn)
	before, missing := len(l.errs), l.missing
	l.stack = append(l.stack, fn)
	size := l.size
	l.size = min(size, 0)
	var f *ir.Func
	var b *body
	if l.passes(pkg, definition{decl, pkg.Info}) {
		b = l.lower(pkg, fn, decl)
		f = b.f
	}
	l.stack = l.stack[:len(l.stack)-1]
	if l.size >= 0 || len(l.stack) == 0 {
		l.size = size
	}
	if len(l.errs) > before || l.missing > missing || b == nil {
		f = nil
		l.failed = append(l.failed, fn)
	} else {
		l.lint(pkg, decl, b)
		ir.Spill(f)
		ir.Promote(f)
		ir.Simplify(f)
	}
	l.memo[fn] = f
	return f
}

// A body is a function that is being lowered.
type body struct {
	*Lowerer
	*frame // the call that is being lowered
	whole  *ast.FuncDecl
	f      *ir.Func
	b      *ir.Builder

	names     map[*ir.Value]bool      // addresses of variables that are only reached by their names
	functions map[*ir.Value]*function // what stands for functions
	refused   map[*ir.Value]bool      // addresses of variables that hold functions, one of whose calls has been reported

	assigned  []assignment // of floats
	discarded []*ir.Value  // assigned to _
}

func (l *Lowerer) lower(pkg *Package, fn *types.Func, decl *ast.FuncDecl) *body {
	f := &ir.Func{Name: fn.Name(), Pkg: fn.Pkg(), Pos: decl.Pos(), Body: &ir.Block{}}
	l1 := &body{
		Lowerer: l, frame: l.newFrame(pkg, fn, definition{decl, pkg.Info}), whole: decl, f: f,
		b:     &ir.Builder{Func: f, Block: f.Body, Pos: decl.Pos()},
		names: map[*ir.Value]bool{}, functions: map[*ir.Value]*function{}, refused: map[*ir.Value]bool{},
	}
	f.TypeParams = typeParams(fn.Signature())
	l1.signature(fn.Signature())
	l1.reach(&target{left: l1.flag("done")}, func() { l1.stmts(decl.Body.List) })
	if !l1.ended() {
		l1.b.Return(l1.exitValues()...)
	}
	l1.refuseEscapes()
	return l1
}

// typeParams are those of a function, or of a method's receiver.
func typeParams(sig *types.Signature) []*types.TypeParam {
	return slices.Concat(slices.Collect(sig.TypeParams().TypeParams()), slices.Collect(sig.RecvTypeParams().TypeParams()))
}

// signature makes the inputs and gives each parameter and result its variable.
func (l *body) signature(sig *types.Signature) {
	if recv := sig.Recv(); recv != nil {
		l.f.Recv = l.param(recv)
	}
	for p := range sig.Params().Variables() {
		l.f.Params = append(l.f.Params, l.param(p))
	}
	l.f.Variadic = sig.Variadic()
	for r := range sig.Results().Variables() {
		l.f.Results = append(l.f.Results, ir.Result{Name: r.Name(), Type: r.Type()})
		l.result(r)
	}
}

func (l *body) param(p *types.Var) *ir.Value {
	v := l.f.NewValue(p.Name(), p.Type())
	t := l.variableType(p)
	l.bind(p, l.variable(p.Name(), t))
	l.b.Store(l.b.Convert(t, v), l.vars[p], nil)
	return v
}

// result makes the variable of a result, and what the function ends with in its place.
func (l *body) result(r *types.Var) {
	l.bind(r, l.variable(r.Name(), r.Type()))
	l.results = append(l.results, r)
	l.exits = append(l.exits, l.b.Alloc(r.Type()))
}

// bind says that a variable of the source is the one at address.
func (l *body) bind(obj *types.Var, address *ir.Value) {
	l.vars[obj] = address
	l.depth[obj] = l.loops()
	l.names[address] = !l.addressed[obj]
	delete(l.funcs, obj)
}

// variable makes a zeroed variable and returns its address.
func (l *body) variable(name string, t types.Type) *ir.Value {
	v := l.b.Alloc(t)
	if name != "_" {
		v.Name = name
	}
	return v
}

// exitValues are what the exits hold at the end.
func (l *body) exitValues() (values []*ir.Value) {
	for _, r := range l.exits {
		values = append(values, l.b.Load(r, nil))
	}
	return values
}

// ended reports whether the current block has its terminator: what follows is not reached.
func (l *body) ended() bool {
	ops := l.b.Block.Ops
	return len(ops) > 0 && ops[len(ops)-1].Code.IsTerminator()
}

// in lowers into another block, and ends it if that was left open.
func (l *body) in(block *ir.Block, lower func()) {
	outer := l.b
	l.b = outer.At(block)
	lower()
	if !l.ended() {
		l.b.Yield()
	}
	l.b = outer
}

// at sets the position of the operations that follow.
func (l *body) at(n ast.Node) { l.b.Pos, l.b.Expr = n.Pos(), ExprPos(n) }
