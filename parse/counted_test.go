package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
)

// A loop is counted if its variable goes by a constant to a limit, in whatever
// words people use for that. The digits of the result are the iterations.
func TestCountedLoops(t *testing.T) {
	for _, test := range countedLoopTests {
		f, problems := count(t, test.loop)
		for _, p := range problems {
			t.Errorf("%s: refused: %s", test.loop, p)
		}
		if f == nil {
			continue
		}
		results, err := ir.Eval(f, nil, 6)
		if err != nil || results[0] != test.want {
			t.Errorf("%s: got %v (%v), want %d\n%s", test.loop, results, err, test.want, f)
		}
		if none, err := ir.Eval(f, nil, -20); err != nil {
			t.Errorf("%s, with nothing to do: %v (%v)", test.loop, none, err)
		}
	}
}

var countedLoopTests = []struct {
	loop string // with n = 6
	want int
}{
	{"for i := 0; i < n; i++ { d(i) }", 12345},
	{"for i := 1; i <= n; i++ { d(i) }", 123456},
	{"for i := 0; n > i; i++ { d(i) }", 12345},
	{"for i := 0; i != 6; i++ { d(i) }", 12345},
	{"for i := 1; n >= i; i += 1 { d(i) }", 123456},
	{"for i := n; i > 0; i-- { d(i) }", 654321},
	{"for i := n - 1; i >= 0; i-- { d(i) }", 543210},
	{"for i := n; 0 < i; i -= 1 { d(i) }", 654321},
	{"for i := 1; i < n; i += 2 { d(i) }", 135},
	{"for i := 1; i < n; i = i + 3 { d(i) }", 14},
	{"for i := n; i > 0; i -= 4 { d(i) }", 62},
	{"for i := n; i >= 2; i = i - 2 { d(i) }", 642},
	{"for i := 1; i+1 < n; i++ { d(i) }", 1234},
	{"for i := 1; i-1 < n; i++ { d(i) }", 123456},
	{"for i := n; i-2 >= 0; i-- { d(i) }", 65432},
	{"for i := (2); (i) < (n); i++ { d(i) }", 2345},
	{"for i, k := 1, 2; i < n; i++ { d(i * k / 2) }", 12345},
	{"for i := int32(1); i < int32(n); i++ { d(int(i)) }", 12345},
	{"for i := uint8(1); i < uint8(n); i++ { d(int(i)) }", 12345},
	{"i := 3\nfor ; i < n; i++ { d(i) }\nd(i)", 3456},
	{"i := 3\nfor i = 1; i < n; i += 4 { d(i) }\nd(i)", 159},
	{"i := 9\nfor i = n; i > 2; i -= 3 { d(i) }\nd(i)", 630},
	{"i := 9\nfor i = n; i < 3; i++ { d(i) }\nd(i)", 6},
	{"for i := 1; i < n; i++ { m := i; m *= 2; d(m / 2); n := 0; n++ }", 12345},
	{"for i := range n { d(i) }", 12345},
	{"for i := range 4 { d(i) }", 123},
}

// Loops that may run in another way than a counted loop run on data: the variable
// changes inside, is no integer, or may wrap around; the limit moves.
func TestUncountedLoops(t *testing.T) {
	for _, test := range uncountedLoopTests {
		f, problems := count(t, test.loop)
		if len(problems) > 0 {
			t.Errorf("%s: refused: %s", test.loop, problems[0])
			continue
		}
		results, err := ir.Eval(f, nil, 6)
		if err != nil || results[0] != test.want {
			t.Errorf("%s: got %v (%v), want %d\n%s", test.loop, results, err, test.want, f)
		}
	}
}

var uncountedLoopTests = []struct {
	loop string // with n = 6
	want int
}{
	{"for { d(1); if r > 99 { break } }", 111},
	{"for n > 2 { n--; d(n) }", 5432},
	{"for i := 0; i < n; { d(i); i++ }", 12345},
	{"for i := 0; ; i++ { d(i); if i == 3 { break } }", 123},
	{"for i := 8; i < n; i-- { d(i) }", 0},
	{"for i := 1; i < n; i *= 2 { d(i) }", 124},
	{"for i := 1; i < n; i += n/3 { d(i) }", 135},
	{"for i := 0; i < n && d(i) < 12; i++ { }", 12},
	{"for i := 0; i*i < n; i++ { d(i) }", 12},
	{"for i := 0; i+n < 9; i++ { d(i) }", 12},
	{"for i := 9; i < n+i && i < 12; i++ { d(i-9) }", 12},
	{"for i := 0; i < n; i++ { d(i); i++ }", 24},
	{"for i := 0; i < n; i++ { i, n = n-1, i+1; d(i); d(n) }", 51},
	{"for i := 0; i < n; i++ { p := &i; *p += 2; d(i) }", 25},
	{"for i := 0; i < n; i++ { d(i + 1); for i = range 7 { } }", 1},
	{"for i := 0; i < n; i++ { d(i); n-- }", 12},
	{"for i := 0; i < n; i++ { p := &n; *p -= 2; d(i) }", 1},
	{"for i, j := 0, n; i < j; i, j = i+1, j-1 { d(i); d(j) }", 61524},
	{"for i := 0.0; i < 3; i++ { d(1) }", 111},
	{"for i := uint(n); i > 0; i-- { d(int(i)) }", 654321},
	{"for i := uint(0); i < uint(n); i += 2 { d(int(i)) }", 24},
	{"for i := uint8(250); i <= uint8(255) && r < 99; i++ { d(int(i) % 5) }", 123},
	{"for i := int8(0); i < int8(n); i += 2 { d(int(i)) }", 24},
	{"s := []int{n, 0, 0, 0, 0, 0}\nfor i := 0; i < s[0]; i++ { s[i] = 0; d(i + 3) }", 3},
	{"s := []int{n, 7, 8}\nfor i := 0; i < len(s); i++ { s = s[1:]; d(i + 1) }", 12},
}

// A limit is taken once where the loop can't change it.
func TestLimitsThatStay(t *testing.T) {
	for _, loop := range []string{
		"s := []float64{1, 2}\nfor i := 0; i < len(s); i++ { s[i] = 3 }",
		"s := [][]int{{n}}\nfor i := 0; i < len(s[0]); i++ { s[0][i] = 3 }",
		"m := n\nfor i := 0; i < m; i++ { n-- }",
		"for i := 0; i < n*n+1; i++ { d(i) }",
	} {
		f, problems := count(t, loop)
		if len(problems) > 0 {
			t.Fatalf("%s: refused: %s", loop, problems[0])
		}
		for op := range f.Body.All() {
			if op.Code == ir.Loop && op.While {
				t.Errorf("%s: not counted\n%s", loop, f)
			}
		}
	}
}

// count lowers a function with the loop in it, in which d(i) puts the digit i to the result.
func count(t *testing.T, loop string) (f *ir.Func, problems []string) {
	t.Helper()
	c := check(t, "package corpus\n\nfunc digit(r *int, i int) int { *r = *r*10 + i; return *r }\n\nfunc f(n int) int {\nr := 0\n"+
		strings.ReplaceAll(loop, "d(", "digit(&r, ")+"\nreturn r\n}\n")
	f, list := c.try("f")
	for _, p := range list {
		problems = append(problems, fmt.Sprintf("%s: %s", c.pkg.Position(p.Pos), p.Msg))
	}
	return f, problems
}
