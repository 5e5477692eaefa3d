// Cost measures what generated gradients cost, in time, allocations and lines: all
// of the golden archives, of the evals and of the examples.
//
//	go run ./bench/cost
//
// It is run in the folder of the repository. A function and its gradient are called
// at the same random input, in turns, and the fastest calls are compared.
package main

import (
	"bytes"
	"errors"
	"flag"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/gograd/gograd"
	"github.com/gograd/gograd/internal/golden"
	"golang.org/x/tools/txtar"
)

// folders hold packages that are measured as they are.
var folders = []string{"bench/gradbench/evals", "examples/curvefit", "examples/lecture", "examples/mlp"}

var shown = flag.Int("worst", 10, "how many of the worst are shown")

func main() {
	flag.Parse()
	log.SetFlags(0)
	log.SetPrefix("cost: ")
	costs, err := measure()
	if err != nil {
		log.Fatal(err)
	}
	report(os.Stdout, costs)
}

func measure() ([]golden.Cost, error) {
	dir, err := os.MkdirTemp("", "cost")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	m, err := golden.NewModule(dir)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(addArchives(m), addFolders(m)); err != nil {
		return nil, err
	}
	if _, err := gograd.Generate(gograd.Options{Dir: m.Dir, Patterns: []string{"./..."}}); err != nil {
		return nil, err
	}
	return m.Costs()
}

func addArchives(m *golden.Module) error {
	paths, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(paths) == 0 {
		return errors.Join(err, errors.New("no archives: run it in the folder of the repository"))
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			return err
		}
		if err := m.Add(strings.TrimSuffix(filepath.Base(path), ".txtar"), sources(a.Files)); err != nil {
			return err
		}
	}
	return nil
}

func addFolders(m *golden.Module) error {
	for _, folder := range folders {
		paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			return err
		}
		var files []txtar.File
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text = bytes.Replace(text, []byte("package main\n"), []byte("package "+filepath.Base(folder)+"\n"), 1)
			files = append(files, txtar.File{Name: filepath.Base(path), Data: text})
		}
		if err := m.Add(filepath.Base(folder), sources(files)); err != nil {
			return err
		}
	}
	return nil
}

// sources are the files that are neither generated nor tests.
func sources(all []txtar.File) (files []txtar.File) {
	for _, f := range all {
		if !strings.HasSuffix(f.Name, "_grad.go") && !strings.HasSuffix(f.Name, "_test.go") {
			files = append(files, f)
		}
	}
	return files
}
