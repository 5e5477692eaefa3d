package gograd

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

var asked = token.Position{Filename: "loss.go", Line: 3, Column: 1}

// A file is replaced by another one with the same permissions.
func TestWriteKeepsMode(t *testing.T) {
	dir := t.TempDir()
	old, created := filepath.Join(dir, "old_grad.go"), filepath.Join(dir, "new_grad.go")
	if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if diags := write([]change{{created, nil, []byte("a"), asked}, {old, []byte("old"), []byte("b"), asked}}); len(diags) > 0 {
		t.Fatal(diags)
	}
	for path, want := range map[string]struct {
		text string
		mode os.FileMode
	}{old: {"b", 0o600}, created: {"a", 0o644}} {
		text, err := os.ReadFile(path)
		if err != nil || string(text) != want.text {
			t.Errorf("%s holds %q, want %q: %v", path, text, want.text, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want.mode {
			t.Errorf("%s: mode %v, want %v", path, info.Mode(), want.mode)
		}
	}
}

// When a file cannot be written, nothing of it stays behind, and the
// diagnostic is about what asks for it.
func TestWriteFailure(t *testing.T) {
	dir := t.TempDir()
	unpack(t, dir, &txtar.Archive{Files: []txtar.File{{Name: "a_grad.go/inside"}}})
	before := listing(t, dir)
	for path, want := range map[string]string{
		filepath.Join(dir, "a_grad.go"):         "loss.go:3:1: cannot write a_grad.go: file exists",
		filepath.Join(dir, "gone", "a_grad.go"): "loss.go:3:1: cannot write a_grad.go: no such file or directory",
	} {
		if got := write([]change{{path, nil, []byte("new"), asked}}).Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if after := listing(t, dir); len(after) != len(before) {
		t.Errorf("left behind: %q", after)
	}
}

// A checkout may have other ends of lines; what is written has line feeds.
func TestSameText(t *testing.T) {
	if !sameText([]byte("a\r\nb\r\n"), []byte("a\nb\n")) {
		t.Error("line ends make a difference")
	}
	if sameText([]byte("a\nb"), []byte("a\nb\n")) {
		t.Error("a missing line end makes none")
	}
}
