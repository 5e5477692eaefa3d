package sizes

import (
	"slices"
	"strconv"
	"strings"
)

// A product is a size, or a part of one: factor·unit·counts/divisor.
type product struct {
	factor, divisor int64
	unit            string   // "" or the size of a type that is only known to who instantiates it
	counts          []linear // none is a number
	atMost          bool
	measured        bool // a count says what has happened
}

// times multiplies p by l.
func (p product) times(l linear) product {
	k, fixed := l.fixed()
	switch {
	case fixed:
		p.factor *= max(k, 0)
	case len(l.terms) == 1 && l.constant == 0 && l.terms[0].factor > 0:
		p.factor *= l.terms[0].factor
		p.counts = slices.Concat([]linear{l.terms[0].of.linear()}, p.counts)
	default:
		p.counts = slices.Concat([]linear{l}, p.counts)
	}
	return p
}

// over divides p by k.
func (p product) over(k int64) product {
	p.divisor *= k
	for d := k; d > 1; d-- {
		if p.factor%d == 0 && p.divisor%d == 0 {
			p.factor, p.divisor = p.factor/d, p.divisor/d
		}
	}
	return p
}

// text prints p.
func (p product) text() string {
	if p.factor == 0 {
		return "0"
	}
	return p.scaled(p.factor)
}

func (p product) scaled(factor int64) string {
	var parts []string
	if factor != 1 || p.unit == "" && len(p.counts) == 0 {
		parts = append(parts, strconv.FormatInt(factor, 10))
	}
	if p.unit != "" {
		parts = append(parts, p.unit)
	}
	single := len(parts) == 0 && len(p.counts) == 1 && p.divisor == 1
	for _, l := range p.counts {
		text := l.text()
		if !single && (len(l.terms) > 1 || l.constant != 0 || l.terms[0].factor != 1 || l.terms[0].of.operator) {
			text = "(" + text + ")"
		}
		parts = append(parts, text)
	}
	text := strings.Join(parts, "*")
	if p.divisor > 1 {
		text += "/" + strconv.FormatInt(p.divisor, 10)
	}
	return text
}

// kind is what p has in common with what it can be added to.
func (p product) kind() string {
	var counts []string
	for _, l := range p.counts {
		counts = append(counts, l.text())
	}
	slices.Sort(counts)
	return p.unit + "|" + strings.Join(counts, "|") + "|" + strconv.FormatInt(p.divisor, 10)
}

// sum prints the sum of list, with what has the same counts put together.
func sum(list []product) string {
	var sums []product
	for _, p := range list {
		i := slices.IndexFunc(sums, func(q product) bool { return q.kind() == p.kind() })
		if i >= 0 {
			sums[i].factor += p.factor
		} else if p.factor != 0 {
			sums = append(sums, p)
		}
	}
	var texts []string
	for _, p := range sums {
		texts = append(texts, p.text())
	}
	if texts == nil {
		return "0"
	}
	return strings.Join(texts, " + ")
}
