package main

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"testing"
)

// One number in ten is a slip of the pen. The curve is found nevertheless, while
// that of least squares lies off.
func TestFitIsRobust(t *testing.T) {
	data := makeTable()
	middle := mean(data.x)
	deviation := func(delta float64) float64 {
		p, err := fit(data, delta, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		var far float64
		for _, x := range data.x {
			far = max(far, math.Abs(p.At(x)-truth.At(x/middle)))
		}
		return far
	}
	if d := deviation(2); d > 1 {
		t.Errorf("the robust curve lies up to %.2f off, want at most 1", d)
	}
	if d := deviation(math.MaxFloat64); d < 2 {
		t.Errorf("the curve of least squares lies only %.2f off: the data is no test of robustness", d)
	}
}

// What lies on a curve, rising or falling, gives that curve back.
func TestFitIsExact(t *testing.T) {
	for _, want := range []Curve{{5, 2, 1}, {-5, 1, 9}, {2, -0.7, 0}} {
		data := new(table)
		for i := range 40 {
			x := float64(i+1) / 20
			data.x = append(data.x, x)
			data.y = append(data.y, want.At(x))
		}
		got, err := fit(data, 1, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		if d := norm(plus(got, -1, want)); d > 1e-4*norm(want) {
			t.Errorf("the curve %v has been fitted by %v", want, got)
		}
	}
}

// No curve near the one that is found fits the cars better.
func TestFitCars(t *testing.T) {
	const file = "../../../shared/data/mpg.csv"
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no", file)
	}
	for column, pairs := range map[string]int{"weight": 398, "horsepower": 392} {
		data, err := readFile(file, column, "mpg")
		if err != nil {
			t.Fatal(err)
		}
		if len(data.x) != pairs || data.skipped != 398-pairs {
			t.Errorf("%d pairs of %s, %d lines without", len(data.x), column, data.skipped)
		}
		p, err := fit(data, 2, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		best := Loss(p, data.x, data.y, 2)
		for i := range p {
			for _, factor := range []float64{0.99, 0.9999, 1.0001, 1.01} {
				q := p
				q[i] *= factor
				if v := Loss(q, data.x, data.y, 2); v < best {
					t.Errorf("%s: the curve %v has the loss %v, %v has %v", column, p, best, q, v)
				}
			}
		}
	}
}
