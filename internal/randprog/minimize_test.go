package randprog_test

import (
	"strings"
	"testing"

	"github.com/gograd/gograd/internal/randprog"
)

// What a program fails by is all that is left of it.
func TestMinimize(t *testing.T) {
	text := randprog.New(1, "").Text + `
func blame(x []float64) float64 {
	s := 1.0
	for i := range x {
		if x[i] > 0 {
			s += math.Sin(x[i]) * (s + 2)
		} else {
			s--
		}
	}
	return s
}
`
	fails := func(text string) bool {
		_, blamed, found := strings.Cut(text, "func blame(")
		return found && strings.Contains(blamed, "math.Sin(")
	}
	got := strings.Join(strings.Fields(randprog.Minimize(text, fails)), " ")
	if want := "func blame() float64 { math.Sin(0) }"; len(got) > len(want)+4 || !fails(got) {
		t.Errorf("what is left is %s", got)
	}
}
