package gograd

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gograd/gograd/internal/golden"
	"github.com/gograd/gograd/internal/randprog"
	"github.com/gograd/gograd/parse"
)

// What Explain says that gradients keep is what is in their pools after a call. The functions
// are in testdata/explain, together with the test that calls their gradients.
func TestExplainedSizes(t *testing.T) {
	module, err := golden.NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(module.Dir, "sizes")
	if err := os.CopyFS(dir, os.DirFS("testdata/explain")); err != nil {
		t.Fatal(err)
	}
	if _, err := Generate(Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	text := explainAll(t, dir, "sizes.go")
	if err := os.WriteFile(filepath.Join(dir, "explained.txt"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s\n%s", err, out)
	}
}

// explainAll explains all functions with directives in a file.
func explainAll(t *testing.T, dir, file string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	asked := regexp.MustCompile(`(?m)^//gograd:grad.*\nfunc (?:\(\w+ \*?(\w+)\) )?(\w+)`)
	for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
		text, err := Explain(Options{Dir: dir}, strings.TrimPrefix(m[1]+"."+m[2], "."))
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(text)
	}
	return all.String()
}

// All that a gradient keeps can be put into words.
func TestExplainRandomPrograms(t *testing.T) {
	b := newWorkbench(t)
	for seed := range uint64(100) {
		p := randprog.New(seed, "")
		d, refused := b.differentiate(p)
		if len(refused) > 0 {
			continue
		}
		e := &explanation{loader: b.loader, dir: b.dir, name: displayName(d.asked.Func)}
		mistakes := e.gradients(d.pkg, []*parse.Grad{d.asked})
		if text := e.text.String(); len(mistakes) > 0 || !strings.HasPrefix(text, d.asked.Name+" ") {
			t.Errorf("seed %d: %q %v\n%s", seed, text, mistakes, p.File("random"))
		}
	}
}
