package gograd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Whatever the fence refuses is refused in an archive, too: a message that is
// shown in none was never read by anybody. What needs another module, or a
// compiler of C, is in a script.
func TestErrorsAreComplete(t *testing.T) {
	var shown strings.Builder
	for _, pattern := range []string{"testdata/errors/*.txtar", "testdata/script/*.txtar"} {
		for _, a := range readArchives(t, pattern) {
			for _, f := range a.Files {
				if f.Name == "want" {
					shown.Write(f.Data)
				}
			}
		}
	}
	for _, file := range []string{"parse/fence.go", "parse/fence_generic.go", "parse/counted.go", "parse/kept.go", "parse/lower_typeswitch.go", "adjoint/kept.go"} {
		for _, msg := range messages(t, filepath.FromSlash(file)) {
			if !strings.Contains(shown.String(), msg) {
				t.Errorf("%s: no archive in testdata shows %q", file, msg)
			}
		}
	}
}

// messages are the strings in a Go file that say that something is not differentiated.
func messages(t *testing.T, path string) (msgs []string) {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "differentiated: ") {
			msg, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			msgs = append(msgs, msg)
		}
		return true
	})
	return msgs
}
