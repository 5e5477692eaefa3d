package main

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

// The losses before the first step and in the 20th are those of the hand-written C in the same arithmetic, to what rounding
// leaves of them.
func TestLosses(t *testing.T) {
	for name, want := range map[string][2]float64{
		"tiny-b1": {0.14581, 1.8768}, "tiny-b32": {1.10447, 0.680184}, "small-b32": {6.80218, 3.52807}, "mnist-b1": {5.98934, 0.0719268},
	} {
		for _, dtype := range []string{"f32", "f64"} {
			for _, c := range cases {
				if c.name == name {
					l := loops32(c)
					if dtype == "f64" {
						l = loops64(c)
					}
					first, last := l.step(0), 0.0
					for k := 1; k < 20; k++ {
						last = l.step(k)
					}
					if math.Abs(first-want[0]) > 1e-4*want[0] || math.Abs(last-want[1]) > 1e-3*want[1] {
						t.Errorf("%s %s: the losses are %v and %v, want %v", name, dtype, first, last, want)
					}
				}
			}
		}
	}
}

// A step with the update folded in does what a gradient and an update do.
func TestFoldedStep(t *testing.T) {
	c := cases[1]
	folded, plain := loops64(c), loops64(c)
	for k := range 20 {
		if f, g := folded.step(k), plain.plain(k); math.Abs(f-g) > 1e-12 {
			t.Fatalf("step %d: the losses are %v and %v", k, f, g)
		}
	}
}

// Nothing is allocated in a step.
func TestAllocations(t *testing.T) {
	for _, c := range cases[:4] {
		l := loops32(c)
		for name, do := range map[string]func(int) float64{"step": l.step, "gradient": l.gradient} {
			if n := testing.AllocsPerRun(20, func() { do(1) }); n != 0 {
				t.Errorf("%s, %s: %v allocations", c.name, name, n)
			}
		}
	}
}

// The lines are those that the harness of the peers reads.
func TestOutput(t *testing.T) {
	var out, check bytes.Buffer
	if err := one(&out, &check, []string{"tiny-b1", "f32", "1", "0.001"}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "tiny-b1,f32,1,") || !strings.Contains(got, "\ntiny-b1/grad,f32,1,") {
		t.Errorf("the lines are\n%s", got)
	}
	if got := check.String(); !strings.HasPrefix(got, "check,tiny-b1,f32,0.14581,") {
		t.Errorf("the check is %s", got)
	}
	for _, wrong := range [][]string{{"tiny-b1"}, {"none", "f32", "1", "1"}, {"tiny-b1", "f16", "1", "1"}, {"tiny-b1", "f32", "0", "1"}, {"tiny-b1", "f32", "1", "-1"}} {
		if one(&out, &check, wrong) == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}
