package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/gograd/gograd/runtime/tensor"
)

// What a sample is made of: the pixels of an 8×8 picture, each with 0 to 16
// units of ink, and the digit it shows.
const (
	side   = 8
	pixels = side * side
	ink    = 16
	digits = 10
)

// Sample is a picture and the digit it shows.
type Sample struct {
	X     []float32 // ink of each pixel, from 0 to 1
	Y     []float32 // zeros, with a one at the digit
	Digit int
}

func newSample(x []float32, digit int) Sample {
	y := make([]float32, digits)
	y[digit] = 1
	return Sample{X: x, Y: y, Digit: digit}
}

// matrices returns the X and the Y of samples, each in a row.
func matrices(samples []Sample) (x, y tensor.Matrix[float32]) {
	var xs, ys [][]float32
	for _, s := range samples {
		xs, ys = append(xs, s.X), append(ys, s.Y)
	}
	return tensor.FromRows(xs...), tensor.FromRows(ys...)
}

// readFile reads the samples of a file.
func readFile(name string) ([]Sample, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	samples, err := readSamples(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return samples, nil
}

// readSamples reads comma-separated values, a sample a line: its pixels, row by
// row, and the digit.
func readSamples(r io.Reader) ([]Sample, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = -1 // parseSample counts, to say what belongs there
	var samples []Sample
	for {
		record, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		s, err := parseSample(record)
		if err != nil {
			line, _ := lines.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		samples = append(samples, s)
	}
	if len(samples) == 0 {
		return nil, errors.New("no samples: write one a line, 64 pixels and the digit")
	}
	return samples, nil
}

func parseSample(record []string) (Sample, error) {
	if len(record) != pixels+1 {
		return Sample{}, fmt.Errorf("%d columns: write %d pixels and the digit", len(record), pixels)
	}
	x := make([]float32, pixels)
	for i := range x {
		v, err := strconv.ParseFloat(record[i], 32)
		if err != nil || !(v >= 0 && v <= ink) {
			return Sample{}, fmt.Errorf("column %d: %q is no pixel: write a number from 0 to %d", i+1, record[i], ink)
		}
		x[i] = float32(v) / ink
	}
	digit, err := strconv.Atoi(record[pixels])
	if err != nil || digit < 0 || digit >= digits {
		return Sample{}, fmt.Errorf("column %d: %q is no digit: write 0 to %d", pixels+1, record[pixels], digits-1)
	}
	return newSample(x, digit), nil
}
