package parse

import (
	"go/ast"
	"go/types"
	"slices"
)

// checkWithCallees type-checks u, and from source all packages whose
// functions the gradients of u may need. Which those are shows only when u
// has been type-checked, and they may lead to more.
func (l *Loader) checkWithCallees(u *unit) *Package {
	for {
		p := l.check(u)
		missing := l.missingSources(p)
		if len(missing) == 0 {
			return p
		}
		for _, dep := range missing {
			dep.forced = true
			l.changed(dep)
		}
	}
}

// missingSources are the units known by export data only to which the
// differentiated functions of p lead: by a call that may carry a derivative,
// and not by way of a function that has a rule.
func (l *Loader) missingSources(p *Package) []*unit {
	w := &walker{l: l, from: p, seen: map[*types.Func]bool{}, unknown: map[string]bool{}}
	for fn, d := range p.decls {
		if hasVerb(d, verbGrad) || hasVerb(d, verbStep) {
			w.seen[fn] = true
			w.walk(p, d)
		}
	}
	return w.missing
}

// A walker goes from functions to those that they use.
type walker struct {
	l       *Loader
	from    *Package
	seen    map[*types.Func]bool
	missing []*unit         // known by export data only
	unknown map[string]bool // names that nothing declares
}

// enter goes on to the functions that fn uses, unless it has a rule.
func (w *walker) enter(fn *types.Func) {
	fn = fn.Origin()
	if w.seen[fn] {
		return
	}
	w.seen[fn] = true
	p, decl := w.l.Decl(fn)
	if decl == nil {
		w.needSource(fn)
		return
	}
	if !w.hasRule(p, fn) {
		w.walk(p, decl)
	}
}

func (w *walker) walk(p *Package, decl *ast.FuncDecl) {
	if decl.Body == nil {
		return
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if callee, ok := p.Info.ObjectOf(id).(*types.Func); ok {
				w.enter(callee)
			} else if p.Info.ObjectOf(id) == nil {
				w.unknown[id.Name] = true
			}
		}
		return true
	})
}

// needSource notes the unit of fn, if it has one and fn may carry a derivative.
func (w *walker) needSource(fn *types.Func) {
	if fn.Pkg() == nil || !signatureHoldsFloat(fn.Signature()) {
		return
	}
	u := w.from.unit.world.unit(fn.Pkg().Path())
	if u == nil || w.l.needsSource(u) || u.Standard || slices.Contains(w.missing, u) {
		return
	}
	w.missing = append(w.missing, u)
}

// hasRule says whether a rule stands beside the caller or beside fn.
func (w *walker) hasRule(p *Package, fn *types.Func) bool {
	for _, at := range []*Package{w.from, p} {
		if d, _ := w.l.Directives(at); d.binds(fn) {
			return true
		}
	}
	return false
}

func signatureHoldsFloat(s *types.Signature) bool {
	if s.Recv() != nil && HoldsFloat(s.Recv().Type()) {
		return true
	}
	for _, tuple := range []*types.Tuple{s.Params(), s.Results()} {
		for v := range tuple.Variables() {
			if HoldsFloat(v.Type()) || isFunction(v.Type()) {
				return true
			}
		}
	}
	return false
}
