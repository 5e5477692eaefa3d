package main

import (
	"bytes"
	"strings"
	"testing"
)

// Without flags the program fits numbers that it makes itself.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(nil, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "mpg = a·exp(−b·weight) + c with a = ") {
		t.Errorf("the last line is %q", last)
	}
}

// A mistake in the command line is told with what to write instead.
func TestRunErrors(t *testing.T) {
	for args, want := range map[string]string{
		"mpg.csv":           "mpg.csv is no flag: name a file with -data",
		"-delta 0":          "-delta 0: choose a positive number",
		"-delta NaN":        "-delta NaN: choose a positive number",
		"-file mpg.csv":     "flag provided but not defined: -file",
		"-data missing.csv": "missing.csv",
	} {
		if err := run(strings.Fields(args), new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("curvefit %s: %v, want %q in it", args, err, want)
		}
	}
}
