package gograd

import (
	"go/types"
	"maps"
	"regexp"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A middle is what lies between the source of a package and its output: it
// lowers, differentiates and simplifies.
type middle struct {
	pkg     *parse.Package
	lowerer *parse.Lowerer
	rules   *ruleSet
	diags   diag.List                       // of the file at hand
	refused bool                            // some function of the package was
	used    map[string]bool                 // names of fused forms in the files that are done
	broken  map[*types.Func][]parse.Problem // in recursive functions; nil once they are reported

	explaining bool // what the gradients keep is asked for
}

func newMiddle(l *parse.Loader, pkg *parse.Package) *middle {
	rules := newRuleSet(l, pkg)
	m := &middle{pkg: pkg, rules: rules, used: map[string]bool{}, broken: map[*types.Func][]parse.Problem{}, lowerer: parse.NewLowerer(l.Fset(), pkg.Types, l, rules)}
	m.lowerer.Lint = true
	return m
}

// differentiate generates the gradients that the directives in one file ask for.
func (m *middle) differentiate(file *parse.File, grads []*parse.Grad) ([]byte, diag.List) {
	m.diags = nil
	names := taken(m.pkg, grads)
	all, forms := m.withForms(grads, names)
	all = append(all, forms...)
	if len(m.diags) > 0 {
		m.refused = true
		return nil, m.diags
	}
	var funcs []*ir.Func
	for _, d := range all {
		d.gradient.Doc = d.comment(m.rules.fused.reachedFrom(d))
		funcs = append(funcs, d.gradient)
	}
	text, err := emit.File(emit.Input{
		Pkg: m.pkg.Types, Source: file.Name, Build: file.Build(), Funcs: funcs, Frames: m.rules.fused.usedFrames(),
		Taken: names, Imports: imports(m.pkg, file), Compat: "Compat1",
	})
	if err != nil {
		m.diags.Add(m.pkg.Position(grads[0].Pos), "internal error, please report: %v", err)
	}
	return text, m.diags
}

// withForms writes gradients, and the forms of recursive functions that they call, whose names are not among
// those that are taken. It does so again where the forms turn out to need more than was thought: until then, the first half
// of a pair is given no shadows.
func (m *middle) withForms(grads []*parse.Grad, taken map[string]bool) (all, forms []*derived) {
	used, s := m.used, newFusedForms(m, taken)
	for {
		m.rules.fused, m.used = s, maps.Clone(used)
		for _, g := range grads {
			if d := m.gradient(g, m.lowered(g)); d != nil {
				all = append(all, d)
			}
		}
		if forms = s.gradients(all); !s.incomplete || len(m.diags) > 0 {
			maps.Copy(taken, s.taken)
			return all, forms
		}
		s, all = s.again(taken), nil
	}
}

// A derived is a function with its gradient, and the rules that this is made with.
type derived struct {
	grad     *parse.Grad
	f        *ir.Func
	plan     adjoint.Plan
	gradient *ir.Func
	half     *pairForm      // of which it is a half; nil for others
	kept     []adjoint.Kept // if that is asked for
}

// lowered is the function that is differentiated; nil if that can't be.
func (m *middle) lowered(g *parse.Grad) *ir.Func {
	f := m.lowerer.Func(g.Obj)
	for _, p := range m.lowerer.Problems() {
		m.diags.Add(m.pkg.Position(p.Pos), "%s", p.Msg)
	}
	if f == nil {
		m.explain(g.Obj)
	}
	if f == nil && !m.refused && len(m.diags) == 0 { // what several functions call is reported once
		m.diags.Add(m.pkg.Position(g.Pos), "internal error, please report: %s is not differentiated, and nothing says why", g.Obj.Name())
	}
	return f
}

// gradient is the whole middle end for one function, in the order it runs.
func (m *middle) gradient(g *parse.Grad, f *ir.Func) *derived {
	if f != nil && g.Batch != nil {
		f = m.mean(g, f)
	}
	if f != nil && g.Kind == parse.Mean {
		return m.value(g, f)
	}
	f, sig, active, plan := m.prepared(g, f)
	if f == nil {
		return nil
	}
	if g.Kind == parse.Step {
		return m.step(g, f, sig, active, plan)
	}
	gradient, kept, problems := m.derive(f, sig, active, plan)
	if m.report(problems) {
		return nil
	}
	if !m.valid(g, gradient, "differentiation") {
		return nil
	}
	if name := parse.Hidden(gradient.Body, m.pkg.Types); name != "" {
		m.diags.Add(m.pkg.Position(g.Pos), "the gradient of %s needs %s, which other packages can't use: export it, or keep it out of what is differentiated", g.Obj.Name(), name)
		return nil
	}
	return &derived{grad: g, f: f, plan: plan, gradient: gradient, kept: kept}
}

func (m *middle) derive(f *ir.Func, sig *adjoint.Signature, active *adjoint.Active, plan adjoint.Plan) (*ir.Func, []adjoint.Kept, []adjoint.Problem) {
	if m.explaining {
		return adjoint.Explain(f, sig, active, plan)
	}
	gradient, problems := adjoint.Gradient(f, sig, active, plan)
	adjoint.Pool(gradient)
	return gradient, nil, problems
}

// prepared is a copy of f that is ready to be differentiated, with what there is to know about it;
// nil if it can't be.
func (m *middle) prepared(g *parse.Grad, f *ir.Func) (*ir.Func, *adjoint.Signature, *adjoint.Active, adjoint.Plan) {
	if f == nil || !m.valid(g, f, "lowering") {
		return nil, nil, nil, nil
	}
	f = ir.Clone(f) // others call it as it is
	ir.Fuse(f)
	sig, wrt := signature(g, f)
	active := adjoint.ActivityOf(f, wrt, m.outputs(g), m.rules)
	plan, problems := adjoint.Match(f, active, m.rules)
	problems = append(problems, m.rules.problems...)
	m.rules.problems = nil
	if m.report(problems) {
		return nil, nil, nil, nil
	}
	return f, sig, active, plan
}

// outputs are the inputs of a recursive function, of which a form is written, to whose memory it writes.
func (m *middle) outputs(g *parse.Grad) []bool {
	if g.Signature.Fused == nil {
		return nil
	}
	return m.rules.fused.writing(g.Obj).Inputs
}

// valid reports whether f is a well-formed program. If it isn't, a pass is
// wrong, and nothing is printed.
func (m *middle) valid(g *parse.Grad, f *ir.Func, pass string) bool {
	err := ir.Check(f)
	if err != nil {
		m.diags.Add(m.pkg.Position(g.Pos), "internal error, please report: %s of %s: %v", pass, g.Obj.Name(), err)
	}
	return err == nil
}

func (m *middle) report(problems []adjoint.Problem) bool {
	for _, p := range problems {
		if p.Msg == "" { // said before
			continue
		}
		at := m.lowerer.Locate(parse.Problem{Pos: p.Pos, Msg: p.Msg + m.lowerer.Note(p.Pos)})
		m.diags.Add(m.pkg.Position(at.Pos), "%s", at.Msg)
	}
	return len(problems) > 0
}

// signature says how the gradient of f is declared, and what f is differentiated by.
func signature(g *parse.Grad, f *ir.Func) (*adjoint.Signature, map[*ir.Value]bool) {
	sig := &adjoint.Signature{Name: g.Name, Variadic: g.Signature.Variadic, Value: g.Signature.Value.Name}
	if g.Signature.Err != nil {
		sig.Err = g.Signature.Err.Name
	}
	if fused := g.Signature.Fused; fused != nil {
		sig.Fused = &adjoint.Fused{}
		for i, v := range fused.Values {
			sig.Fused.Values = append(sig.Fused.Values, v.Name)
			sig.Fused.Seeds = append(sig.Fused.Seeds, fused.Seeds[i].Name)
		}
	}
	wrt := map[*ir.Value]bool{}
	values := f.Inputs()
	for i, p := range g.Signature.Inputs() {
		values[i].Name = p.Name
		sig.Inputs = append(sig.Inputs, adjoint.Shadow{
			Flow: adjoint.Flow(p.Flow), Name: p.Shadow.Name, Type: p.Shadow.Type,
		})
		wrt[values[i]] = p.Flow != parse.None
	}
	return sig, wrt
}

// taken are the names at package level that the generated file must not declare again.
func taken(pkg *parse.Package, grads []*parse.Grad) map[string]bool {
	names := map[string]bool{}
	for _, name := range pkg.Types.Scope().Names() {
		if pkg.Declared(name) != nil {
			names[name] = true
		}
	}
	for _, g := range grads {
		names[g.Name] = true
	}
	return names
}

// redeclared is a predeclared name of Go that pkg declares anew and that is in
// one of the outputs; "" if there is none.
func redeclared(pkg *parse.Package, outputs []output) string {
	for _, name := range types.Universe.Names() {
		word := regexp.MustCompile(`\b` + name + `\b`)
		for _, o := range outputs {
			if pkg.Declared(name) != nil && word.Match(o.text) {
				return name
			}
		}
	}
	return ""
}

// imports are the names by which file knows the packages that it imports.
func imports(pkg *parse.Package, file *parse.File) map[string]string {
	names := map[string]string{}
	for _, spec := range file.Syntax.Imports {
		name := pkg.Info.PkgNameOf(spec)
		if name != nil && name.Name() != "_" && name.Name() != "." {
			names[name.Imported().Path()] = name.Name()
		}
	}
	return names
}
