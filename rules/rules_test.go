package rules

//go:generate go run gen.go

import (
	"bytes"
	"os"
	"testing"

	"github.com/gograd/gograd/rules/internal/ruletable"
)

// A row is one rule of the table.
type row struct {
	name   string // the rule's name
	primal string // what it differentiates, as its directive has it
	in     []input
	single bool                                             // float32 in place of float64
	value  func(in []float64) (out []float64)               // the primal function
	wrt    []int                                            // the inputs that it contributes to
	rule   func(in, out, adjoint []float64) (dIn []float64) // nil for a step
}

type input struct {
	name  string
	whole bool // an integer
}

// apply calls the rule at a point, with the adjoint dy for every result.
func (r row) apply(in []float64, dy float64) []float64 {
	out := r.value(in)
	adjoint := make([]float64, len(out))
	for i := range adjoint {
		adjoint[i] = dy
	}
	return r.rule(in, out, adjoint)
}

func find(t *testing.T, name string) row {
	t.Helper()
	for _, r := range table {
		if r.name == name {
			return r
		}
	}
	t.Fatalf("no rule %s", name)
	return row{}
}

func TestTableIsFresh(t *testing.T) {
	want, err := ruletable.Write(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("rules_table_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("rules_table_test.go is stale: run go generate")
	}
}
