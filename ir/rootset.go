package ir

// A rootSet is a set of small numbers, which stand for pieces of memory.
type rootSet []uint64

func (s rootSet) has(i int) bool {
	return i/64 < len(s) && s[i/64]&(1<<(i%64)) != 0
}

// add puts i into s and reports whether it was missing.
func (s *rootSet) add(i int) bool {
	if s.has(i) {
		return false
	}
	for len(*s) <= i/64 {
		*s = append(*s, 0)
	}
	(*s)[i/64] |= 1 << (i % 64)
	return true
}

// union puts all of t into s and reports whether some were missing.
func (s *rootSet) union(t rootSet) bool {
	changed := false
	for len(*s) < len(t) {
		*s = append(*s, 0)
	}
	for k, word := range t {
		changed = changed || word&^(*s)[k] != 0
		(*s)[k] |= word
	}
	return changed
}

func (s rootSet) clone() rootSet { return append(rootSet(nil), s...) }

// without is s but for the given elements.
func (s rootSet) without(elements ...int) rootSet {
	t := s.clone()
	for _, i := range elements {
		if t.has(i) {
			t[i/64] &^= 1 << (i % 64)
		}
	}
	return t
}

func (s rootSet) meets(t rootSet) bool {
	for k := range min(len(s), len(t)) {
		if s[k]&t[k] != 0 {
			return true
		}
	}
	return false
}

// each calls f for the elements in order.
func (s rootSet) each(f func(int)) {
	for k, word := range s {
		for bit := range 64 {
			if word&(1<<bit) != 0 {
				f(64*k + bit)
			}
		}
	}
}
