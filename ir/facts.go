package ir

import "go/types"

// facts are inequalities between the ints of a program at one place in it: the
// edges of a graph, in which a path from x to y proves x - y <= the sum of its
// bounds (Bodik, Gupta and Sarkar, "ABCD: eliminating array bounds checks on
// demand", 2000). Values don't change, so a fact holds wherever the place
// dominates where it was found.
type facts struct {
	edges  map[term][]edge
	place  map[[2]term]int // of the edge from one term to another in the list
	notNil map[*Value]bool
	undo   []func()
}

func newFacts() facts {
	return facts{map[term][]edge{}, map[[2]term]int{}, map[*Value]bool{}, nil}
}

// A term is an int value, or the length of a slice or string, or neither: zero.
type term struct{ value, of *Value }

type edge struct {
	to term
	c  int64
}

// A sum is a term plus a constant.
type sum struct {
	term
	c int64
}

// small is more than any constant near an index, and far from overflow.
const small = 1 << 20

// sumOf writes v as a sum.
func sumOf(v *Value) sum {
	if k, ok := IntConst(v); ok {
		return sum{c: k}
	}
	if v.Op != nil && v.Op.Code == Len && Effects(v.Op) == 0 {
		return lenOf(v.Op.Args[0])
	}
	return sum{term: term{value: v}}
}

// lenOf is the length of s, which may be a pointer to an array.
func lenOf(s *Value) sum {
	t := s.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if a, ok := t.Underlying().(*types.Array); ok {
		return sum{c: a.Len()}
	}
	if n := lengthOf(s); n != nil {
		return sumOf(n)
	}
	return sum{term: term{of: s}}
}

func number(c int64) sum { return sum{c: c} }

func (x sum) plus(c int64) sum { return sum{x.term, x.c + c} }

// leave forgets what was found since undo had the length mark.
func (f *facts) leave(mark int) {
	for len(f.undo) > mark {
		last := len(f.undo) - 1
		f.undo[last]()
		f.undo = f.undo[:last]
	}
}

// atMost notes x <= y.
func (f *facts) atMost(x, y sum) {
	c := y.c - x.c
	if x.term == y.term || c > small || c < -small {
		return
	}
	f.connect(x.term, edge{y.term, c})
	if x.of != nil { // 0 <= len
		f.atMost(sum{}, sum{term: x.term})
	}
}

// connect makes e an edge from x, unless there is a better one to the same term.
func (f *facts) connect(x term, e edge) {
	pair := [2]term{x, e.to}
	if k, ok := f.place[pair]; ok {
		if old := f.edges[x][k]; e.c < old.c {
			f.edges[x][k] = e
			f.undo = append(f.undo, func() { f.edges[x][k] = old })
		}
		return
	}
	last := len(f.edges[x])
	f.edges[x] = append(f.edges[x], e)
	f.place[pair] = last
	f.undo = append(f.undo, func() {
		f.edges[x] = f.edges[x][:last]
		delete(f.place, pair)
	})
}

// equal notes x == y.
func (f *facts) equal(x, y sum) {
	f.atMost(x, y)
	f.atMost(y, x)
}

// setNotNil notes that v isn't a nil pointer.
func (f *facts) setNotNil(v *Value) {
	if !f.notNil[v] {
		f.notNil[v] = true
		f.undo = append(f.undo, func() { delete(f.notNil, v) })
	}
}

// proves reports whether x <= y follows.
func (f *facts) proves(x, y sum) bool {
	return f.search(x.term, y.c-x.c, func(t term, c int64) bool {
		return c >= 0 && (t == y.term || t == term{} && y.of != nil)
	})
}

// search looks for a term t at which goal holds: x <= t + c - rest is proven when
// goal(t, rest) is asked, for the given c.
func (f *facts) search(x term, c int64, goal func(t term, rest int64) bool) bool {
	best, visits := map[term]int64{}, 0
	var visit func(x term, c int64) bool
	visit = func(x term, c int64) bool {
		visits++
		if before, ok := best[x]; ok && before >= c || visits > maxVisits {
			return false
		}
		best[x] = c
		if goal(x, c) {
			return true
		}
		for _, e := range f.edges[x] {
			if visit(e.to, c-e.c) {
				return true
			}
			if visits > maxVisits {
				break
			}
		}
		return false
	}
	return visit(x, c)
}

// maxVisits bounds how many terms a proof looks at: in dead code, where facts
// contradict each other, there are paths that never end.
const maxVisits = 100

// canAdd reports whether v + c can't overflow, for ints of 32 bits too.
func (f *facts) canAdd(v *Value, c int64) bool {
	x := sumOf(v)
	switch {
	case c > small || c < -small:
		return false
	case c < 0:
		return f.proves(number(-small), x)
	}
	return f.search(x.term, -x.c-c, func(t term, rest int64) bool {
		return rest >= 0 || rest >= -small && isFarFromMax(t)
	})
}

// bounded reports whether v is no more than the length of something that is in
// memory, or a small number.
func (f *facts) bounded(v *Value) bool {
	x := sumOf(v)
	return f.search(x.term, -x.c, func(t term, rest int64) bool { return rest >= -small && isFarFromMax(t) })
}

// isFarFromMax reports whether t is zero, or the length of a slice whose
// elements take more than a byte.
func isFarFromMax(t term) bool {
	if t.of == nil {
		return t.value == nil
	}
	s, ok := Under(t.of.Type).(*types.Slice)
	if !ok || !hasScalar(s.Elem()) {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return !ok || minBits(b) > 8
}

// isInt reports whether t is Go's int, the only type that facts are about: it is
// that of lengths.
func isInt(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int
}
