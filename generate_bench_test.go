package gograd

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkGenerate runs the pipeline on one package of n annotated functions,
// and beside it what the go command takes to list that package: the ratio of
// the first two is the tool's cost, the last shows that it grows with n alone.
func BenchmarkGenerate(b *testing.B) {
	for _, n := range []int{50, 100, 200, 500} {
		dir := manyFunctions(b, n)
		b.Run(fmt.Sprintf("list-%d", n), func(b *testing.B) {
			for b.Loop() {
				cmd := exec.Command("go", "list", "-deps", "-export", "-json", ".")
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
		b.Run(fmt.Sprintf("gograd-%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Generate(Options{Dir: dir}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// manyFunctions writes a module with one package of n functions: a loop with a
// branch, a recurrence, calls of package math.
func manyFunctions(b *testing.B, n int) string {
	var src strings.Builder
	src.WriteString("package many\n\nimport \"math\"\n")
	for i := range n {
		fmt.Fprintf(&src, `
//gograd:grad
func F%d(x []float64, a, b float64) float64 {
	s, h := 0.0, a
	for i, v := range x {
		t := v*a + %d.5*b
		if t > 0 {
			s += t * math.Exp(-t*t)
		} else {
			s -= t
		}
		h = math.Tanh(h*v + float64(i))
	}
	return s*h + math.Sqrt(1+a*a)
}
`, i, i)
	}
	dir := b.TempDir()
	for name, text := range map[string]string{"go.mod": "module many\n\ngo 1.26\n", "many.go": src.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}
