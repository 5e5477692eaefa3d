package golden

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const source = `package square

//gograd:grad
func Square(x float64) float64 { return x * x }

type scale struct{ by []float64 }

//gograd:grad wrt=s,x name=Both
func (s *scale) Apply(x float64) float64 { return s.by[0] * x }
`

const right = `package square

func SquareGrad(x float64) (f, dx float64) { return x * x, 2 * x }

func (s *scale) Both(x float64, ds *scale) (f, dx float64) {
	if len(ds.by) != len(s.by) {
		panic("ds.by and s.by differ in length: " + string(rune('0'+len(ds.by))) + " and " + string(rune('0'+len(s.by))))
	}
	ds.by[0] += x
	return s.by[0] * x, s.by[0]
}
`

const want = `SquareGrad(3) -> 9 6

s, ds := &scale{[]float64{2}}, &scale{[]float64{10}}
s.Both(3, ds) -> 6 2
ds.by -> [13]
s.Both(3, &scale{}) -> panic: ds.by and s.by differ in length: 0 and 1
`

// Packages are tested together, each for itself: with the functions that have
// directives, methods among them, and with the file want.
func TestModule(t *testing.T) {
	m, err := NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, gradient := range map[string]string{
		"right": right,
		"wrong": strings.ReplaceAll(right, "2 * x", "2*x - 1"),
	} {
		rename := strings.NewReplacer("package square", "package "+name)
		err := m.Add(name, []txtar.File{
			{Name: name + ".go", Data: []byte(rename.Replace(source))},
			{Name: name + "_grad.go", Data: []byte(rename.Replace(gradient))},
			{Name: "want", Data: []byte(want)},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	wrong, err := m.Check()
	if err != nil {
		t.Fatal(err)
	}
	if len(wrong["right"]) > 0 {
		t.Errorf("a right gradient: %q", wrong["right"])
	}
	if lines := wrong["wrong"]; len(lines) != 2 ||
		!strings.HasPrefix(lines[0], "SquareGrad(x ") || !strings.Contains(lines[0], "dx: the gradient is") ||
		lines[1] != "SquareGrad(3) -> 9 5, want 9 6" {
		t.Errorf("a wrong gradient: %q", lines)
	}
}
