package emit

import "math/bits"

// A bitset is a set of small numbers. All sets that meet have the same length.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (s bitset) add(i int)     { s[i/64] |= 1 << (i % 64) }
func (s bitset) remove(i int)  { s[i/64] &^= 1 << (i % 64) }
func (s bitset) clone() bitset { return append(bitset(nil), s...) }

func (s bitset) addAll(t bitset) {
	for i, w := range t {
		s[i] |= w
	}
}

func (s bitset) removeAll(t bitset) {
	for i, w := range t {
		s[i] &^= w
	}
}

func (s bitset) meets(t bitset) bool {
	for i, w := range t {
		if s[i]&w != 0 {
			return true
		}
	}
	return false
}

// all calls f with the numbers in s, in order.
func (s bitset) all(f func(i int)) {
	for k, w := range s {
		for ; w != 0; w &= w - 1 {
			f(64*k + bits.TrailingZeros64(w))
		}
	}
}
