package evals

import (
	"strings"
	"testing"

	"github.com/gograd/gograd"
)

// What `gograd -explain` says that a gradient keeps is what is in its pool after a call.
func TestExplainedSizes(t *testing.T) {
	text, err := gograd.Explain(gograd.Options{}, "ODELast")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text, ": 8·s·(len(x)-1) bytes"); n != 4 {
		t.Fatalf("%d stages keep their inputs, want 4:\n%s", n, text)
	}
	if n := strings.Count(text, ": 8·len(x) bytes"); n != 6 {
		t.Fatalf("%d slices have zeroed adjoints, want 6:\n%s", n, text)
	}

	const n, s = 50, 3
	x, dx := make([]float64, n), make([]float64, n)
	tape := new(odeLastTape)
	odeLastTapes.Put(tape)
	ODELastGrad(x, s, dx)
	if tape.kept == nil {
		t.Skip("the pool gave another tape")
	}
	kept := len(tape.kept) + len(tape.kept2) + len(tape.kept3) + len(tape.kept4)
	zeros := len(tape.dy) + len(tape.dk1) + len(tape.dk2) + len(tape.dk3) + len(tape.dk4) + len(tape.dat)
	if kept != 4*s*(n-1) || zeros != 6*n {
		t.Errorf("%d values are kept and %d zeroed, want %d and %d", kept, zeros, 4*s*(n-1), 6*n)
	}
}
