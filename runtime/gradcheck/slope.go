package gradcheck

import "math"

// line is a function of one number, f along a line through the point.
type line struct {
	// at returns f at distance t, and the distance really gone.
	at func(t float64) (f, gone float64)
	f0 float64

	low, high float64 // the least and the largest value met

	noise float64 // error of a value, beyond eps·|f|
	eps   float64
	blur  float64 // change of f, by the gradient, in the last place of x
	scale float64 // the longest distance that makes sense
	least float64 // the shortest
}

// side says which points a slope is taken from.
type side int

const (
	both side = iota
	above
	below
)

// ratio of the shorter step of a rung to the longer. It is no simple fraction, so
// that a periodic function does not look flat at both.
const ratio = 0.61

// rung is what is known from steps of the lengths h and ratio·h.
type rung struct {
	long, short [3]float64 // slopes, by side
	h, noise    float64
}

// rung samples f at ±h and ±ratio·h.
func (l *line) rung(h float64) rung {
	long, large := l.slopes(h)
	short, _ := l.slopes(ratio * h)
	return rung{long: long, short: short, h: h, noise: l.noise + l.eps*large}
}

// slopes returns the slopes over a step h by side, infinite or NaN where f is, and
// the largest finite value met. The slope over both sides is exact for parabolas,
// even where rounding makes one side longer than the other.
func (l *line) slopes(h float64) (s [3]float64, large float64) {
	up, a := l.at(h)
	down, b := l.at(-h)
	s[above] = (up - l.f0) / a
	s[below] = (down - l.f0) / b
	s[both] = (a*s[below] - b*s[above]) / (a - b)
	large = math.Abs(l.f0)
	for _, f := range []float64{up, down} {
		if finite(f) {
			large = max(large, math.Abs(f))
			l.low, l.high = min(l.low, f), max(l.high, f)
		}
	}
	return s, large
}

// estimate is a slope that is known to within a bar. A kink too small to be seen for
// sure may add a doubt to that.
type estimate struct {
	slope, bar, doubt float64
}

// estimate extrapolates the slopes to step 0 (Richardson, 1911). The bar is the
// last correction, which is no smaller than the error left by any power of h from
// the method's order on, and the noise as the extrapolation magnifies it. Where f
// ends at the point, the slope is that to the other side.
func (r rung) estimate(s side) (e estimate, ok bool) {
	q, evaluations := ratio, 2.0
	switch {
	case s == both && r.has(above) && r.has(below):
		q, evaluations = ratio*ratio, 1
		e.doubt = r.doubt()
	case s == both && r.has(above):
		s = above
	case s == both:
		s = below
	}
	e.slope = (r.short[s] - q*r.long[s]) / (1 - q)
	magnified := evaluations * (1/ratio + q) / (1 - q)
	e.bar = math.Abs(e.slope-r.short[s]) + magnified*r.noise/r.h
	return e, finite(e.slope) && finite(e.bar)
}

// doubt returns half the largest jump between the slopes to both sides that may be
// left at step 0. A kink near the point shifts the slope over both sides by no
// more, and hides in noise more easily than that shift.
func (r rung) doubt() float64 {
	long, short := r.long[above]-r.long[below], r.short[above]-r.short[below]
	jump := (short - ratio*long) / (1 - ratio)
	const evaluations, magnified = 4, (1/ratio + ratio) / (1 - ratio)
	return (math.Abs(jump) + evaluations*magnified*r.noise/r.h) / 2
}

// has reports whether f is finite on that side.
func (r rung) has(s side) bool { return finite(r.long[s]) && finite(r.short[s]) }

// allows reports whether g is within the bar, and excludes whether it is outside
// beyond doubt.
func (e estimate) allows(g, slack float64) bool { return math.Abs(g-e.slope) <= e.bar+slack }

func (e estimate) excludes(g, slack float64) bool {
	return !(math.Abs(g-e.slope) <= e.bar+e.doubt+slack)
}

// settle returns the estimates of each side, by growing step, as long as they are
// those of one slope: each agrees with all that belong to shorter steps. The first
// step at which a side does not has left the neighbourhood in which f has these
// slopes; it and all after it say nothing about the point.
func settle(rungs []rung) (settled [3][]estimate) {
	low := [3]float64{math.Inf(-1), math.Inf(-1), math.Inf(-1)}
	high := [3]float64{math.Inf(1), math.Inf(1), math.Inf(1)}
	for _, r := range rungs {
		var now [3][]estimate
		for s := both; s <= below; s++ {
			e, ok := r.estimate(s)
			if !ok {
				continue
			}
			low[s], high[s] = max(low[s], e.slope-e.bar), min(high[s], e.slope+e.bar)
			if low[s] > high[s] {
				return settled
			}
			now[s] = []estimate{e}
		}
		for s := range settled {
			settled[s] = append(settled[s], now[s]...)
		}
	}
	return settled
}

// sharpest returns the estimate with the smallest bar.
func sharpest(es []estimate) estimate {
	best := es[0]
	for _, e := range es {
		if e.bar < best.bar {
			best = e
		}
	}
	return best
}
