package gograd

import (
	"go/token"
	"go/types"
	"strings"
	"sync"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/batch"
	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A ruleSet finds the derivative rules that hold in one package: its own first,
// then those of the package that a called function belongs to, then gograd's.
type ruleSet struct {
	l        *parse.Loader
	pkg      *parse.Package
	lowered  map[*parse.Rule]*adjoint.Rule
	reads    map[*types.Func]bool
	fused    *fusedForms       // of recursive functions; nil where none is asked for
	problems []adjoint.Problem // in the bodies of rules
	warnings []parse.Problem   // about them
}

func newRuleSet(l *parse.Loader, pkg *parse.Package) *ruleSet {
	return &ruleSet{l: l, pkg: pkg, lowered: map[*parse.Rule]*adjoint.Rule{}, reads: map[*types.Func]bool{}}
}

// Serves reports whether a directive says how fn is differentiated: by a rule, or not at all.
func (r *ruleSet) Serves(fn *types.Func) bool {
	return r.Const(fn) || len(r.find(parse.Primal{Func: fn}, r.places(fn))) > 0
}

// Reads reports whether fn, by its source, writes no memory that it is given,
// calls nothing unknown, and gives memory of its own.
func (r *ruleSet) Reads(fn *types.Func) bool {
	if reads, ok := r.reads[fn]; ok {
		return reads
	}
	r.reads[fn] = false // while it is being found out: a rule for it calls it
	r.reads[fn] = r.onlyReads(fn, map[*types.Func]bool{})
	return r.reads[fn]
}

// Stores reports whether fn, by its source, writes floats to memory that it is given.
func (r *ruleSet) Stores(fn *types.Func) bool {
	p, decl := r.l.Decl(fn)
	if decl == nil || decl.Body == nil {
		return false
	}
	f := parse.NewLowerer(r.l.Fset(), p.Types, r.l, readsOnly{r}).Func(fn.Origin())
	if f == nil {
		return true // nothing is known of it
	}
	aliases := ir.NewAliases(f)
	for op := range f.Body.All() {
		isCopy := op.Builtin == "copy" || op.Builtin == "clear" || op.Builtin == "append"
		isStore := op.Code == ir.Store && ir.HasFloat(op.Args[len(op.Args)-1].Type) || isCopy && ir.LeadsToFloat(op.Args[0].Type)
		if isStore && !aliases.Local(op.Args[0]) && !madeHere(op.Args[0]) {
			return true
		}
	}
	return false
}

// readsOnly lowers everything whose source is there.
type readsOnly struct{ *ruleSet }

func (readsOnly) Serves(*types.Func) bool { return false }
func (readsOnly) Reads(*types.Func) bool  { return false }

// onlyReads reports whether fn, and what it calls, write only memory of their own, and
// return no other. What fn does when it calls itself is what it does anyway: seen has the
// functions that are being looked at.
func (r *ruleSet) onlyReads(fn *types.Func, seen map[*types.Func]bool) bool {
	if seen[fn] {
		return true
	}
	seen[fn] = true
	p, decl := r.l.Decl(fn)
	if decl == nil || decl.Body == nil {
		return false
	}
	lowerer := parse.NewLowerer(r.l.Fset(), p.Types, r.l, readsOnly{r})
	f := lowerer.Func(fn)
	return f != nil && onlyReads(f, func(callee *types.Func) bool {
		return lowerer.Recursive(callee) && r.onlyReads(callee, seen)
	})
}

// onlyReads reports whether f writes only memory of its own, and returns no other, if the
// functions that it calls are harmless.
func onlyReads(f *ir.Func, harmless func(*types.Func) bool) bool {
	aliases := ir.NewAliases(f)
	for op := range f.Body.All() {
		switch {
		case op.Code == ir.Store:
			if !aliases.Local(op.Args[0]) && !madeHere(op.Args[0]) {
				return false
			}
		case op.Code == ir.Call && ir.Effects(op)&(ir.Writes|ir.Unknown) != 0:
			if op.Builtin != "" && writesOwn(op, aliases) {
				continue
			}
			if op.Func == nil || op.Later != "" || !harmless(op.Func) {
				return false
			}
		case op.Code == ir.Return:
			for _, v := range op.Args {
				if ir.IsReference(v.Type) && !madeHere(v) {
					return false
				}
			}
		}
	}
	return true
}

// writesOwn reports whether op, a call of a builtin function, writes elements of a slice in memory that its function
// has made.
func writesOwn(op *ir.Op, aliases *ir.Aliases) bool {
	switch op.Builtin {
	case "copy", "clear", "append":
		return isSlice(op.Args[0].Type) && (aliases.Local(op.Args[0]) || madeHere(op.Args[0]))
	}
	return false
}

func isSlice(t types.Type) bool {
	_, ok := ir.Under(t).(*types.Slice)
	return ok
}

// madeHere reports whether v leads to memory that its function has made.
func madeHere(v *ir.Value) bool {
	for v.Op != nil {
		switch v.Op.Code {
		case ir.Alloc, ir.Make:
			return true
		case ir.Call:
			return ir.CallOf(v.Op).Fresh
		case ir.Slice, ir.Addr, ir.Convert, ir.Field:
			v = v.Op.Args[0]
		case ir.Build:
			for _, x := range v.Op.Args {
				if ir.IsReference(x.Type) && !madeHere(x) {
					return false
				}
			}
			return true
		default:
			return false
		}
	}
	return false
}

// places are the packages in which rules for fn are looked for.
func (r *ruleSet) places(fn *types.Func) []*parse.Package {
	out := []*parse.Package{r.pkg}
	if fn != nil && fn.Pkg() != nil {
		if p := r.l.Package(fn.Pkg().Path()); p != nil && p.Types != r.pkg.Types {
			out = append(out, p)
		}
	}
	return append(out, r.l.Rules())
}

// find returns the rules of the first place that has any for primal.
func (r *ruleSet) find(primal parse.Primal, places []*parse.Package) (found []*parse.Rule) {
	for _, p := range places {
		d, _ := r.l.Directives(p)
		for _, rule := range d.Rules {
			if rule.Primal == primal {
				found = append(found, rule)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// Call finds the rules for a function or method.
func (r *ruleSet) Call(fn *types.Func) []*adjoint.Rule {
	return r.lower(r.find(parse.Primal{Func: fn.Origin()}, r.places(fn)))
}

// Forms finds the forms of a function for all samples of a batch.
func (r *ruleSet) Forms(fn *types.Func) (forms []*batch.Form) {
	for _, p := range r.places(fn) {
		d, _ := r.l.Directives(p)
		for _, form := range d.Forms {
			if form.Primal == fn.Origin() {
				forms = append(forms, &form.Form)
			}
		}
	}
	return forms
}

// Same is what a package says to be the same as calls of its functions.
func (r *ruleSet) Same(pkg *types.Package) []*fuse.Same {
	p := r.l.Owner(pkg)
	if p == nil {
		return nil
	}
	d, _ := r.l.Directives(p)
	return d.Same
}

// Const reports whether fn was declared to have no derivative.
func (r *ruleSet) Const(fn *types.Func) bool {
	for _, p := range r.places(fn) {
		d, _ := r.l.Directives(p)
		if _, ok := d.Const[fn.Origin()]; ok {
			return true
		}
	}
	return false
}

// Builtin finds the rules for a builtin function of so many arguments.
func (r *ruleSet) Builtin(name string, inputs int) []*adjoint.Rule {
	return r.lower(r.find(parse.Primal{Builtin: name, Arity: inputs}, []*parse.Package{r.l.Rules()}))
}

var operators = map[ir.Code]parse.Primal{
	ir.Add: {Op: token.ADD, Arity: 2}, ir.Sub: {Op: token.SUB, Arity: 2},
	ir.Mul: {Op: token.MUL, Arity: 2}, ir.Div: {Op: token.QUO, Arity: 2}, ir.Neg: {Op: token.SUB, Arity: 1},
}

// Operator finds the rule for an operator.
func (r *ruleSet) Operator(code ir.Code) []*adjoint.Rule {
	return r.lower(r.find(operators[code], []*parse.Package{r.l.Rules()}))
}

// lower makes programs of the bodies of rules.
func (r *ruleSet) lower(rules []*parse.Rule) []*adjoint.Rule {
	var out []*adjoint.Rule
	for _, rule := range rules {
		if _, done := r.lowered[rule]; !done {
			r.lowered[rule] = r.lowerRule(rule)
		}
		if low := r.lowered[rule]; low != nil {
			out = append(out, low)
		}
	}
	return out
}

func (r *ruleSet) lowerRule(rule *parse.Rule) *adjoint.Rule {
	lowerer := parse.NewLowerer(r.l.Fset(), r.pkg.Types, r.l, ruleBody{r, rule.Obj.Pkg()})
	lowerer.Lint = true
	f := lowerer.Func(rule.Obj)
	warnings, _ := lowerer.Warnings() // a rule is not differentiated: nothing is lost in it
	r.warnings = append(r.warnings, warnings...)
	for _, p := range lowerer.Problems() {
		r.problems = append(r.problems, adjoint.Problem{Pos: p.Pos, Msg: p.Msg})
	}
	if f == nil || r.defers(f) {
		return nil
	}
	low := &adjoint.Rule{Func: f, Name: primalName(rule.Primal), Inputs: rule.In, Kinks: kinks(rule)}
	if rule.Obj.Pkg() != r.l.Rules().Types {
		low.World = sync.OnceValue(func() string { return r.world(f) })
	}
	for _, name := range rule.In {
		low.Const = append(low.Const, contains(rule.Const, name))
	}
	for _, role := range rule.Params {
		low.Params = append(low.Params, adjoint.Role{Kind: adjoint.RoleKind(role.Kind), Index: role.Index})
	}
	for _, role := range rule.Results {
		low.Results = append(low.Results, adjoint.Role{Kind: adjoint.RoleKind(role.Kind), Index: role.Index})
	}
	return low
}

// defers refuses deferred calls in a rule: in the place where its body goes, they
// would run too late.
func (r *ruleSet) defers(f *ir.Func) bool {
	for op := range f.Body.All() {
		if op.Later == token.DEFER.String() {
			r.problems = append(r.problems, adjoint.Problem{Pos: op.Pos, Msg: "a rule can't defer a call: write the call where it is to run"})
			return true
		}
	}
	return false
}

// A ruleBody goes into the generated file: what that file can't call goes along.
type ruleBody struct {
	*ruleSet
	from *types.Package
}

// Serves keeps the calls that the generated file can make.
func (b ruleBody) Serves(fn *types.Func) bool {
	return fn.Pkg() != b.from || fn.Pkg() == b.pkg.Types || fn.Exported() && fn.Pkg() != b.l.Rules().Types
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// primalName is what users call the primal of a rule.
func primalName(p parse.Primal) string {
	switch {
	case p.Func == nil && p.Builtin != "":
		return p.Builtin
	case p.Func == nil:
		return p.Op.String()
	case p.Func.Pkg() == nil:
		return p.Func.Name()
	}
	return p.Func.Pkg().Name() + "." + p.Func.Name()
}

// kinks are the sentences of a rule's doc comment that say what it decides.
func kinks(rule *parse.Rule) []string {
	var out []string
	for _, line := range strings.Split(rule.Func.Doc.Text(), "\n") {
		if strings.HasPrefix(line, "At ") {
			out = append(out, line)
		}
	}
	return out
}
