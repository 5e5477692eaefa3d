package gograd

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
)

// Explain says what the gradients of a function keep for their reverse sweeps, where it
// comes from, what reads it, and how much it is. The function is named as F, or as
// T.M for a method; it has a directive in one of the packages of o.
func Explain(o Options, name string) (string, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return "", err
	}
	loader, diags := parse.Load(parse.Config{Dir: dir, Patterns: o.Patterns, Rules: rules.Source})
	if loader == nil {
		return "", diags.Relative(dir)
	}
	var out strings.Builder
	var known []string
	for pkg := range loader.Packages() {
		directives, mistakes := loader.Directives(pkg)
		diags.Append(mistakes)
		for _, g := range directives.Grads {
			known = append(known, displayName(g))
			if displayName(g) == name {
				diags.Append(explainGradient(&out, loader, pkg, g, dir))
			}
		}
	}
	switch {
	case len(diags) > 0:
		return "", diags.Sorted().Relative(dir)
	case !slices.Contains(known, name):
		slices.Sort(known)
		return "", fmt.Errorf("gograd: no function %s has a directive here: there are %s", name, strings.Join(slices.Compact(known), ", "))
	}
	return out.String(), nil
}

// displayName is how a function is named on the command line.
func displayName(g *parse.Grad) string {
	if g.Func.Recv == nil || len(g.Func.Recv.List) == 0 {
		return g.Obj.Name()
	}
	recv := g.Obj.Signature().Recv().Type().String()
	if i := strings.IndexByte(recv, '['); i >= 0 {
		recv = recv[:i]
	}
	return recv[strings.LastIndexAny(recv, "./*")+1:] + "." + g.Obj.Name()
}

func explainGradient(out *strings.Builder, l *parse.Loader, pkg *parse.Package, g *parse.Grad, dir string) diag.List {
	m := newMiddle(l, pkg)
	m.rules.fused = newFusedForms(m, taken(pkg, []*parse.Grad{g}))
	d := m.gradient(g, m.lowered(g))
	if d == nil {
		return m.diags
	}
	e := &explainer{pkg: pkg, dir: dir, out: out}
	for _, d := range append([]*derived{d}, m.rules.fused.gradients([]*derived{d})...) {
		e.function(d.gradient)
	}
	return nil
}

// An explainer writes what functions keep.
type explainer struct {
	pkg *parse.Package
	dir string
	out *strings.Builder
}

func (e *explainer) function(f *ir.Func) {
	holdings := ir.Holdings(f)
	if len(holdings) == 0 {
		fmt.Fprintf(e.out, "%s keeps nothing.\n", f.Name)
		return
	}
	fmt.Fprintf(e.out, "%s keeps:\n", f.Name)
	for _, h := range holdings {
		e.holding(h)
	}
}

// holding writes a line: where the value is from, what it is, how much, and what for.
func (e *explainer) holding(h ir.Holding) {
	size := fmt.Sprintf("%d·%s bytes", h.Bytes, h.Count)
	if h.Count == "1" {
		size = fmt.Sprintf("%d bytes", h.Bytes)
	}
	for _, loop := range h.Ends {
		size += " for each iteration of the loop at " + e.position(loop.Pos)
	}
	typ := strings.ReplaceAll(h.Type.String(), e.pkg.Types.Path()+".", "")
	if h.Value == nil {
		fmt.Fprintf(e.out, "\t%s: zeros, %s, for the adjoints of memory of the function's own: %s\n", e.name(h.Name), typ, size)
		return
	}
	where := h.Reads
	if h.Value.Op != nil && h.Value.Op.Pos.IsValid() {
		where = h.Value.Op.Pos
	}
	what := e.name(h.Value.Name)
	if h.Value.Name == "" {
		what += " of " + e.line(where)
	}
	fmt.Fprintf(e.out, "\t%s: %s, %s: %s, for the derivative of %s\n", e.position(where), what, typ, size, e.line(h.Reads))
}

// line is the line of the source at pos, without what is around it.
func (e *explainer) line(pos token.Pos) string {
	p := e.pkg.Position(pos)
	text, err := os.ReadFile(p.Filename)
	lines := strings.Split(string(text), "\n")
	if err != nil || p.Line > len(lines) {
		return e.position(pos)
	}
	return "`" + strings.TrimSuffix(strings.TrimSpace(lines[p.Line-1]), " {") + "`"
}

func (e *explainer) name(hint string) string {
	if hint == "" {
		return "a value"
	}
	return hint
}

// position is pos as file:line:col, relative to the directory of the run.
func (e *explainer) position(pos token.Pos) string {
	p := e.pkg.Position(pos)
	if rel, err := filepath.Rel(e.dir, p.Filename); err == nil {
		p.Filename = rel
	}
	return p.String()
}
