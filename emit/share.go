package emit

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A variable is what is declared in the printed function. Values that are
// never in use at the same time can share one.
type variable struct {
	name   string
	hint   string // what it would like to be called
	typ    types.Type
	values []*ir.Value
	input  bool // a parameter of the function
	result bool // a named result
	fixed  bool // shared with no other value
}

// A sharing puts values into groups that share a variable.
type sharing struct {
	*liveness
	parent    []int    // of a group's tree; a root is its own
	members   []bitset // of a root
	conflicts []bitset // of a root
	hint      []string // of a root
	inputs    bitset   // the function's parameters: they share with values of their own name only
}

// A pair of values that would like to share a variable; weak ones only if they
// have the same name.
type pair struct {
	a, b *ir.Value
	weak bool
}

// share decides which values share a variable.
func share(p *plan, body *block, results []*ir.Value) map[*ir.Value]*variable {
	s := newSharing(newLiveness(p, body, results))
	pairs := s.copies(body, results)
	for _, x := range pairs {
		if x.a.Name == x.b.Name && !(x.weak && x.a.Name == "") {
			s.join(x)
		}
	}
	for _, x := range pairs {
		if !x.weak {
			s.join(x)
		}
	}
	s.joinNames()
	return s.variables(results)
}

func newSharing(l *liveness) *sharing {
	n := len(l.values)
	s := &sharing{liveness: l, parent: make([]int, n), members: make([]bitset, n), hint: make([]string, n)}
	s.conflicts = l.conflict
	s.inputs = l.set(l.fn.Inputs())
	for i, v := range l.values {
		s.parent[i] = i
		s.members[i] = newBitset(n)
		s.members[i].add(i)
		s.hint[i] = v.Name
	}
	return s
}

// copies lists the values that are copied to each other, and what the function
// returns with its named results.
func (s *sharing) copies(b *block, results []*ir.Value) []pair {
	var pairs []pair
	for _, st := range b.stmts {
		if st.kind == assign {
			for i, v := range st.to {
				pairs = append(pairs, pair{v, st.from[i], s.isOlder(st.from[i], b)})
			}
		}
		if st.kind == do && st.op.Code == ir.Return && results != nil {
			for i, v := range st.op.Args {
				if results[i] != nil {
					pairs = append(pairs, pair{results[i], v, false})
				}
			}
		}
		for _, nested := range st.blocks {
			pairs = append(pairs, s.copies(nested, results)...)
		}
	}
	return pairs
}

// isOlder reports whether b is the first branch of an If and v was there before:
// if both shared a variable, the first branch would have nothing to do, and only
// the else would be left.
func (s *sharing) isOlder(v *ir.Value, b *block) bool {
	if b.owner == nil || b.owner.kind != branch || b.owner.blocks[0] != b || !s.isVariable(v) {
		return false
	}
	return !s.tree.Inside(s.tree.Home(v), b.owner.op.Blocks[0])
}

func (s *sharing) root(v *ir.Value) int {
	i := s.number[v]
	for s.parent[i] != i {
		i = s.parent[i]
	}
	return i
}

// join lets x share a variable if that is possible and reads well: values that
// have different names in the source keep them.
func (s *sharing) join(x pair) {
	if !s.isVariable(x.a) || !s.isVariable(x.b) || s.isFixed(x.a) || s.isFixed(x.b) {
		return
	}
	i, j := s.root(x.a), s.root(x.b)
	switch {
	case i == j,
		!types.Identical(x.a.Type, x.b.Type),
		!s.sameHint(i, j),
		s.members[i].meets(s.conflicts[j]):
		return
	}
	s.parent[j] = i
	s.members[i].addAll(s.members[j])
	s.conflicts[i] = s.conflicts[i].clone()
	s.conflicts[i].addAll(s.conflicts[j])
	if s.hint[i] == "" {
		s.hint[i] = s.hint[j]
	}
}

// sameHint reports whether roots i and j have the same name, or one has none.
func (s *sharing) sameHint(i, j int) bool {
	if s.hint[i] == s.hint[j] {
		return true
	}
	if s.members[i].meets(s.inputs) || s.members[j].meets(s.inputs) {
		return false
	}
	return s.hint[i] == "" || s.hint[j] == ""
}

// joinNames lets values of one name in one block share a variable, as they do in
// the source. In another block the name may mean another variable.
func (s *sharing) joinNames() {
	type key struct {
		name string
		home *ir.Block
	}
	named := map[key][]*ir.Value{}
	for _, v := range s.values {
		if v.Name == "" {
			continue
		}
		k := key{v.Name, s.tree.Home(v)}
		for _, w := range named[k] {
			s.join(pair{w, v, false})
		}
		if len(named[k]) == 0 || s.root(v) != s.root(named[k][0]) {
			named[k] = append(named[k], v)
		}
	}
}

// isFixed reports whether v has a variable of its own: that of a loop's header,
// or memory.
func (s *sharing) isFixed(v *ir.Value) bool {
	if at, ok := s.param[v]; ok && at.number == 0 {
		return true
	}
	if v.Op == nil {
		return false
	}
	switch v.Op.Code {
	case ir.Alloc, ir.Tape, ir.Scratch, ir.Fresh, ir.Extend, ir.Retract:
		return true
	}
	return s.element[v.Op]
}

func (s *sharing) variables(results []*ir.Value) map[*ir.Value]*variable {
	vars := map[*ir.Value]*variable{}
	ofRoot := map[int]*variable{}
	for _, v := range s.values {
		i := s.root(v)
		if ofRoot[i] == nil {
			ofRoot[i] = &variable{hint: s.hint[i], typ: v.Type, fixed: s.isFixed(v)}
		}
		x := ofRoot[i]
		x.values = append(x.values, v)
		x.result = x.result || slices.Contains(results, v)
		x.input = x.input || slices.Contains(s.fn.Inputs(), v)
		vars[v] = x
	}
	return vars
}
