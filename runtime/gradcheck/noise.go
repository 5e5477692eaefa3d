package gradcheck

import (
	"math"
	"math/rand/v2"

	"github.com/gograd/gograd/runtime/sgd"
)

// measureNoise sets p.noise to six standard deviations of the rounding errors in f,
// from tables of differences (Hamming, 1962; Moré and Wild, Estimating
// computational noise, 2011). A table with points too far apart takes for noise
// what is none, one with points too close sees f stand still; the least that is
// not zero is taken.
func (p *point[W, T]) measureNoise(rng *rand.Rand) {
	p.noise = math.Inf(1)
	for _, spread := range []func(x float64) float64{p.near, p.nearer} {
		v := make([]float64, len(p.x))
		for i, x := range p.x {
			v[i] = spread(math.Abs(float64(x))) * (0.5 + rng.Float64())
		}
		if noise := p.fourthDifferences(v); noise > 0 {
			p.noise = min(p.noise, noise)
		}
	}
	if math.IsInf(p.noise, 1) {
		p.noise = tiniest[T]()
	}
}

// near returns a distance from x that is short, and many of its last places.
func (p *point[W, T]) near(x float64) float64 {
	if x == 0 {
		return math.Pow(p.eps, 0.75)
	}
	return x * math.Pow(p.eps, 0.6)
}

// nearer returns a shorter one.
func (p *point[W, T]) nearer(x float64) float64 {
	if x == 0 {
		return math.Pow(p.eps, 1.5)
	}
	return x * math.Pow(p.eps, 0.8)
}

// fourthDifferences returns six deviations of the errors in f, from its values at
// nine points in the direction v. The fourth differences of what is smooth vanish,
// and those of independent errors of deviation σ have deviation σ·√70. All points
// are to one side, so that a kink at the point is not met.
func (p *point[W, T]) fourthDifferences(v []float64) float64 {
	table := make([]float64, 9)
	for j := range table {
		table[j] = p.value(func(x []T) {
			for i := range x {
				x[i] = T(float64(x[i]) + float64(j)*v[i])
			}
		})
	}
	for range 4 {
		for j := range len(table) - 1 {
			table[j] = table[j+1] - table[j]
		}
		table = table[:len(table)-1]
	}
	var squares float64
	for _, d := range table {
		squares += d * d
	}
	noise := 6 * math.Sqrt(squares/float64(len(table))/70)
	if !finite(noise) {
		return 0
	}
	return noise
}

// tiniest returns the smallest positive T: no value is more precise.
func tiniest[T sgd.Float]() float64 {
	if epsilon[T]() > 0x1p-30 {
		return math.SmallestNonzeroFloat32
	}
	return math.SmallestNonzeroFloat64
}
