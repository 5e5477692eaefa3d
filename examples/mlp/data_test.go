package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// line returns a line of a file of samples: a white picture but for one pixel.
func line(pixel, digit string) string {
	return pixel + strings.Repeat(",0", pixels-1) + "," + digit + "\n"
}

func TestReadSamples(t *testing.T) {
	samples, err := readSamples(strings.NewReader(line("8", "3") + line("16", "0")))
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) != 2 {
		t.Fatalf("%d samples, want 2", len(samples))
	}
	s := samples[0]
	if s.Digit != 3 || s.X[0] != 0.5 || s.X[1] != 0 || !slices.Equal(s.Y, []float32{0, 0, 0, 1, 0, 0, 0, 0, 0, 0}) {
		t.Errorf("the first sample is %v", s)
	}
}

// What is wrong with a file is told with the line, and with what belongs there.
func TestReadSamplesErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "no samples: write one a line"},
		{"blank", "\n\n", "no samples: write one a line"},
		{"ragged", line("8", "3") + "1,2,3\n", "line 2: 3 columns: write 64 pixels and the digit"},
		{"too wide", "0," + line("8", "3"), "line 1: 66 columns: write 64 pixels and the digit"},
		{"header", line("ink", "digit"), `line 1: column 1: "ink" is no pixel: write a number from 0 to 16`},
		{"NaN", line("8", "3") + line("NaN", "3"), `line 2: column 1: "NaN" is no pixel`},
		{"infinite", line("+Inf", "3"), `line 1: column 1: "+Inf" is no pixel`},
		{"too black", line("17", "3"), `line 1: column 1: "17" is no pixel`},
		{"empty pixel", line("", "3"), `line 1: column 1: "" is no pixel`},
		{"no digit", line("8", "10"), `line 1: column 65: "10" is no digit: write 0 to 9`},
		{"half a digit", line("8", "2.5"), `line 1: column 65: "2.5" is no digit`},
		{"stray quote", `"`, "line 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := readSamples(strings.NewReader(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q in it", err, test.want)
			}
		})
	}
}

// The same seed makes the same samples, on every machine, and all digits occur.
func TestMakeSamples(t *testing.T) {
	samples := makeSamples(200, 7)
	if !reflect.DeepEqual(samples, makeSamples(200, 7)) {
		t.Error("the same seed has made other samples")
	}
	if reflect.DeepEqual(samples, makeSamples(200, 8)) {
		t.Error("another seed has made the same samples")
	}
	seen := map[int]bool{}
	for _, s := range samples {
		seen[s.Digit] = true
		for i, v := range s.X {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("pixel %d is %v", i, v)
			}
		}
	}
	if len(seen) != digits {
		t.Errorf("%d of %d digits occur", len(seen), digits)
	}
}
