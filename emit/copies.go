package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A function is what is printed: statements and their variables.
type function struct {
	*plan
	vars    map[*ir.Value]*variable
	results []*ir.Value // that stand for the named results; nil for one without a name
	body    *block
}

// newFunction makes the statements of p, up to names and text.
func newFunction(p *plan) *function {
	f := &function{plan: p, body: buildBody(p), results: namedResults(p.fn)}
	f.vars = share(p, f.body, f.results)
	f.mergeCopies(f.body)
	f.orderCopies(f.body)
	f.hoist(f.body)
	f.prune()
	f.useDefaults(f.body)
	f.declare()
	f.dropZeros()
	f.shortenReturns(f.body)
	f.prune()
	return f
}

// namedResults makes a value for each named result of fn.
func namedResults(fn *ir.Func) []*ir.Value {
	if len(fn.Results) == 0 || fn.Results[0].Name == "" {
		return nil
	}
	results := make([]*ir.Value, len(fn.Results))
	for i, r := range fn.Results {
		if r.Name != "_" {
			results[i] = &ir.Value{Name: r.Name, Type: r.Type}
		}
	}
	return results
}

// orderCopies replaces assignments of several values at once by single ones,
// in an order in which none overwrites what another reads. What is left goes
// round in a circle, and stays an assignment of several: `a, b = b, a`.
func (f *function) orderCopies(b *block) {
	var stmts []*stmt
	for i, s := range b.stmts {
		for _, nested := range s.blocks {
			f.orderCopies(nested)
		}
		if s.kind != assign {
			stmts = append(stmts, s)
			continue
		}
		parts := f.split(s)
		if len(parts) > 0 {
			parts[0].paragraph = s.paragraph
		} else if i+1 < len(b.stmts) {
			b.stmts[i+1].paragraph = b.stmts[i+1].paragraph || s.paragraph
		}
		stmts = append(stmts, parts...)
	}
	b.stmts = stmts
}

// A copying sets a variable to a value.
type copying struct {
	to   *ir.Value
	from *ir.Value
}

func (f *function) split(s *stmt) []*stmt {
	var list []copying
	for i, to := range s.to {
		if from := s.from[i]; !f.isVariable(from) || f.vars[to] != f.vars[from] {
			list = append(list, copying{to, from})
		}
	}
	groups := f.groups(list)
	stmts := make([]*stmt, len(groups))
	for i, g := range groups {
		stmts[i] = &stmt{kind: assign}
		for _, c := range g {
			stmts[i].to = append(stmts[i].to, c.to)
			stmts[i].from = append(stmts[i].from, c.from)
		}
	}
	return stmts
}

// groups puts list in an order in which each group can be assigned before the next.
func (f *function) groups(list []copying) [][]copying {
	var groups [][]copying
	fixed := slices.ContainsFunc(list, f.mustKeepOrder)
	for len(list) > 0 {
		next := slices.IndexFunc(list, func(c copying) bool { return !f.isReadBy(c, list) })
		if next < 0 || fixed && next > 0 {
			return append(groups, list)
		}
		groups = append(groups, []copying{list[next]})
		list = slices.Delete(slices.Clone(list), next, next+1)
	}
	return groups
}

// isReadBy reports whether a copying in list other than c reads what c sets.
func (f *function) isReadBy(c copying, list []copying) bool {
	return slices.ContainsFunc(list, func(other copying) bool {
		return other.to != c.to && slices.ContainsFunc(f.leaves([]*ir.Value{other.from}), func(v *ir.Value) bool {
			return f.vars[v] == f.vars[c.to]
		})
	})
}

// mustKeepOrder reports whether evaluating c may panic or have an effect.
func (f *function) mustKeepOrder(c copying) bool {
	if f.isVariable(c.from) {
		return false
	}
	return slices.ContainsFunc(f.sequence(c.from.Op), func(e part) bool {
		return ownEffects(e.op)&^ir.Reads != 0
	})
}
