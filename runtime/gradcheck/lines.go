package gradcheck

import (
	"math"
	"math/rand/v2"
	"strings"
)

// component judges number i of the gradient.
func (p *point[W, T]) component(i int) Component {
	x := float64(p.x[i])
	l := p.line(max(1, math.Abs(x)))
	l.blur = p.eps * math.Abs(p.g[i]*x)
	if x != 0 {
		l.least = 8 * p.eps * math.Abs(x)
	}
	l.at = func(t float64) (f, gone float64) {
		moved := T(x + t)
		return p.value(func(x []T) { x[i] = moved }), float64(moved) - x
	}
	return newComponent(p.name(i), p.g[i], l.judge(p.g[i]))
}

func (p *point[W, T]) line(scale float64) *line {
	return &line{f0: p.f0, low: p.f0, high: p.f0, noise: p.noise, eps: p.eps, scale: scale, least: scale * 0x1p-50}
}

// choose returns the numbers to test one by one: all if they are no more than
// limit, otherwise some of every block, and all that are no numbers.
func (p *point[W, T]) choose(limit int, rng *rand.Rand) []int {
	each := len(p.x)
	if len(p.x) > limit {
		each = max(4, limit/len(p.params))
	}
	var chosen []int
	first := 0
	for _, b := range p.params {
		for k, j := range rng.Perm(len(b.Data)) {
			if i := first + j; k < each || !finite(p.g[i]) {
				chosen = append(chosen, i)
			}
		}
		first += len(b.Data)
	}
	return chosen
}

// direction is a set of numbers to be moved together, each at its own speed.
type direction struct {
	name  string
	index []int
	speed []float64
}

// directions returns a random direction in each block, and two in all of them.
func (p *point[W, T]) directions(rng *rand.Rand) []direction {
	if len(p.x) == 1 {
		return nil
	}
	var ds []direction
	all := p.span(p.root, 0, len(p.x), rng)
	first := 0
	for _, b := range p.params {
		if len(b.Data) > 1 && len(p.params) > 1 {
			ds = append(ds, p.span(p.root+strings.TrimPrefix(b.Name, "w"), first, len(b.Data), rng))
		}
		first += len(b.Data)
	}
	return append(ds, all, p.span(p.root, 0, len(p.x), rng))
}

// span returns a random direction in the n numbers from first on.
func (p *point[W, T]) span(name string, first, n int, rng *rand.Rand) direction {
	d := direction{name: "a direction in " + name}
	for i := first; i < first+n; i++ {
		speed := (0.5 + rng.Float64()/2) * max(1, math.Abs(float64(p.x[i])))
		if rng.IntN(2) == 0 {
			speed = -speed
		}
		d.index = append(d.index, i)
		d.speed = append(d.speed, speed)
	}
	return d
}

// halves returns d in two parts.
func (d direction) halves() [2]direction {
	half := len(d.index) / 2
	return [2]direction{
		{d.name, d.index[:half], d.speed[:half]},
		{d.name, d.index[half:], d.speed[half:]},
	}
}

// culprits returns the numbers that make the gradient's product with d wrong,
// found by halving it. There are none where the halves meet at a kink: slopes
// don't add up there, and a product proves nothing.
func (p *point[W, T]) culprits(d direction) []int {
	if len(d.index) == 1 {
		if p.component(d.index[0]).Verdict == Wrong {
			return d.index
		}
		return nil
	}
	var found []int
	for _, half := range d.halves() {
		if p.product(half).Verdict == Wrong {
			found = append(found, p.culprits(half)...)
		}
	}
	return found
}

// product judges the slope of f along d. What rounding adds to the distance moved
// in each component shows as noise of the value.
func (p *point[W, T]) product(d direction) Component {
	l := p.line(1)
	var g float64
	for k, i := range d.index {
		g += p.g[i] * d.speed[k]
		l.blur += p.eps * math.Abs(p.g[i]*float64(p.x[i]))
	}
	l.noise += l.blur
	l.at = func(t float64) (f, gone float64) {
		return p.value(func(x []T) {
			for k, i := range d.index {
				x[i] = T(float64(x[i]) + t*d.speed[k])
			}
		}), t
	}
	return newComponent(d.name, g, l.judge(g))
}

func newComponent(name string, g float64, f finding) Component {
	return Component{Name: name, Gradient: g, Low: f.low, High: f.high, Verdict: f.verdict}
}
