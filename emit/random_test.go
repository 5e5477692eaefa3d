package emit_test

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/ir"
)

// driver is the source of what runs a program and says what is seen of it, here
// and in the printed programs.
//
//go:embed driver_test.go
var driver string

// inputs is on how many inputs each program runs.
const inputs = 4

var (
	seeds = flag.Uint64("seed", 0, "the first random program")
	many  = flag.Uint64("programs", 300, "how many random programs are compiled and run")
)

// What a printed program computes is what the program computes: the same bits,
// the same effects in the same order, the same panics.
func TestRandomPrograms(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("this architecture's compiler fuses multiplications and additions")
	}
	var funcs []*ir.Func
	for seed := range *many {
		seed += *seeds
		f := randomProgram(seed, fmt.Sprintf("F%dGrad", seed))
		if err := ir.Check(f); err != nil {
			t.Fatal(err)
		}
		if seed%3 == 0 {
			ir.Simplify(f)
		} else if seed%3 == 1 {
			ir.MarkSafe(f)
		}
		funcs = append(funcs, f)
	}
	got := strings.Split(runPrinted(t, funcs), "\n")
	for i, f := range funcs {
		for k := range inputs {
			want := run(interpreted(t, f), k)
			if line := got[i*inputs+k]; line != want {
				src, _ := emit.File(emit.Input{Pkg: randomPkg, Source: "x.go", Funcs: []*ir.Func{f}})
				t.Fatalf("program %d, input %d:\n got %s\nwant %s\n%s\n%s", i, k, line, want, f, src)
			}
		}
	}
}

// interpreted is f run by ir.Eval.
func interpreted(t *testing.T, f *ir.Func) program {
	ext := func(fn *types.Func) any {
		return map[string]any{"Touch": Touch, "Note": Note, "Move": Move}[fn.Name()]
	}
	return func(x, y float64, n int, u, v []float64, p, q *Point, d []float64) []any {
		results, err := ir.Eval(f, ext, x, y, n, u, v, p, q, d)
		if panicked := (*ir.PanicError)(nil); errors.As(err, &panicked) {
			panic(panicked.Value)
		}
		if err != nil {
			t.Fatal(err)
		}
		return results
	}
}

// runPrinted compiles funcs into one program and gives what run says of each
// function and input, a line for each.
func runPrinted(t *testing.T, funcs []*ir.Func) string {
	t.Helper()
	src, err := emit.File(emit.Input{Pkg: randomPkg, Source: "x.go", Funcs: funcs})
	if err != nil {
		t.Fatal(err)
	}
	var main bytes.Buffer
	fmt.Fprintf(&main, "package main\n\nimport \"fmt\"\n\nfunc main() {\n")
	for _, f := range funcs {
		call := f.Name + "(x, y, n, u, v, p, q, d)"
		var names []string
		for i := range f.Results {
			names = append(names, fmt.Sprintf("r%d", i))
		}
		list := strings.Join(names, ", ")
		fmt.Fprintf(&main, "for k := range %d {\nfmt.Println(run(func(x, y float64, n int, u, v []float64, p, q *Point, d []float64) []any {\n", inputs)
		fmt.Fprintf(&main, "%s := %s\nreturn []any{%s}\n}, k))\n}\n", list, call, list)
	}
	main.WriteString("}\n")
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/random\n\ngo 1.26\n", "driver.go": strings.Replace(driver, "package emit_test", "package main", 1), "main.go": main.String(), "x.go": string(src),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}
