package gradcheck

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gograd/gograd/runtime/sgd"
)

// contract tests what a generated gradient promises beside its numbers, and
// returns what does not hold.
func (p *point[W, T]) contract(rng *rand.Rand) (broken []string) {
	w := sgd.Clone(p.at)
	after := params[T](w)
	f := p.f(w)
	want := flat(after)

	g, x, dx := p.gradient(nil)
	if !p.same(f, g) {
		broken = append(broken, fmt.Sprintf("the gradient returns the value %v, the function %v: they must be equal to the bit", g, f))
	}
	if i := differ(want, x); i >= 0 {
		broken = append(broken, fmt.Sprintf("the gradient leaves %v in %s, the function %v: it must leave its input as the function does", x[i], p.name(i), want[i]))
	}
	again, _, twice := p.gradient(nil)
	if i := differ(dx, twice); i >= 0 {
		broken = append(broken, fmt.Sprintf("called twice, the gradient gives %v and then %v for %s", dx[i], twice[i], p.name(i)))
	} else if differ([]T{g}, []T{again}) >= 0 {
		broken = append(broken, fmt.Sprintf("called twice, the gradient returns %v and then %v", g, again))
	}
	dirt := p.dirt(rng)
	_, _, sum := p.gradient(dirt)
	if i := notAdded(dirt, dx, sum); i >= 0 {
		broken = append(broken, fmt.Sprintf("the gradient must be added to the shadow: for %s it turns %v into %v, want about %v", p.name(i), dirt[i], sum[i], dirt[i]+dx[i]))
	}
	return broken
}

// dirt returns numbers to be found in a shadow, as large as the gradient so
// that both can be seen in the sum.
func (p *point[W, T]) dirt(rng *rand.Rand) []T {
	var large float64
	for _, g := range p.g {
		if finite(g) {
			large = max(large, math.Abs(g))
		}
	}
	if large == 0 {
		large = 1
	}
	dirt := make([]T, len(p.x))
	for i := range dirt {
		dirt[i] = T(large * (1 + rng.Float64()))
		if rng.IntN(2) == 0 {
			dirt[i] = -dirt[i]
		}
	}
	return dirt
}

// notAdded returns the first i for which sum is not dirt + dx, −1 if there is
// none. A mistake is as large as the dirt; terms that are added one by one may
// differ from their sum by rounding, which is far smaller.
func notAdded[T sgd.Float](dirt, dx, sum []T) int {
	for i := range sum {
		gap := math.Abs(float64(sum[i]) - (float64(dirt[i]) + float64(dx[i])))
		if finite(float64(dx[i])) && !(gap <= math.Abs(float64(dirt[i]))/8) {
			return i
		}
	}
	return -1
}

// same reports whether the values agree: to the bit, or to rounding where the
// compiler may fuse a multiplication with an addition in one and not in the other.
func (p *point[W, T]) same(f, g T) bool {
	if fuses() {
		return math.Abs(float64(f)-float64(g)) <= 8*p.eps*math.Abs(float64(f))+p.noise
	}
	return differ([]T{f}, []T{g}) < 0
}

// differ returns the first i in which the bits of a and b differ, −1 if there is none.
func differ[T sgd.Float](a, b []T) int {
	for i := range a {
		if math.Float64bits(float64(a[i])) != math.Float64bits(float64(b[i])) {
			return i
		}
	}
	return -1
}

// third is a variable so that it is no constant to the compiler.
var third = 1.0 / 3

// fuses reports whether this program computes x·x − y with one rounding, since
// then the rounding error of the product is left, and otherwise 0.
func fuses() bool {
	product := float64(third * third)
	return third*third-product != 0
}
