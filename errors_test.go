package gograd

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/internal/diag"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what was got into the archives, to be read before it is believed")

// Each archive in testdata/errors is a package with mistakes. Its file want
// has the diagnostics, to the letter. The packages are loaded together.
func TestErrors(t *testing.T) {
	archives := readArchives(t, "testdata/errors/*.txtar")
	dir := module(t)
	for name, a := range archives {
		unpack(t, filepath.Join(dir, name), a)
	}
	before := listing(t, dir)
	_, err := Generate(Options{Dir: dir, Patterns: []string{"./..."}})
	compareWants(t, "testdata/errors", archives, diagnostics(t, err))
	if after := listing(t, dir); !slices.Equal(before, after) {
		t.Errorf("files were written: %q", after)
	}
}

// Each archive in testdata/warnings is a package that can be differentiated, and
// is. Its file want has the warnings, to the letter.
func TestWarnings(t *testing.T) {
	archives := readArchives(t, "testdata/warnings/*.txtar")
	dir := module(t)
	for name, a := range archives {
		unpack(t, filepath.Join(dir, name), a)
	}
	result, err := Generate(Options{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	compareWants(t, "testdata/warnings", archives, result.Warnings)
	if len(result.Files) < len(archives) {
		t.Errorf("written: %q", result.Files)
	}
}

// compareWants compares diagnostics with the files want of the archives in folder.
func compareWants(t *testing.T, folder string, archives map[string]*txtar.Archive, diags diag.List) {
	t.Helper()
	got := byPackage(diags)
	for name, a := range archives {
		t.Run(name, func(t *testing.T) { compareWant(t, filepath.Join(folder, name+".txtar"), a, got[name]) })
		delete(got, name)
	}
	for name, lines := range got {
		t.Errorf("diagnostics in %q, of which there is no archive:\n%s", name, lines)
	}
}

// module makes a folder with a go.mod that finds this module where it is.
func module(t *testing.T) (dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	repo, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		t.Fatal(err)
	}
	unpack(t, dir, &txtar.Archive{Files: []txtar.File{
		{Name: "go.mod", Data: []byte("module m\n\ngo 1.26\n\nrequire github.com/gograd/gograd v0.0.0\n\nreplace github.com/gograd/gograd => " + repo + "\n")},
		{Name: "go.sum", Data: sums},
	}})
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	return dir
}

func unpack(t *testing.T, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// readArchives parses the archives that match pattern, by their base names.
func readArchives(t *testing.T, pattern string) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives in %s: %v", pattern, err)
	}
	archives := map[string]*txtar.Archive{}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archives[strings.TrimSuffix(filepath.Base(file), ".txtar")] = a
	}
	return archives
}

// diagnostics are the lines of an error of Generate.
func diagnostics(t *testing.T, err error) diag.List {
	t.Helper()
	diags, ok := err.(diag.List)
	if !ok {
		t.Fatalf("got %v, want diagnostics", err)
	}
	return diags
}

// byPackage splits the diagnostics by the folder that they are about.
func byPackage(diags diag.List) map[string]string {
	lines := map[string]string{}
	for _, d := range diags {
		name, file, _ := strings.Cut(filepath.ToSlash(d.Pos.Filename), "/")
		d.Pos.Filename = file
		lines[name] += d.String() + "\n"
	}
	return lines
}

func compareWant(t *testing.T, path string, a *txtar.Archive, got string) {
	t.Helper()
	at := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	if at < 0 {
		a.Files = append(a.Files, txtar.File{Name: "want"})
		at = len(a.Files) - 1
	}
	want := string(a.Files[at].Data)
	if got == want {
		return
	}
	if !*update {
		t.Errorf("got\n%s\nwant\n%s", got, want)
		return
	}
	a.Files[at].Data = []byte(got)
	if err := os.WriteFile(path, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

// listing are all files below dir.
func listing(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
