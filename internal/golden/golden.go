// Package golden runs gograd on archives that show source and gradient side by
// side, and tests by what they compute that no gradient in them is wrong.
//
// An archive NAME.txtar opens with what there is to learn from it. Then come
// NAME.go, a file of package NAME with directives, and NAME_grad.go, which is to be
// what gograd makes of it. Package numeric tests each gradient at random inputs.
// A file named want adds inputs that matter, where a random one never is:
//
//	x, dx := []float64{3, 5}, []float64{100, 100}
//	DoubleGrad(x, dx) -> 30
//	dx -> [110 106]
//
//	HuberGrad(0, 1) -> 0 0 0
//
// A line with an arrow compares what an expression prints, all others are
// statements of Go. Variables last until an empty line.
//
// All archives are packages of one temporary module, which is built and run once.
package golden

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// A Generator brings the generated files of all packages below dir up to date.
type Generator func(dir string) error

// Run tests the archives that match pattern. With update, it writes the
// gradients into them instead of comparing them; they are tested as before.
func Run(t *testing.T, pattern string, update bool, generate Generator) {
	t.Helper()
	m, err := NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	archives := read(t, pattern, m)
	wrong := byPackage(generate(m.Dir))
	for name := range wrong {
		m.Drop(name)
	}
	numbers, err := m.Check()
	if err != nil {
		t.Error(err)
	}
	for _, a := range archives {
		t.Run(a.name, func(t *testing.T) {
			for _, line := range slices.Concat(wrong[a.name], numbers[a.name]) {
				t.Error(line)
			}
			if len(wrong[a.name]) == 0 {
				a.compare(t, m, update)
			}
		})
	}
}

// archive is a package of the module, and the file it comes from.
type archive struct {
	name, path string
	*txtar.Archive
}

// read reads the archives that match pattern, and adds them to the module.
func read(t *testing.T, pattern string, m *Module) (archives []archive) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in %s: %v", pattern, err)
	}
	for _, path := range paths {
		text, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a := archive{strings.TrimSuffix(filepath.Base(path), ".txtar"), path, text}
		if err := m.Add(a.name, a.sources()); err != nil {
			t.Fatal(err)
		}
		archives = append(archives, a)
	}
	return archives
}

// sources are the files that are not to be generated.
func (a archive) sources() (files []txtar.File) {
	for _, f := range a.Files {
		if !strings.HasSuffix(f.Name, "_grad.go") {
			files = append(files, f)
		}
	}
	return files
}

// compare compares the gradients with those in the archive.
func (a archive) compare(t *testing.T, m *Module, update bool) {
	t.Helper()
	got := a.generated(t, m)
	diff := cmp.Diff(string(txtar.Format(a.Archive)), string(txtar.Format(got)))
	switch {
	case diff == "":
	case !update:
		t.Errorf("(-want +got):\n%s", diff)
	default:
		if err := os.WriteFile(a.path, txtar.Format(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// generated is the archive with what was generated, each file behind its source.
func (a archive) generated(t *testing.T, m *Module) *txtar.Archive {
	t.Helper()
	got := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.sources() {
		got.Files = append(got.Files, f)
		name, isGo := strings.CutSuffix(f.Name, ".go")
		text, err := os.ReadFile(filepath.Join(m.Dir, a.name, name+"_grad.go"))
		switch {
		case isGo && err == nil:
			got.Files = append(got.Files, txtar.File{Name: name + "_grad.go", Data: text})
		case !os.IsNotExist(err):
			t.Fatal(err)
		}
	}
	return got
}

// byPackage splits diagnostics by the folder they are about.
func byPackage(err error) map[string][]string {
	lines := map[string][]string{}
	if err == nil {
		return lines
	}
	for line := range strings.Lines(err.Error()) {
		name, _, _ := strings.Cut(filepath.ToSlash(line), "/")
		lines[name] = append(lines[name], strings.TrimSpace(line))
	}
	return lines
}
