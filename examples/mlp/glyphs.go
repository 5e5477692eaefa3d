package main

import (
	"math"
	"math/rand/v2"
	"strings"
)

// glyphs are the digits as a pen writes them: pairs of a column, 0 to 4, and a
// row, 0 to 6, that lines connect.
var glyphs = [digits]string{
	"10 30 41 45 36 16 05 01 10",
	"12 20 26",
	"01 10 30 41 42 06 46",
	"00 40 22 32 43 45 36 16 05",
	"36 30 04 44",
	"40 00 02 32 43 45 36 16 05",
	"30 10 01 05 16 36 45 44 33 13 04",
	"00 40 16",
	"13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
	"42 33 13 02 01 10 30 41 45 36 16",
}

type point struct{ x, y float64 }

// makeSamples writes n digits, each in a hand of its own. The same seed gives
// the same samples.
func makeSamples(n int, seed uint64) []Sample {
	rng := rand.New(rand.NewPCG(seed, 0))
	samples := make([]Sample, n)
	for i := range samples {
		digit := rng.IntN(digits)
		samples[i] = newSample(draw(glyphs[digit], rng), digit)
	}
	return samples
}

// draw returns the pixels of a glyph that is slanted, turned, stretched, moved and smudged
// at random.
func draw(glyph string, rng *rand.Rand) []float32 {
	line := handwritten(glyph, rng)
	thickness := 0.5 + 0.3*rng.Float64()
	x := make([]float32, pixels)
	for i := range x {
		d := distance(point{float64(i % side), float64(i / side)}, line)
		v := min(max(0.5+thickness-d, 0), 1) + 0.1*rng.NormFloat64()
		x[i] = float32(min(max(math.Round(ink*v), 0), ink) / ink)
	}
	return x
}

// handwritten returns the corners of a glyph in pixels, in a hand of its own.
func handwritten(glyph string, rng *rand.Rand) []point {
	vary := func(middle, by float64) float64 { return middle + by*(2*rng.Float64()-1) }
	width, height := vary(1.1, 0.3), vary(1.05, 0.15)
	slant, turn := vary(0, 0.3), vary(0, 0.2)
	left, top := vary(3.5, 0.7), vary(3.5, 0.5)
	var line []point
	for _, corner := range strings.Fields(glyph) {
		x := width * (vary(float64(corner[0]-'0'), 0.2) - 2)
		y := height * (vary(float64(corner[1]-'0'), 0.2) - 3)
		x -= slant * y
		sin, cos := math.Sincos(turn)
		line = append(line, point{left + cos*x - sin*y, top + sin*x + cos*y})
	}
	return line
}

// distance returns how far p is from a line with corners.
func distance(p point, line []point) float64 {
	nearest := math.Inf(1)
	for i, b := range line[1:] {
		a := line[i]
		ux, uy := b.x-a.x, b.y-a.y
		along := ((p.x-a.x)*ux + (p.y-a.y)*uy) / (ux*ux + uy*uy)
		along = min(max(along, 0), 1)
		nearest = min(nearest, math.Hypot(p.x-a.x-along*ux, p.y-a.y-along*uy))
	}
	return nearest
}
