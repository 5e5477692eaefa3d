package ir

import "slices"

// maxContents is the number of places whose contents are remembered, so that
// long programs take time in proportion to their length.
const maxContents = 64

// A content is a place in memory that is known to hold a value.
type content struct {
	place access
	value *Value
}

// access goes on through a Load or Store, and reports whether it can be dropped.
func (s *sharer) access(op *Op) bool {
	place := s.aliases.place(op, op.Code == Store)
	held := s.held(place)
	if op.Code == Load {
		if held != nil && s.replaced(op, []*Value{held}) {
			return true
		}
		s.remember(place, op.Result())
		return false
	}
	x := op.Args[len(op.Args)-1]
	if held == x {
		s.changed = true
		return true
	}
	s.forgetWritten(place)
	s.remember(place, x)
	return false
}

// held is the value that the place is known to hold, nil if none is known.
func (s *sharer) held(place access) *Value {
	for _, c := range slices.Backward(s.places) {
		if c.place.names(place) {
			return c.value
		}
	}
	return nil
}

// names reports whether x and y are the same place by name. It is the same in
// memory then, because values don't change.
func (x access) names(y access) bool {
	return x.base != nil && x.base == y.base && slices.Equal(x.path, y.path) && slices.Equal(x.indexes, y.indexes)
}

func (s *sharer) remember(place access, v *Value) {
	if len(s.places) == maxContents {
		s.places = s.places[1:]
	}
	s.places = append(s.places, content{place, v})
}

// forget drops what op may write.
func (s *sharer) forget(op *Op) {
	for _, acc := range s.aliases.accesses(op) {
		if acc.write {
			s.forgetWritten(acc)
		}
	}
}

func (s *sharer) forgetWritten(written access) {
	s.places = slices.DeleteFunc(s.places, func(c content) bool { return written.overlaps(c.place, false) })
}
