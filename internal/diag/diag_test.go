package diag

import (
	"go/token"
	"path/filepath"
	"testing"
)

func at(file string, line, col int) token.Position {
	return token.Position{Filename: file, Line: line, Column: col}
}

// The order of a report is that of the source, whatever order the passes found things in.
func TestSortedOrderAndRepeats(t *testing.T) {
	var l List
	l.Add(at("b.go", 1, 1), "third")
	l.Add(at("a.go", 10, 1), "second")
	l.Add(at("a.go", 9, 30), "first")
	l.Add(at("b.go", 1, 1), "third")
	l.Add(token.Position{}, "about the run")

	want := "about the run\na.go:9:30: first\na.go:10:1: second\nb.go:1:1: third"
	if got := l.Sorted().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Files are named as the user would name them from where the command runs.
func TestRelative(t *testing.T) {
	root := t.TempDir()
	var l List
	l.Add(at(filepath.Join(root, "m", "a.go"), 1, 2), "x")
	l.Add(at(filepath.Join(root, "b.go"), 3, 4), "y")
	l.Add(token.Position{}, "z")

	want := "a.go:1:2: x\n" + filepath.Join("..", "b.go") + ":3:4: y\nz"
	if got := l.Relative(filepath.Join(root, "m")).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A diagnostic is one line even if its text came from a tool that writes several.
func TestOneLine(t *testing.T) {
	var l List
	l.Add(token.Position{}, "no package\r\n\tgo get %s\n", "x")
	if got, want := l[0].Msg, "no package go get x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A warning is a line like the others, in their order.
func TestWarn(t *testing.T) {
	var l List
	l.Add(at("a.go", 2, 1), "wrong")
	l.Warn(at("a.go", 1, 1), "odd")

	want := "a.go:1:1: warning: odd\na.go:2:1: wrong"
	if got := l.Sorted().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
