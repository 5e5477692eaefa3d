package sizes

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// iterations is how often loop runs when it isn't left early.
func (s *Sizer) iterations(loop *ir.Op) linear {
	span := s.linear(loop.Hi()).plus(-1, s.linear(loop.Lo()))
	if loop.Step == 1 {
		return span
	}
	span = span.plus(1, number(loop.Step-1))
	if k, ok := span.fixed(); ok {
		return number(k / loop.Step)
	}
	a := &atom{operator: true, loops: loopsOf(span)}
	a.text = product{factor: 1, divisor: loop.Step, counts: []linear{span}}.text()
	return a.linear()
}

// over is what p adds up to in all iterations of loops, the innermost first. With most there are
// loops around these, and it is meant for the iteration of them in which it is most.
func (s *Sizer) over(loops []*ir.Op, p product, most bool) product {
	for i, loop := range loops {
		if loop.Endless() {
			return s.overData(loops[i:], p, most)
		}
		p = s.overCounted(loop, p)
	}
	return p
}

// overCounted is what p adds up to in the iterations of a loop that isn't left before
// its index has come to its bound; of one that may be, at most.
func (s *Sizer) overCounted(loop *ir.Op, p product) product {
	n := s.iterations(loop)
	p.atMost = p.atMost || loop.While
	varying := slices.IndexFunc(p.counts, func(l linear) bool { return l.depends(loop) })
	if varying < 0 {
		return p.times(n)
	}
	out, inside := p.split([]*ir.Op{loop})
	if l, ok := inside.single(); ok {
		if _, ok := l.slope(loop); ok && s.positive(l, loop) {
			last := n.plus(-1, number(1))
			ends := l.at(loop, number(0)).plus(1, l.at(loop, last)) // the sum of the first and the last
			return out.times(ends).times(n).over(2)
		}
	}
	return out.times(s.reduced("sum", loop, inside).linear())
}

// overData is what p adds up to in all iterations of loops, of which the innermost, which comes
// first, ends on data.
func (s *Sizer) overData(loops []*ir.Op, p product, most bool) product {
	out, inside := p.split(loops)
	n := s.trips(loops[0], most)
	out.measured = true
	if len(inside.counts) == 0 {
		return out.times(n.linear())
	}
	a := &atom{text: "sum(" + inside.scaled(1) + ", " + n.text + ")", positive: true}
	return out.times(a.linear())
}

// most is the largest p in the iterations of loops, the innermost first.
func (s *Sizer) most(loops []*ir.Op, p product) product {
	for _, loop := range loops {
		out, inside := p.split([]*ir.Op{loop})
		if len(inside.counts) == 0 {
			p.atMost = p.atMost || loop.Endless() || !p.has(s.iterations(loop))
			continue
		}
		p = out
		l, ok := inside.single()
		slope, even := l.slope(loop)
		switch {
		case loop.Endless():
			a := &atom{text: "largest(" + inside.scaled(1) + ", " + s.trips(loop, false).text + ")", positive: true, loops: s.without(loop, inside)}
			p = p.times(a.linear())
		case ok && even && slope > 0:
			p = p.times(l.at(loop, s.iterations(loop).plus(-1, number(1))))
		case ok && even:
			p = p.times(l.at(loop, number(0)))
		default:
			p = p.times(s.reduced("largest", loop, inside).linear())
		}
		p.atMost = p.atMost || loop.While
	}
	return p
}

// reduced is sum(p, i < n) or largest(p, i < n), over the iterations of loop.
func (s *Sizer) reduced(what string, loop *ir.Op, p product) *atom {
	n := s.iterations(loop)
	for i, l := range p.counts {
		if !s.positive(l, loop) {
			p.counts[i] = (&atom{text: "max(" + l.text() + ", 0)", positive: true, loops: loopsOf(l)}).linear()
		}
	}
	return &atom{
		text:     what + "(" + p.scaled(1) + ", " + s.ordinal(loop).text + " < " + n.text() + ")",
		positive: true,
		loops:    s.without(loop, product{counts: slices.Concat(p.counts, []linear{n})}),
	}
}

// without are the loops with which p may change, without loop.
func (s *Sizer) without(loop *ir.Op, p product) []*ir.Op {
	return slices.DeleteFunc(loopsOf(p.counts...), func(other *ir.Op) bool { return other == loop })
}

// positive reports whether l isn't negative in any iteration of loop. A line isn't if
// it isn't at its ends.
func (s *Sizer) positive(l linear, loop *ir.Op) bool {
	if l.positive() {
		return true
	}
	if _, ok := l.slope(loop); !ok {
		return false
	}
	last := s.iterations(loop).plus(-1, number(1)) // not negative if there is an iteration
	return l.at(loop, number(0)).positiveIf(last) && l.at(loop, last).positiveIf(last)
}

// split takes what changes with loops out of p.
func (p product) split(loops []*ir.Op) (fixed, varying product) {
	fixed, varying = p, product{factor: 1, divisor: 1}
	fixed.counts = nil
	for _, l := range p.counts {
		if slices.ContainsFunc(loops, l.depends) {
			varying.counts = append(varying.counts, l)
		} else {
			fixed.counts = append(fixed.counts, l)
		}
	}
	return fixed, varying
}

// single is the only count of p.
func (p product) single() (l linear, ok bool) {
	if len(p.counts) != 1 {
		return linear{}, false
	}
	return p.counts[0], true
}

// has reports whether p is 0 if n is 0.
func (p product) has(n linear) bool {
	if k, ok := n.fixed(); ok || p.measured {
		return p.measured || k > 0
	}
	return slices.ContainsFunc(p.counts, func(l linear) bool { return l.text() == n.text() })
}
