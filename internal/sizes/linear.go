package sizes

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gograd/gograd/ir"
)

// A linear is a number of the form 2*len(x) - n + 1.
type linear struct {
	terms    []term
	constant int64
}

type term struct {
	factor int64 // not 0
	of     *atom
}

// An atom is a number that a formula names.
type atom struct {
	text     string
	operator bool     // the text is an operation that binds less than or as much as *
	positive bool     // never negative
	loops    []*ir.Op // from one iteration to the next of which it may change
	ordinal  *ir.Op   // the loop whose iterations it numbers, from 0
}

func number(k int64) linear { return linear{constant: k} }

func (a *atom) linear() linear { return linear{terms: []term{{1, a}}} }

// plus is l + k·m.
func (l linear) plus(k int64, m linear) linear {
	sum := linear{terms: slices.Clone(l.terms), constant: l.constant + k*m.constant}
	for _, t := range m.terms {
		i := slices.IndexFunc(sum.terms, func(u term) bool { return u.of.text == t.of.text })
		if i < 0 {
			sum.terms = append(sum.terms, term{k * t.factor, t.of})
			continue
		}
		sum.terms[i].factor += k * t.factor
	}
	sum.terms = slices.DeleteFunc(sum.terms, func(t term) bool { return t.factor == 0 })
	return sum
}

// fixed is the number that l is, if it is one.
func (l linear) fixed() (k int64, ok bool) { return l.constant, len(l.terms) == 0 }

// depends reports whether l may differ from one iteration of loop to the next.
func (l linear) depends(loop *ir.Op) bool {
	return slices.ContainsFunc(l.terms, func(t term) bool { return slices.Contains(t.of.loops, loop) })
}

// slope is what l grows by from one iteration of loop to the next, if that is always the same.
func (l linear) slope(loop *ir.Op) (k int64, ok bool) {
	for _, t := range l.terms {
		switch {
		case t.of.ordinal == loop:
			k = t.factor
		case slices.Contains(t.of.loops, loop):
			return 0, false
		}
	}
	return k, true
}

// at is l, which has a slope, in the iteration of loop with that number.
func (l linear) at(loop *ir.Op, iteration linear) linear {
	k, _ := l.slope(loop)
	out := linear{constant: l.constant}
	for _, t := range l.terms {
		if t.of.ordinal != loop {
			out.terms = append(out.terms, t)
		}
	}
	return out.plus(k, iteration)
}

// positive reports whether l is certainly not negative.
func (l linear) positive() bool {
	return l.constant >= 0 && !slices.ContainsFunc(l.terms, func(t term) bool { return t.factor < 0 || !t.of.positive })
}

// positiveIf reports whether l is certainly not negative if m isn't.
func (l linear) positiveIf(m linear) bool {
	for k := range int64(3) {
		if l.plus(-k, m).positive() {
			return true
		}
	}
	return false
}

// text prints l: positive terms first, as people write them.
func (l linear) text() string {
	var b strings.Builder
	add := func(k int64, of string) {
		switch {
		case k < 0:
			b.WriteString("-")
		case b.Len() > 0:
			b.WriteString("+")
		}
		k = max(k, -k)
		if of == "" || k != 1 {
			b.WriteString(strconv.FormatInt(k, 10))
			if of != "" {
				b.WriteString("*")
			}
		}
		b.WriteString(of)
	}
	for _, negative := range []bool{false, true} {
		for _, t := range l.terms {
			if t.factor < 0 != negative {
				continue
			}
			text := t.of.text
			if t.of.operator && t.factor != 1 {
				text = "(" + text + ")"
			}
			add(t.factor, text)
		}
		if l.constant != 0 && l.constant < 0 == negative || len(l.terms) == 0 && l.constant == 0 && negative {
			add(l.constant, "")
		}
	}
	return b.String()
}

// loopsOf are the loops with which one of list may change.
func loopsOf(list ...linear) (loops []*ir.Op) {
	for _, l := range list {
		for _, t := range l.terms {
			for _, loop := range t.of.loops {
				if !slices.Contains(loops, loop) {
					loops = append(loops, loop)
				}
			}
		}
	}
	return loops
}
