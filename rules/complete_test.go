package rules

import (
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/rules/internal/ruletable"
)

func parseRules(t *testing.T) []ruletable.Rule {
	t.Helper()
	rules, err := ruletable.Parse(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func mathPackage(t *testing.T) *types.Package {
	t.Helper()
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("math")
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// Every function of package math that takes a float to a float has a rule.
func TestPackageMathIsComplete(t *testing.T) {
	has := map[string]bool{}
	for _, r := range parseRules(t) {
		if call, ok := r.Primal.(*ast.CallExpr); ok {
			has[types.ExprString(call.Fun)] = true
		}
	}
	scope := mathPackage(t).Scope()
	for _, name := range scope.Names() {
		f, ok := scope.Lookup(name).(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		sig := f.Signature()
		if hasFloat(sig.Params()) && hasFloat(sig.Results()) && !has["math."+name] {
			t.Errorf("math.%s has no rule", name)
		}
	}
}

func hasFloat(vars *types.Tuple) bool {
	for v := range vars.Variables() {
		if b, ok := v.Type().(*types.Basic); ok && b.Info()&types.IsFloat != 0 {
			return true
		}
	}
	return false
}

// Every float input has a contribution or is declared constant, and a rule asks
// for nothing but inputs, results and adjoints of results.
func TestEveryInputIsAccountedFor(t *testing.T) {
	for _, r := range parseRules(t) {
		name := r.Func.Name.Name
		params, paramTypes := r.Params()
		results, _ := r.Results()
		for _, in := range r.In {
			i := slices.Index(params, in)
			whole := i >= 0 && paramTypes[i] == "int"
			if whole == (slices.Contains(results, "d"+in) || slices.Contains(r.Const, in)) {
				t.Errorf("%s: %s needs a result d%s or const=%s", name, in, in, in)
			}
		}
		for _, p := range params {
			if !slices.Contains(r.In, p) && !slices.Contains(r.Out, p) && !slices.Contains(r.Out, strings.TrimPrefix(p, "d")) {
				t.Errorf("%s: parameter %s is no input, result or adjoint", name, p)
			}
		}
	}
}

// A rule's comment is its name and its formula, and sentences for its decisions.
func TestDocComments(t *testing.T) {
	decision := regexp.MustCompile(`^At [^.]* it takes [^.]*\.$`)
	for _, r := range parseRules(t) {
		name, doc := r.Func.Name.Name, r.Func.Doc.Text()
		if !regexp.MustCompile(`^` + name + `(:| is a step)`).MatchString(doc) {
			t.Errorf("%s: the comment begins %q", name, strings.SplitN(doc, "\n", 2)[0])
		}
		for line := range strings.Lines(doc) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "At ") && !decision.MatchString(line) {
				t.Errorf("%s: %q is no decision", name, line)
			}
		}
	}
}

// Source holds the files with rules, all of them and no others.
func TestSourceIsComplete(t *testing.T) {
	got, err := fs.Glob(Source, "*")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(files, func(name string) bool {
		return strings.HasSuffix(name, "_test.go") || name == "doc.go" || name == "source.go" || name == "gen.go"
	})
	if !slices.Equal(got, want) {
		t.Errorf("embedded: %v\nin the folder: %v", got, want)
	}
}
