package gograd

import (
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
)

// Explain says what the gradients of a function keep for their reverse sweeps: where it
// comes from, what reads it, and how much it is. The function is named as F, or as
// T.M for a method; it has a directive in one of the packages of o.
//
// The error is about the function asked for, and what it needs: mistakes in others don't matter.
func Explain(o Options, name string) (string, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return "", err
	}
	loader, diags := parse.Load(parse.Config{Dir: dir, Patterns: o.Patterns, Rules: rules.Source})
	if loader == nil {
		return "", diags.Relative(dir)
	}
	e := &explanation{loader: loader, dir: dir, name: plainName(name), elsewhere: diags}
	e.packages()
	switch {
	case len(e.mistakes) > 0:
		return "", e.mistakes.Sorted().Relative(dir)
	case e.text.Len() == 0 && len(diags) > 0: // it may be in what can't be loaded
		return "", diags.Sorted().Relative(dir)
	case e.text.Len() == 0:
		return "", e.notFound()
	}
	return e.text.String(), nil
}

// An explanation is what [Explain] has found out so far.
type explanation struct {
	loader    *parse.Loader
	dir, name string
	known     []string // functions that have a directive
	text      strings.Builder
	mistakes  diag.List // in what is asked for
	elsewhere diag.List // in other packages
}

// packages looks for the function in all packages. Those that others may need are generated on the way.
func (e *explanation) packages() {
	dirs := len(e.loader.Dirs())
	for pkg := range e.loader.Packages() {
		found := e.inPackage(pkg)
		if found && dirs == 1 {
			return
		}
		if _, _, mistakes := generate(e.loader, pkg); len(mistakes) > 0 {
			e.loader.KeepOld(pkg)
			if !found {
				e.elsewhere.Append(mistakes)
			}
		}
	}
}

// inPackage explains the gradients of the function in pkg, if they are there.
func (e *explanation) inPackage(pkg *parse.Package) (found bool) {
	directives, mistakes := e.loader.Directives(pkg)
	for _, g := range directives.Grads {
		e.known = append(e.known, displayName(g.Func))
	}
	for _, m := range mistakes {
		if fn := declaredAt(pkg, m.Pos); fn != nil && displayName(fn) == e.name {
			e.mistakes = append(e.mistakes, m)
			found = true
		}
	}
	names := e.needed(pkg, directives.Grads)
	if len(names) == 0 || found {
		return found
	}
	if mistakes := e.explain(pkg, names); len(mistakes) > 0 {
		e.mistakes.Append(mistakes)
		e.mistakes.Append(e.imported(pkg))
	}
	return true
}

// imported are the mistakes in packages that pkg imports, however indirectly.
func (e *explanation) imported(pkg *parse.Package) (mistakes diag.List) {
	paths := map[string]bool{}
	addImports(pkg.Types, paths)
	for _, dir := range e.loader.Dirs() {
		for _, m := range e.elsewhere {
			if paths[dir.ImportPath] && filepath.Dir(m.Pos.Filename) == dir.Path {
				mistakes = append(mistakes, m)
			}
		}
	}
	return mistakes
}

func addImports(pkg *types.Package, paths map[string]bool) {
	for _, p := range pkg.Imports() {
		if !paths[p.Path()] {
			paths[p.Path()] = true
			addImports(p, paths)
		}
	}
}

// needed names what is to be generated to explain the function: its own gradients, and
// those of functions in the package that it leads to.
func (e *explanation) needed(pkg *parse.Package, grads []*parse.Grad) (names []string) {
	var list []*parse.Grad
	for _, g := range grads {
		if displayName(g.Func) == e.name {
			list = append(list, g)
		}
	}
	for i := 0; i < len(list); i++ {
		for _, g := range e.loader.Needs(pkg, list[i], grads) {
			if !slices.Contains(list, g) {
				list = append(list, g)
			}
		}
	}
	for _, g := range list {
		names = append(names, g.Name)
	}
	return names
}

// explain goes through the rounds of [generate], for the named gradients only, until
// those of the function can be explained.
func (e *explanation) explain(pkg *parse.Package, names []string) diag.List {
	for before := 0; ; {
		directives, _ := e.loader.Directives(pkg)
		grads := slices.DeleteFunc(slices.Clone(directives.Grads), func(g *parse.Grad) bool { return !slices.Contains(names, g.Name) })
		ready := e.loader.Ready(pkg, grads)
		if len(ready) == before {
			ready = grads
		}
		waiting := func(g *parse.Grad) bool { return displayName(g.Func) == e.name && !slices.Contains(ready, g) }
		if !slices.ContainsFunc(grads, waiting) {
			return e.gradients(pkg, directives.Grads)
		}
		outputs, _, mistakes := outputsOf(e.loader, pkg, ready)
		if len(mistakes) > 0 {
			return mistakes
		}
		if pkg, mistakes = typeCheck(e.loader, pkg, outputs); len(mistakes) > 0 {
			return mistakes
		}
		before = len(ready)
	}
}

// gradients writes what the gradients of the function among grads, and the fused forms that
// they call, keep.
func (e *explanation) gradients(pkg *parse.Package, grads []*parse.Grad) (mistakes diag.List) {
	written := map[string]bool{}
	for _, g := range grads {
		if displayName(g.Func) != e.name {
			continue
		}
		m := newMiddle(e.loader, pkg)
		m.explaining = true
		all, forms := m.withForms([]*parse.Grad{g}, taken(pkg, grads))
		if len(m.diags) > 0 {
			mistakes.Append(m.diags)
			continue
		}
		for _, d := range append(all, forms...) {
			if !written[d.gradient.Name] {
				written[d.gradient.Name] = true
				e.text.WriteString(newReport(e.loader, pkg, e.dir, d).text())
			}
		}
	}
	return mistakes
}
