package adjoint

import (
	"strings"
	"testing"

	"github.com/gograd/gograd/ir"
)

// Memory is private to the iterations of a loop if each writes all of it before it reads it, and nothing
// reads later what they have left in it. Then the two sweeps of an iteration are one.
func TestPrivateMemory(t *testing.T) {
	for _, test := range privates {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.source())
			u, loop := test.find(p.f)
			if g := newGenerator(p.f, p.sig, p.active, p.plan); g.isPrivate(u, loop) != test.private {
				t.Errorf("private: %t, want %t:\n%s", !test.private, test.private, p.f)
			}
			p.check(t, []float64{1.1, 2.3, -3, 0.25, 0.5})
			p.check(t, []float64{-2.2, 3.3, 1.1})
			p.check(t, []float64{1.5})
		})
	}
}

// A privacy is a function with memory u of four elements and a loop over x.
type privacy struct {
	lesson  string
	body    string // of the loop
	before  string
	after   string
	private bool
}

func (p *privacy) source() string {
	before := p.before
	if !strings.Contains(before, "u :=") {
		before = "u := make([]float64, 4)\n" + before
	}
	return `
//gograd:grad
func F(x []float64) float64 {
	` + before + `
	s := 0.0
	for i, v := range x {
		s += float64(i) * v
		` + p.body + `
	}
	` + p.after + `
	return s
}`
}

// find is u, with the loop of which the body is p's.
func (p *privacy) find(f *ir.Func) (u *ir.Value, loop *ir.Op) {
	for op := range f.Body.All() {
		if op.Code == ir.Make && op.Result().Name == "u" {
			u = op.Result()
		}
		if op.Code == ir.Loop && loop == nil && len(op.Inits()) > 0 {
			loop = op
		}
	}
	return u, loop
}

const readAll = `
		for k, a := range u {
			s += a * a * float64(k+1)
		}`

var privates = []privacy{
	{
		lesson: "a loop writes each element",
		body:   "for k := range u { u[k] = v * v }" + readAll, private: true,
	},
	{
		lesson: "it may be added to, and written again, after that",
		body:   "for k := range u { u[k] = v }\nu[1] += v * v\nu[2] = u[0] * u[1]" + readAll, private: true,
	},
	{
		lesson: "it is cleared",
		body:   "clear(u)\nu[i%4] = v * v" + readAll, private: true,
	},
	{
		lesson: "it is copied to in full",
		before: "w := make([]float64, 4)\nfor k := range w { w[k] = x[0] }",
		body:   "copy(u, w)\nu[i%4] *= v" + readAll, private: true,
	},
	{
		lesson: "a slice that is as long by its making",
		before: "u := make([]float64, len(x))",
		body:   "copy(u, x)\nu[i] *= v" + readAll, private: true,
	},
	{
		lesson: "a slice that may be shorter is copied to it",
		body:   "copy(u, x[:min(4, len(x))])\nu[i%4] *= v" + readAll,
	},
	{
		lesson: "an element is left out",
		body:   "for k := 1; k < 4; k++ { u[k] = v * v }\nu[0] += v" + readAll,
	},
	{
		lesson: "another bound than the length",
		before: "u := make([]float64, 4)\nn := len(x) % 5",
		body:   "for k := range n { u[k] = v * v }" + readAll,
	},
	{
		lesson: "each second element",
		body:   "for k := 0; k < len(u); k += 2 { u[k] = v * v }\nu[1] += v" + readAll,
	},
	{
		lesson: "another index",
		body:   "for k := range u { u[k/2] = v * v }\nu[3] += v" + readAll,
	},
	{
		lesson: "it is read before it is written",
		body:   "s += u[1] * v\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "it is read while it is written",
		body:   "for k := range u { s += u[3-k] * v\nu[k] = v * v }" + readAll,
	},
	{
		lesson: "it is written under a condition",
		body:   "if v > 0 { for k := range u { u[k] = v * v } }" + readAll,
	},
	{
		lesson: "its elements are written under a condition",
		body:   "for k := range u { if v > float64(k) { u[k] = v * v } }" + readAll,
	},
	{
		lesson: "it is read under the condition under which it is written",
		body:   "if v > 0 { for k := range u { u[k] = v * v }\n" + readAll + " }", private: true,
	},
	{
		lesson: "it is read in one branch and written in the other",
		body:   "if v > 0 { for k := range u { u[k] = v * v } } else { " + readAll + " }",
	},
	{
		lesson: "the writing is left early",
		body:   "for k := range u { if float64(k) > v { break }\nu[k] = v * v }" + readAll,
	},
	{
		lesson: "some elements are passed over",
		body:   "for k := range u { if k == i%4 { continue }\nu[k] = v * v }" + readAll,
	},
	{
		lesson: "an iteration goes on before it has written",
		body:   "if v < 0 { s += u[1]\ncontinue }\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "an iteration that does not write does not read",
		body:   "if v < 0 { continue }\nfor k := range u { u[k] = v * v }" + readAll, private: true,
	},
	{
		lesson: "an inner loop that writes may not run",
		body:   "for range i { for k := range u { u[k] = v * v } }" + readAll,
	},
	{
		lesson: "it is written and read in an inner loop",
		body:   "for j := range i { for k := range u { u[k] = v * float64(j) }\n" + readAll + " }", private: true,
	},
	{
		lesson: "it is written before an inner loop that reads and adds",
		body:   "for k := range u { u[k] = v }\nfor j := range i { u[j%4] += v * v }" + readAll, private: true,
	},
	{
		lesson: "it is read after the loop",
		body:   "for k := range u { u[k] = v * v }" + readAll,
		after:  "s += u[2]",
	},
	{
		lesson: "it is read after the loop, where it has been written again",
		body:   "for k := range u { u[k] = v * v }" + readAll,
		after:  "for k := range u { u[k] = x[0] * x[0] }\ns += u[2]", private: true,
	},
	{
		lesson: "it is read after the loop, where it has been written in part",
		body:   "for k := range u { u[k] = v * v }" + readAll,
		after:  "u[1] = x[0] * x[0]\ns += u[1] * u[2]",
	},
	{
		lesson: "it is read before the loop",
		before: "u := make([]float64, 4)\nu[1] = x[0]\nb := u[len(x)%4] + x[0]",
		body:   "for k := range u { u[k] = b * v }" + readAll,
	},
	{
		lesson: "it is read before the loop, where it has been written",
		before: "u := make([]float64, 4)\nfor k := range u { u[k] = x[0] }\nb := u[len(x)%4] + x[0]",
		body:   "for k := range u { u[k] = b * v }" + readAll, private: true,
	},
	{
		lesson: "it has another name",
		before: "u := make([]float64, 4)\nw := u[1:]",
		body:   "s += w[1] * v\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "it is in a struct",
		before: "u := make([]float64, 4)\nvar b struct{ n int; u []float64 }\nif len(x) > 2 { b.u = u } else { b.u = x }",
		body:   "s += b.u[0] * v\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "it is an element of a slice of slices",
		before: "u := make([]float64, 4)\nws := make([][]float64, 2)\nws[0], ws[1] = u, make([]float64, 4)",
		body:   "w := ws[i%2]\ns += w[1] * v\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "what it is copied to may be anything",
		before: "w := make([]float64, 4)",
		body:   "copy(w[1:], u)\ns += w[2] * v\nfor k := range u { u[k] = v * v }" + readAll,
	},
	{
		lesson: "it is copied after it has been written",
		body:   "for k := range u { u[k] = v * v }\nw := make([]float64, 3)\ncopy(w, u)\ns += w[1] * v", private: true,
	},
}
