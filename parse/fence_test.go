package parse_test

import (
	"strings"
	"testing"
)

// What the fence refuses is shown, message by message, in testdata/errors. Here is
// what it lets pass that looks like something it refuses.
func TestFenceLetsPass(t *testing.T) {
	for _, test := range []struct{ lesson, src string }{
		{"constants of any kind", `
func f(x float64) float64 { return x * real(2i*2i) }`},
		{"parameters that are not touched", `
func f(x float64, m map[string]float64, c chan int, g func(), v any) float64 { return x }`},
		{"package-level variables that are read", `
var scale = []float64{2}

func f(x float64) float64 { return x * scale[0] }`},
		{"and those without floats that are written", `
var calls int

func f(x float64) float64 { calls++; return x }`},
		{"labels, maps and the rest in a helper that no float goes through", `
func helper(n int) int {
	seen := map[int]bool{}
	defer clear(seen)
outer:
	for {
		for {
			n /= 2
			if seen[n] {
				break outer
			}
			seen[n] = true
		}
	}
	return n
}

func f(x float64, n int) float64 { return x * float64(helper(n)) }`},
		{"a constant in a loop's place", `
func f(x float64) float64 {
	for range 3 {
		x *= x
	}
	return x
}`},
		{"return in a branch of a branch", `
func f(x float64) float64 {
	if x > 0 {
		if x > 1 {
			return x
		}
	}
	return -x
}`},
		{"new with a value, min, max, and len of an array", `
func f(x float64) float64 {
	p := new(x)
	var a [3]float64
	return max(*p, min(x, 1, 2)) * float64(len(a))
}`},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			check(t, "package corpus\n"+test.src).lower(t, "f")
		})
	}
}

// All that is wrong in a function is reported at once, where it is.
func TestFenceReportsAll(t *testing.T) {
	c := check(t, `package corpus

func f(x []float64, m map[string][]float64) float64 {
	for i := range x {
		if x[i] < 0 {
			goto end
		}
		x[0] = m["a"][0]
	}
end:
	return func() float64 { recover(); return x[0] }()
}
`)
	_, problems := c.try("f")
	want := []string{"6:4: goto", "8:10: maps", "11:26: recover"}
	if len(problems) != len(want) {
		t.Fatalf("%d problems, want %d: %v", len(problems), len(want), problems)
	}
	for i, p := range problems {
		at := strings.TrimPrefix(c.pkg.Position(p.Pos).String(), "corpus.go:")
		if got := at + ": " + p.Msg; !strings.HasPrefix(got, want[i]) {
			t.Errorf("got %s, want %s…", got, want[i])
		}
	}
}

// A problem in a callee says by which calls it was reached, and is reported once.
func TestFenceNamesTheCall(t *testing.T) {
	c := check(t, `package corpus

func inner(x float64) float64 {
	for x > 1 {
		goto end
	}
end:
	return x
}

func outer(x float64) float64 { return inner(x) + inner(2*x) }

func f(x float64) float64 { return outer(x) * inner(x) }
`)
	f, problems := c.try("f")
	if f != nil || len(problems) != 1 {
		t.Fatalf("%d problems, want one: %v", len(problems), problems)
	}
	const want = " (in inner, called by outer at corpus.go:11, called by f at corpus.go:13)"
	if !strings.HasSuffix(problems[0].Msg, want) {
		t.Errorf("%q doesn't end in %q", problems[0].Msg, want)
	}
}
