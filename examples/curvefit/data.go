package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
)

// table is what is fitted: pairs of numbers, and how many lines had none.
type table struct {
	x, y    []float64
	skipped int
}

// truth is the curve behind the numbers that the program makes itself, in terms
// of x divided by its mean.
var truth = Curve{60, 1.5, 8}

// makeTable returns 300 cars: their weights, and how far each goes with a gallon
// according to truth, give or take. One number in ten is a slip of the pen.
func makeTable() *table {
	rng := rand.New(rand.NewPCG(1, 1))
	t := new(table)
	for range 300 {
		t.x = append(t.x, 1600+3500*rng.Float64())
	}
	middle := mean(t.x)
	for i, x := range t.x {
		y := truth.At(x/middle) + rng.NormFloat64()
		if i%10 == 0 {
			y += 10 + 40*rng.Float64()
		}
		t.y = append(t.y, y)
	}
	return t
}

// readFile reads two columns of a file of comma-separated values.
func readFile(name, x, y string) (*table, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := readTable(f, x, y)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// readTable reads the columns named x and y; the first line names all columns.
// Lines where one of the two is empty are skipped.
func readTable(r io.Reader, x, y string) (*table, error) {
	lines := csv.NewReader(r)
	header, err := lines.Read()
	if err == io.EOF {
		return nil, errors.New("empty: the first line names the columns")
	}
	if err != nil {
		return nil, err
	}
	columns := [2]int{slices.Index(header, x), slices.Index(header, y)}
	for i, name := range []string{x, y} {
		if columns[i] < 0 {
			return nil, fmt.Errorf("no column %q: choose among %q", name, header)
		}
	}
	t := new(table)
	for {
		record, err := lines.Read()
		if err == io.EOF {
			return t, t.check(x)
		}
		if err == nil {
			err = t.add(lines, record, columns)
		}
		if err != nil {
			return nil, err
		}
	}
}

// add adds the two columns of a line.
func (t *table) add(lines *csv.Reader, record []string, columns [2]int) error {
	var pair [2]float64
	for i, column := range columns {
		if record[column] == "" {
			t.skipped++
			return nil
		}
		v, err := strconv.ParseFloat(record[column], 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			line, _ := lines.FieldPos(column)
			return fmt.Errorf("line %d: column %d: %q is no number", line, column+1, record[column])
		}
		pair[i] = v
	}
	t.x = append(t.x, pair[0])
	t.y = append(t.y, pair[1])
	return nil
}

// check returns an error if no curve can be told from the numbers.
func (t *table) check(x string) error {
	switch {
	case len(t.x) < len(Curve{}):
		return fmt.Errorf("%d lines with both numbers: a curve of %d parameters needs at least as many", len(t.x), len(Curve{}))
	case !(mean(t.x) > 0):
		return fmt.Errorf("the mean of %s is not positive: choose another column with -x", x)
	case slices.Min(t.x) == slices.Max(t.x):
		return fmt.Errorf("all numbers of %s are equal: choose another column with -x", x)
	}
	return nil
}
