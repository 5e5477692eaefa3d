package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// train runs the program and returns its lines.
func train(t *testing.T, args ...string) []string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, &out); err != nil {
		t.Fatalf("mlp %s: %v\n%s", strings.Join(args, " "), err, &out)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// measured returns the number of the last line, which has exactly this form.
func measured(t *testing.T, lines []string) float64 {
	t.Helper()
	last := lines[len(lines)-1]
	var percent float64
	if _, err := fmt.Sscanf(last, "test accuracy %f%%", &percent); err != nil || last != fmt.Sprintf("test accuracy %.1f%%", percent) {
		t.Fatalf("the last line is %q", last)
	}
	return percent
}

// Without flags the program makes its own samples and learns them.
func TestRun(t *testing.T) {
	lines := train(t, "-epochs", "8")
	if len(lines) != 9 {
		t.Errorf("%d lines for 8 epochs and the result:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	if percent := measured(t, lines); percent < 95 {
		t.Errorf("it tells %v%% of the digits", percent)
	}
}

// Thirty epochs are enough for at least 95 of 100 digits written by people.
func TestDigits(t *testing.T) {
	const folder = "../../../shared/data/"
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skip("there are no digits in", folder)
	}
	lines := train(t, "-data", folder+"digits-train.csv", "-test", folder+"digits-test.csv")
	if percent := measured(t, lines); percent < 95 {
		t.Errorf("it tells %v%% of the digits", percent)
	}
}

// A run that goes on from a file gets the network as it was saved.
func TestRunSavesAndLoads(t *testing.T) {
	file := filepath.Join(t.TempDir(), "net.json")
	saved := train(t, "-epochs", "2", "-hidden", "8", "-save", file)
	loaded := train(t, "-epochs", "0", "-load", file)
	if a, b := measured(t, saved), measured(t, loaded); a != b {
		t.Errorf("accuracy %v%% when saved, %v%% when loaded", a, b)
	}
}

// interrupter is a terminal at which Ctrl-C is pressed after some lines.
type interrupter struct {
	bytes.Buffer
	lines  int
	cancel context.CancelFunc
}

func (w *interrupter) Write(p []byte) (int, error) {
	if w.lines--; w.lines == 0 {
		w.cancel()
	}
	return w.Buffer.Write(p)
}

// Ctrl-C ends the training and leaves the best network saved.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	file := filepath.Join(t.TempDir(), "net.json")
	out := &interrupter{lines: 3, cancel: cancel}
	err := run(ctx, []string{"-epochs", "1000000", "-hidden", "8", "-save", file}, out)
	if status(err) != 130 {
		t.Errorf("the exit status is %d, of %v", status(err), err)
	}
	text := strings.TrimSuffix(out.String(), "\n")
	if !strings.Contains(text, "\ninterrupted in epoch 4\n") {
		t.Errorf("it says\n%s", text)
	}
	saved := measured(t, train(t, "-epochs", "0", "-load", file))
	if shown := measured(t, strings.Split(text, "\n")); shown != saved {
		t.Errorf("accuracy %v%% when interrupted, %v%% when loaded", shown, saved)
	}
}

// Steps that are too long end the run with advice, and with the best so far.
func TestDivergence(t *testing.T) {
	var out bytes.Buffer
	err := run(t.Context(), []string{"-epochs", "50", "-step", "1e6"}, &out)
	if !errors.Is(err, sgd.ErrDiverged) || !strings.Contains(err.Error(), "choose a smaller -step than 1e+06") {
		t.Errorf("the error is %v", err)
	}
	measured(t, strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"))
}

// A mistake in the command line is told before anything is done.
func TestUsage(t *testing.T) {
	two := filepath.Join(t.TempDir(), "two.csv")
	if err := os.WriteFile(two, []byte(line("8", "3")+line("16", "0")), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(t.TempDir(), "missing.csv")
	for _, test := range []struct {
		args   string
		want   string
		status int
	}{
		{"-h", "help requested", 0},
		{"-epoch 3", "flag provided but not defined: -epoch", 2},
		{"-epochs three", `invalid value "three" for flag -epochs`, 2},
		{"digits.csv", "digits.csv is no flag", 2},
		{"-data x.csv", "-data and -test go together", 2},
		{"-test x.csv", "-data and -test go together", 2},
		{"-load x.json -hidden 5", "-hidden and -load exclude each other", 2},
		{"-epochs -1", "-epochs -1: choose 0 or more", 2},
		{"-batch 0", "-batch 0: choose 1 or more", 2},
		{"-hidden 0", "-hidden 0: choose 1 or more", 2},
		{"-step 0", "-step 0: choose a positive number", 2},
		{"-step NaN", "-step NaN: choose a positive number", 2},
		{"-step Inf", "-step +Inf: choose a positive number", 2},
		{"-batch 3 -data " + two + " -test " + two, "-batch 3: there are 2 samples", 2},
		{"-data " + missing + " -test " + missing, missing, 1},
		{"-load " + missing, missing, 1},
		{"-load " + two, two + ": no network saved with -save", 1},
		{"-epochs 1 -save " + filepath.Join(missing, "net.json"), missing, 1},
	} {
		err := run(t.Context(), strings.Fields(test.args), new(bytes.Buffer))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("mlp %s: %v, want %q in it", test.args, err, test.want)
		}
		if got := status(err); got != test.status {
			t.Errorf("mlp %s: the exit status is %d, want %d", test.args, got, test.status)
		}
	}
}
