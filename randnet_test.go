package gograd

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gograd/gograd/internal/golden"
	"github.com/gograd/gograd/internal/randprog/network"
	"golang.org/x/tools/txtar"
)

// Random functions on vectors and matrices, for one sample and for mini-batches, and steps of them: all that was promised is
// tested.
func TestRandomNetworks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	testNetworks(t, 1700, 50)
}

// testNetworks tests the functions of a number of seeds.
func testNetworks(t *testing.T, first uint64, number int) {
	m, err := golden.NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	m.Values = 6
	for name, files := range networkPackages(first, number) {
		if err := m.Add(name, files); err != nil {
			t.Fatal(err)
		}
	}
	if refused := generateAccepted(t, m.Dir); refused > number/8 {
		t.Errorf("%d of %d functions are refused", refused, number)
	}
	wrong, err := m.Check()
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range wrong {
		t.Errorf("%s: %s", name, strings.Join(lines, "\n"))
	}
}

// networkPackages are packages with the functions of a number of seeds: those with float32, whose numbers are less
// precise, have one of their own.
func networkPackages(first uint64, number int) map[string][]txtar.File {
	packages := map[string][]txtar.File{}
	for seed := first; seed < first+uint64(number); seed++ {
		text := network.Text(seed, fmt.Sprint(seed))
		name := "double"
		if strings.Contains(text, "float32") {
			name = "single"
		}
		packages[name] = append(packages[name], txtar.File{Name: fmt.Sprintf("f%d.go", seed), Data: network.File(name, text)})
	}
	return packages
}

var refusedFile = regexp.MustCompile(`(?m)^([a-z]+[/\\]f\d+\.go):\d+:\d+: (.*)$`)

// generateAccepted generates what can be, and removes the files in which something is refused.
func generateAccepted(t *testing.T, dir string) (refused int) {
	for {
		_, err := Generate(Options{Dir: dir, Patterns: []string{"./..."}})
		if err == nil {
			return refused
		}
		before := refused
		for _, m := range refusedFile.FindAllStringSubmatch(err.Error(), -1) {
			if strings.Contains(m[2], "internal error") || strings.Contains(m[2], "not Go") {
				t.Error(m[0])
			}
			if os.Remove(filepath.Join(dir, m[1])) == nil {
				refused++
			}
		}
		if refused == before {
			t.Fatal(err)
		}
	}
}
