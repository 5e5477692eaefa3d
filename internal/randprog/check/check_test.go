package check_test

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"github.com/gograd/gograd/internal/randprog/check"
)

// double writes to its parameter, and product reads it afterwards.
func double(x []float64, c float64) (float64, error) {
	if c > 1.4 {
		return c, errors.New("large")
	}
	x[0] *= 2
	return x[0] * x[1] * math.Sin(c), nil
}

// gradient is the gradient of double, but for one of the mistakes that there are names for.
func gradient(mistake string, calls *int) func(x []float64, c float64, dx []float64) (float64, float64, error) {
	is := func(name string) float64 {
		if name == mistake {
			return 1
		}
		return 0
	}
	return func(x []float64, c float64, dx []float64) (float64, float64, error) {
		*calls++
		if c > 1.4 {
			if mistake == "zero" {
				dx[0]++
			}
			return c + is("value at an error"), 0, errors.New("large")
		}
		a, b := x[0], x[1]
		dx[0] += 2*b*math.Sin(c) + is("derivative") + is("again")*float64(*calls)
		dx[1] += 2 * a * math.Sin(c)
		if mistake == "old sums" {
			dx[1] = 2 * a * math.Sin(c)
		}
		if mistake == "panic" {
			panic(mistake)
		}
		x[0] = 2*a + is("memory")
		return 2*a*b*math.Sin(c) + is("value"), 2*a*b*math.Cos(c) + is("by value"), nil
	}
}

// Each kind of mistake is found, and nothing where there is none.
func TestMistakesAreFound(t *testing.T) {
	for _, test := range []struct{ mistake, kind string }{
		{"", ""},
		{"value", "value"}, {"value at an error", "value"}, {"memory", "memory"}, {"panic", "panic"}, {"again", "again"},
		{"zero", "zero"}, {"old sums", "old sums"}, {"derivative", "derivative"}, {"by value", "derivative"},
	} {
		calls := 0
		primal := check.Compiled(double)
		err := check.Case{
			Primal: primal, Gradient: check.Compiled(gradient(test.mistake, &calls)), Wide: primal,
			Wrt: []bool{true, true}, Fails: true,
		}.Check(1, 100)
		kind := ""
		if found := (*check.Error)(nil); errors.As(err, &found) {
			kind = found.Kind
		}
		if kind != test.kind {
			t.Errorf("with the mistake %q: %v", test.mistake, err)
		}
	}
}

// Parameters of one type overlap now and then, and so do their shadows.
func TestParametersOverlap(t *testing.T) {
	overlapping := 0
	f := func(x, y []float64) float64 { return x[0] * y[0] }
	g := func(x, y, dx, dy []float64) float64 {
		same := reflect.ValueOf(&x[0]).Pointer() == reflect.ValueOf(&y[0]).Pointer()
		if same != (&dx[0] == &dy[0]) {
			t.Error("the shadows overlap in another way")
		}
		if same {
			overlapping++
		}
		a, b := x[0], y[0]
		dx[0] += b
		dy[0] += a
		return a * b
	}
	primal := check.Compiled(f)
	c := check.Case{Primal: primal, Gradient: check.Compiled(g), Wide: primal, Wrt: []bool{true, true}}
	if err := c.Check(1, 60); err != nil {
		t.Error(err)
	}
	if overlapping == 0 {
		t.Error("they never overlap")
	}
}
