package golden

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gograd/gograd/internal/golden/numeric"
	"golang.org/x/tools/txtar"
)

// A Module is a temporary module with packages whose gradients are tested. Its
// path lies below that of gograd, so that it may import what is internal there.
type Module struct {
	Dir      string
	packages []string

	// Values, unless it is 0, is at how many inputs each function is to return a value, where there are many functions.
	Values int
}

const modulePath = "github.com/gograd/gograd/temporary"

// NewModule makes a module in dir that uses gograd as it is in the working
// directory, and what that requires, so that nothing has to be downloaded.
func NewModule(dir string) (*Module, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return nil, err
	}
	repo := filepath.Dir(strings.TrimSpace(string(out)))
	requirements, err := os.ReadFile(filepath.Join(repo, "go.mod"))
	if err != nil {
		return nil, err
	}
	sums, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(string(requirements), "\n")
	m := &Module{Dir: dir}
	return m, m.write("",
		txtar.File{Name: "go.mod", Data: fmt.Appendf(nil, "module %s\n%s\nrequire github.com/gograd/gograd v0.0.0\n\nreplace github.com/gograd/gograd => %s\n", modulePath, rest, repo)},
		txtar.File{Name: "go.sum", Data: sums})
}

// Add adds a package whose sources are files.
func (m *Module) Add(name string, files []txtar.File) error {
	m.packages = append(m.packages, name)
	return m.write(name, files...)
}

// Drop leaves a package out of what is tested.
func (m *Module) Drop(name string) {
	m.packages = slices.DeleteFunc(m.packages, func(p string) bool { return p == name })
}

func (m *Module) write(folder string, files ...txtar.File) error {
	for _, f := range files {
		path := filepath.Join(m.Dir, folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// Check tests all gradients of the module's packages, in one program that it
// builds and runs. It returns what is wrong, by package.
//
// Before: the packages have their gradients.
func (m *Module) Check() (wrong map[string][]string, err error) {
	for _, name := range m.packages {
		text, err := register(filepath.Join(m.Dir, name), name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := m.write(name, txtar.File{Name: "golden_register.go", Data: text}); err != nil {
			return nil, err
		}
	}
	if err := m.write("", txtar.File{Name: "main.go", Data: m.program()}); err != nil {
		return nil, err
	}
	if _, err := m.run("go", "build", "-trimpath", "-o", "check.exe", "."); err != nil {
		return nil, err
	}
	out, err := m.run(filepath.Join(m.Dir, "check.exe"))
	if err != nil {
		return nil, err
	}
	return numeric.Read(out)
}

// program is the source of the program that tests all packages.
func (m *Module) program() []byte {
	var imports, list strings.Builder
	for _, name := range m.packages {
		fmt.Fprintf(&imports, "\t%q\n", modulePath+"/"+name)
		fmt.Fprintf(&list, "\t\t{%q, %s.GoldenFuncs, %[2]s.GoldenWants(), %d},\n", name, name, m.Values)
	}
	return []byte(`package main

import (
	"log"
	"os"

	"github.com/gograd/gograd/internal/golden/numeric"
` + imports.String() + `)

func main() {
	out := os.Stdout
	os.Stdout = os.Stderr // for what functions print
	err := numeric.Run(out, []numeric.Package{
` + list.String() + `	})
	if err != nil {
		log.Fatal(err)
	}
}
`)
}

// run runs a command in the module, and returns what it writes.
func (m *Module) run(name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = m.Dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, stderr.Bytes())
	}
	return out, nil
}
