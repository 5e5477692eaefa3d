package ir

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// outcome is all that can be noticed of a run of a random program.
func outcome(f *Func, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	slice := func(n int) []float64 {
		s := make([]float64, n, n+1)
		for i := range s {
			s[i] = float64(r.IntN(7)) - 3
		}
		return s
	}
	a, d := slice(3+r.IntN(3)), slice(4)
	b := slice(2 + r.IntN(3))
	if r.IntN(2) == 0 {
		b = a[1:]
	}
	p := &point{X: 1.5, Y: -2, A: [3]float64{1, 2, 3}, N: 2}
	q := &point{X: 0.25}
	if r.IntN(2) == 0 {
		q = p
	}
	rec := &recorder{}
	results, err := Eval(f, rec.ext, r.Float64(), r.IntN(4), a, b, p, q, d)
	out := fmt.Sprintln(err, rec.calls, *p, *q, d)
	for _, v := range results {
		out += fmt.Sprintf("%v ", v)
	}
	for _, s := range [][]float64{a, b, d} {
		for _, x := range s[:cap(s)] {
			out += fmt.Sprintf("%x ", bitsOf(x))
		}
	}
	return out
}

// Simplify changes nothing that can be noticed: results, memory, panics
// and calls are the same, whatever the arguments alias.
func TestSimplifyRandomPrograms(t *testing.T) {
	for seed := range uint64(3000) {
		f := randomFunc(seed)
		if err := Check(f); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, f)
		}
		g := Clone(f)
		Simplify(g)
		if err := Check(g); err != nil {
			t.Fatalf("seed %d: %v\n%s\nbecame\n%s", seed, err, f, g)
		}
		for run := range uint64(4) {
			if want, got := outcome(f, run), outcome(g, run); want != got {
				t.Fatalf("seed %d, run %d:\n%s\nbecame\n%s\nwhich gives\n%s\nnot\n%s", seed, run, f, g, got, want)
			}
		}
	}
}
