package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// declare puts each variable's declaration into the innermost block that has
// all of its uses: `:=` where that sets it first, else `var` before.
func (f *function) declare() {
	d := &declarer{function: f, places: map[*variable]*place{}}
	f.visit(f.body, d.occurs)
	for _, at := range d.order {
		d.put(at)
	}
}

// A place is where a variable is declared: at statement first, in a block.
type place struct {
	v     *variable
	in    *block
	first *stmt
}

type declarer struct {
	*function
	places map[*variable]*place
	order  []*place
}

// visit calls occurs for all variables in the statements of b, in order of the
// text: what a statement reads before what it sets.
func (f *function) visit(b *block, occurs func(v *ir.Value, s *stmt, b *block)) {
	for _, s := range b.stmts {
		for _, v := range slices.Concat(f.reads(s), s.to) {
			if v != nil {
				occurs(v, s, b)
			}
		}
		for _, nested := range s.blocks {
			f.visit(nested, occurs)
		}
	}
}

// occurs notes that the statement s of b has v.
func (d *declarer) occurs(v *ir.Value, s *stmt, b *block) {
	x := d.vars[v]
	if d.isDeclared(x) {
		return
	}
	at := d.places[x]
	if at == nil {
		at = &place{x, b, s}
		d.places[x] = at
		d.order = append(d.order, at)
		return
	}
	for !inside(b, at.in) {
		at.first, at.in = at.in.owner, at.in.outer
	}
}

// isDeclared reports whether v has its declaration elsewhere: in the signature,
// or in the header of a loop.
func (f *function) isDeclared(x *variable) bool {
	if x.input || x.result {
		return true
	}
	v := x.values[0]
	at, ok := f.param[v]
	return ok && at.number == 0 || v.Op != nil && f.element[v.Op]
}

func inside(b, outer *block) bool {
	for ; b != nil; b = b.outer {
		if b == outer {
			return true
		}
	}
	return false
}

// put makes the declaration.
func (d *declarer) put(at *place) {
	s := at.first
	if len(s.to) == 1 && (s.kind == assign || s.kind == define) && d.vars[s.to[0]] == at.v {
		if !slices.ContainsFunc(d.reads(s), func(v *ir.Value) bool { return d.vars[v] == at.v }) {
			s.declares = true
			return
		}
	}
	if s.kind == define && d.allNew(s) {
		s.declares = true
		return
	}
	i := slices.Index(at.in.stmts, s)
	decl := &stmt{kind: declare, to: []*ir.Value{at.v.values[0]}, paragraph: s.paragraph}
	s.paragraph = false
	at.in.stmts = slices.Insert(at.in.stmts, i, decl)
}

// allNew reports whether s is the declaration of all variables that it sets.
func (d *declarer) allNew(s *stmt) bool {
	for _, v := range s.to {
		if v != nil && (d.isDeclared(d.vars[v]) || d.places[d.vars[v]].first != s) {
			return false
		}
	}
	return true
}
