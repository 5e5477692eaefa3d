package parse

import (
	"strings"
	"testing"
)

// Whatever stands behind the slashes, the answer is a directive, or
// diagnostics in the line where it stands.
func FuzzDirective(f *testing.F) {
	for _, seed := range []string{
		"gograd:grad", "gograd:grad wrt=x,y name=G batch=v", "gograd:step wrt=v", "gograd:const", "gograd:const x",
		"gograd:adjoint y = Cube(x)", "gograd:adjoint y = m.Eval(x) const=x", "gograd:adjoint z = x * y", "gograd:adjoint y = -x",
		"gograd:adjoint y = (*M).Eval(m, x)", "gograd:adjoint y = func() {}(x)", "gograd:adjoint }; func init() {", "gograd:adjoint y = Cube(x) // }",
		"gograd:adjoint m, x = Cube(x)", "gograd:adjoint y = a.b.c(x)", "gograd:adjoint y = Cube[int](x...)", " gograd:grad", "gograd: grad", "gograd:grad wrt=,",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\n\r\x00") {
			return
		}
		const before = "package a\n\ntype M struct{ B float64; V []float64 }\n\nfunc (m *M) Eval(x float64) float64 { return x }\n\nfunc Cube(x float64) float64 { return x }\n\n"
		l, err := newLoader("")
		if err != nil {
			t.Fatal(err)
		}
		file := newFile("a.go", []byte(before+"//"+text+"\nfunc F(x float64, m *M, dy float64, v []float64) (dx float64) { return x }\n"))
		p := l.check(&unit{listed: &listed{}, path: "a", world: l.world, files: []*File{file}})
		_, diags := l.Directives(p)
		line := strings.Count(before, "\n") + 1
		for _, d := range diags {
			if d.Pos.Line != line && d.Pos.Line != line+1 || d.Msg == "" {
				t.Errorf("%s", d)
			}
		}
	})
}
