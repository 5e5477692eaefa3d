package parse_test

import (
	"go/types"
	"regexp"
	"testing"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

const callers = `package corpus

func square(x float64) float64 { return x * x }

func even(n int) bool {
	if n == 0 {
		return true
	}
	return !even(n - 1)
}

func f(x float64, n int) float64 {
	if even(n) {
		return square(x)
	}
	return square(square(x))
}
`

// callsOf are the functions that f still calls.
func callsOf(f *ir.Func) (names []string) {
	for op := range f.Body.All() {
		if op.Code == ir.Call {
			names = append(names, op.Func.Name())
		}
	}
	return names
}

// The bodies of callees are put in place of their calls; what calls itself
// stays a call, made once, as no derivative flows through it.
func TestLowerPutsBodiesInPlaceOfCalls(t *testing.T) {
	f := check(t, callers).lower(t, "f")
	if got := callsOf(f); len(got) != 1 || got[0] != "even" {
		t.Errorf("calls of %v are left, want one of even:\n%s", got, f)
	}
}

// serving says of one function that a rule serves it.
type serving struct{ name string }

func (s serving) Serves(fn *types.Func) bool { return fn.Name() == s.name }
func (s serving) Reads(fn *types.Func) bool  { return fn.Name() == s.name }

// A call that a rule serves stays a call, and says what is known of the function.
func TestLowerLeavesCallsToRules(t *testing.T) {
	c := check(t, callers)
	l := parse.NewLowerer(c.pkg.Fset, c.pkg.Types, c, serving{"square"})
	f := l.Func(c.pkg.Types.Scope().Lookup("f").(*types.Func))
	if problems := l.Problems(); len(problems) > 0 {
		t.Fatal(problems)
	}
	squares := 0
	for op := range f.Body.All() {
		if op.Code == ir.Call && op.Func.Name() == "square" {
			squares++
			if !op.Reads {
				t.Error("the call of square doesn't say that it only reads")
			}
		}
	}
	if squares != 3 {
		t.Errorf("%d calls of square, want three:\n%s", squares, f)
	}
}

// Variables that are only reached by their names become values, with their
// names as hints; what a loop changes is carried by it.
func TestLowerMakesValues(t *testing.T) {
	f := check(t, `package corpus

func f(x float64, n int) float64 {
	y := 1.0
	for i := 0; i < n; i++ {
		y *= x
	}
	return y
}
`).lower(t, "f")
	const want = `func f(x float64, n int) (float64) {
  v = const 1 float64
  v = const 0 int
  y_1 = loop i = v to n carry (y = v) {
    y_2 = mul y, x
    yield y_2
  }
  return y_1
}
`
	if got := unnamed.ReplaceAllString(f.String(), "v"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// unnamed is how a value without a name is printed.
var unnamed = regexp.MustCompile(`\bv[0-9]+\b`)
