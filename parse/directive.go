package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/internal/diag"
)

// tool is the word that gograd's directives begin with.
const tool = "gograd"

// The verbs of directives.
const (
	verbGrad    = "grad"
	verbStep    = "step"
	verbAdjoint = "adjoint"
	verbConst   = "const"
	verbBatch   = "batch"
	verbSame    = "same"
)

var verbs = []string{verbGrad, verbStep, verbAdjoint, verbConst, verbBatch, verbSame}

// Directives are what the doc comments of a package's functions ask for.
type Directives struct {
	Grads []*Grad // in order of files, then of lines
	Rules []*Rule
	Forms []*Form
	Same  []*fuse.Same
	Const map[*types.Func]token.Pos // functions that no derivative flows through
}

// A Kind says what is generated of a function.
type Kind int

const (
	Gradient Kind = iota // its value and gradient
	Mean                 // the mean of its values over a mini-batch
	Step                 // a step of stochastic gradient
)

// A Grad asks for the gradient of a function, or for something else that is generated of it.
type Grad struct {
	Kind      Kind
	File      *File
	Func      *ast.FuncDecl
	Obj       *types.Func
	Pos       token.Pos    // of the directive
	Name      string       // of the function to be generated
	Wrt       []*types.Var // parameters to differentiate by, receiver first, then in order
	Batch     []*types.Var // parameters of which there is one for each sample of a mini-batch, in order; nil for one sample
	Signature *Signature
}

// Directives reads the directives of p. Those with mistakes are in the
// diagnostics only. Of a package with its tests, the gradients are those of the tests.
func (l *Loader) Directives(p *Package) (*Directives, diag.List) {
	if p.directives == nil {
		p.directives = &Directives{Const: map[*types.Func]token.Pos{}}
		r := &reader{l: l, p: p, into: p.directives, gradNames: map[string]token.Pos{}, batches: map[*types.Func][]*types.Var{}, means: map[*types.Func]bool{}, primals: map[primalKey]*Rule{}}
		r.readAll()
		p.mistakes = r.diags.Sorted()
	}
	return p.directives, p.mistakes
}

// binds says whether a rule is bound to fn, or fn is declared constant.
func (d *Directives) binds(fn *types.Func) bool {
	if _, ok := d.Const[fn]; ok {
		return true
	}
	return slices.ContainsFunc(d.Rules, func(r *Rule) bool { return r.Primal.Func == fn })
}

// A reader reads the directives of one package.
type reader struct {
	l         *Loader
	p         *Package
	into      *Directives
	diags     diag.List
	gradNames map[string]token.Pos         // taken by directives read so far; of methods with the type's name
	batches   map[*types.Func][]*types.Var // those of the directives read so far
	means     map[*types.Func]bool         // whose mean over a batch is asked for
	primals   map[primalKey]*Rule
}

func (r *reader) errorf(pos token.Pos, format string, args ...any) {
	r.diags.Add(r.p.Position(pos), format, args...)
}

// typeErrors reports errors of the type checker and says whether there are any.
func (r *reader) typeErrors(errs []types.Error) bool {
	for _, e := range errs {
		r.errorf(e.Pos, "%s", e.Msg)
	}
	return len(errs) > 0
}

func (r *reader) readAll() {
	for _, f := range r.p.Files {
		if !f.Marked || f.Generated {
			continue
		}
		for _, d := range r.find(f) {
			r.read(d)
		}
	}
}

func (r *reader) read(d *directive) {
	if !slices.Contains(verbs, d.Name) {
		r.errorf(d.Slash, "unknown directive %s:%s%s", tool, d.Name, suggest(d.Name, verbs))
		return
	}
	if d.decl == nil {
		r.errorf(d.Slash, "%s", d.misplaced())
		return
	}
	obj, ok := r.p.Info.Defs[d.decl.Name].(*types.Func)
	if !ok {
		r.unchecked(d)
		return
	}
	d.obj = obj
	switch d.Name {
	case verbGrad, verbStep:
		if d.file.Test || !r.p.Test {
			r.readGrad(d)
		}
	case verbAdjoint:
		r.readRule(d)
	case verbConst:
		r.readConst(d)
	case verbBatch:
		r.readForm(d)
	case verbSame:
		r.readSame(d)
	}
}

// unchecked says why the type checker left out a function: it is declared
// twice, or its file does not belong to the package.
func (r *reader) unchecked(d *directive) {
	errs := r.p.errorsWithin(d.decl.Name.Pos(), d.decl.Name.End())
	if len(errs) == 0 {
		errs = r.p.errorsInFiles([]*File{d.file})
	}
	if !r.typeErrors(errs) {
		r.errorf(d.Slash, "%s cannot be type-checked", d.decl.Name.Name)
	}
}

func (r *reader) readConst(d *directive) {
	if d.Args != "" {
		r.errorf(d.ArgsPos, "gograd:const takes no arguments: no derivative flows through any parameter of %s", d.decl.Name.Name)
		return
	}
	if at, ok := r.into.Const[d.obj]; ok {
		r.errorf(d.Slash, "%s has this directive already, in line %d", d.decl.Name.Name, r.p.Position(at).Line)
		return
	}
	r.into.Const[d.obj] = d.Slash
}
