package gradcheck

import (
	"math"
	"slices"
)

// Verdict says what differences have to say about a number of the gradient.
type Verdict int

const (
	Right      Verdict = iota // within the error bars
	Kink                      // between the slopes to both sides, which differ
	Unresolved                // the differences do not settle, or not finely enough
	Wrong                     // outside the error bars
)

// String returns the verdict in a word.
func (v Verdict) String() string {
	return [...]string{"right", "kink", "unresolved", "wrong"}[v]
}

// finding is a verdict and the interval that differences allow.
type finding struct {
	verdict   Verdict
	low, high float64
}

// enough steps in a row, each twice the one before, must agree before they can
// tell a number wrong or a kink. The slopes of a singularity |x|^p, p < 1, drift so
// slowly that two or three agree.
const enough = 4

// judge says whether g can be the slope of l.
func (l *line) judge(g float64) finding {
	start := l.rung(math.Cbrt(l.eps) * l.scale)
	if e, ok := start.estimate(both); ok && start.plain() && l.sharp(e) && e.allows(g, l.slack(g)) {
		return finding{Right, e.slope - e.bar, e.slope + e.bar}
	}
	rungs := l.ladder(start, g)
	settled := settle(rungs)
	if len(settled[above]) >= enough && len(settled[below]) >= enough {
		a, b := sharpest(settled[above]), sharpest(settled[below])
		if math.Abs(a.slope-b.slope) > a.bar+b.bar+l.slack(a.slope)+l.slack(b.slope) {
			return l.between(a, b, g)
		}
	}
	return l.compare(settled[both], g)
}

// plain reports whether nothing about the rung looks like a kink or an end.
func (r rung) plain() bool {
	u, d := r.long[above], r.long[below]
	return math.Abs(u-d) <= 0.05*(math.Abs(u)+math.Abs(d))
}

// sharp reports whether an error that matters would show against e.
func (l *line) sharp(e estimate) bool { return e.bar <= 1e-4*math.Abs(e.slope) }

// slack is the rounding that a gradient may have of its own; no difference
// is more precise than that.
func (l *line) slack(g float64) float64 {
	if !finite(g) {
		return 0
	}
	return math.Pow(l.eps, 2.0/3) * math.Abs(g)
}

// ladder returns rungs around the one to start from, by growing step, each twice
// the one before. It goes down until noise hides whether g is right, or to
// steps that rounding no longer resolves.
func (l *line) ladder(start rung, g float64) []rung {
	rungs := []rung{start}
	hidden := 0
	for h := start.h / 2; h >= l.least && hidden < enough; h /= 2 {
		r := l.rung(h)
		rungs = append(rungs, r)
		if r.noise/h > 4*(math.Abs(r.long[above])+math.Abs(r.long[below])+math.Abs(g)) {
			hidden++
		}
	}
	slices.Reverse(rungs)
	for h := start.h * 2; h <= l.scale; h *= 2 {
		rungs = append(rungs, l.rung(h))
	}
	return rungs
}

// between accepts what lies between the slopes to both sides of a kink: in one
// dimension that is Clarke's subdifferential.
func (l *line) between(a, b estimate, g float64) finding {
	low := min(a.slope-a.bar, b.slope-b.bar)
	high := max(a.slope+a.bar, b.slope+b.bar)
	if slack := l.slack(g); g >= low-slack && g <= high+slack {
		return finding{Kink, low, high}
	}
	return finding{Wrong, low, high}
}

// compare holds g against estimates of the slope. The sharpest is enough to
// accept g; against it there must be two.
func (l *line) compare(settled []estimate, g float64) finding {
	if len(settled) < enough {
		return finding{Unresolved, math.Inf(-1), math.Inf(1)}
	}
	e := sharpest(settled)
	f := finding{Unresolved, e.slope - e.bar, e.slope + e.bar}
	against := 0
	for _, e := range settled {
		if e.excludes(g, max(l.slack(g), l.slack(e.slope))) {
			against++
		}
	}
	switch {
	case e.allows(g, max(l.slack(g), l.slack(e.slope))):
		f.verdict = Right
	case against > 1 && !l.rough():
		f.verdict = Wrong
	}
	return f
}

// rough reports whether f varies faster than its arithmetic resolves: its noise is
// far more than rounding of its value explains, but no more than g explains as the
// change of f in the last place of x, and it is most of all the change that was met.
func (l *line) rough() bool {
	large := max(math.Abs(l.low), math.Abs(l.high))
	return l.noise > 1000*l.eps*large && l.noise > (l.high-l.low)/10 && l.noise < 50*l.blur
}
