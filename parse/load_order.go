package parse

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/gograd/gograd/internal/diag"
)

// order puts the units that are to be processed into dependency order: l.targets.
//
// After: each unit stands behind all units that it imports, however
// indirectly; what is in a cycle of imports is reported and left out.
func (l *Loader) order() diag.List {
	o := &orderer{l: l, state: map[*unit]visit{}}
	for _, u := range l.sortedUnits() {
		if u.isTarget() && !u.test {
			o.visit(u)
		}
	}
	for _, w := range l.worlds {
		for _, u := range w.units {
			if u.test && u.base == nil {
				o.externals = append(o.externals, u)
			}
		}
	}
	slices.SortFunc(o.externals, func(a, b *unit) int { return strings.Compare(a.path, b.path) })
	for _, u := range o.externals {
		o.add(u)
	}
	return o.diags
}

type visit int

const (
	unseen visit = iota
	entered
	left
)

type orderer struct {
	l         *Loader
	state     map[*unit]visit
	stack     []*unit
	externals []*unit // external tests: nobody imports them
	diags     diag.List
}

func (o *orderer) visit(u *unit) {
	switch o.state[u] {
	case entered:
		o.cycle(u)
		return
	case left:
		return
	}
	o.state[u] = entered
	o.stack = append(o.stack, u)
	tests := o.l.testsOf(u)
	for _, v := range append([]*unit{u}, tests...) {
		for _, path := range v.imports() {
			if dep := o.l.world.unit(path); dep != nil && !dep.Standard {
				o.visit(dep)
			}
		}
	}
	o.stack = o.stack[:len(o.stack)-1]
	o.state[u] = left
	o.add(u)
	for _, t := range tests {
		o.add(t)
	}
}

func (o *orderer) add(u *unit) {
	if u.isTarget() && u.hasDirectives() && !u.broken {
		o.l.targets = append(o.l.targets, u)
	}
}

// testsOf is u together with its in-package tests, if those hold directives.
func (l *Loader) testsOf(u *unit) (tests []*unit) {
	for _, w := range l.worlds {
		if t := w.units[u.path]; w.of == u.path && t != nil && t.test {
			tests = append(tests, t)
		}
	}
	return tests
}

// cycle reports the cycle that ends in u, where the first import of it stands.
func (o *orderer) cycle(u *unit) {
	members := o.stack[slices.Index(o.stack, u):]
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.path
		m.broken = true
	}
	next := members[1%len(members)]
	o.diags.Add(o.l.importPosition(u, next.path), "import cycle: %s → %s", strings.Join(names, " → "), u.path)
}

// importPosition is where u imports a path, as far as u has been parsed.
func (l *Loader) importPosition(u *unit, path string) token.Position {
	for _, f := range u.files {
		if f.Syntax == nil {
			continue
		}
		for _, spec := range f.Syntax.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && u.resolve(p) == path {
				return l.fset.PositionFor(spec.Path.Pos(), false)
			}
		}
	}
	return token.Position{}
}
