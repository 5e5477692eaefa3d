package tensor

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The compiler relies on the form of the rules and of the functions they call.
// These tests read the package's source.

// rule is a derivative rule as its source states it.
type rule struct {
	name    string
	primal  string
	results []string
	inputs  []string
	without []string // inputs without a derivative: const=x
	decl    *ast.FuncDecl
}

// sources returns the functions of the package, tests left out.
func sources(t *testing.T) []*ast.FuncDecl {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var funcs []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				funcs = append(funcs, fn)
			}
		}
	}
	return funcs
}

// rulesOf returns the functions with an adjoint directive, such as
// "c = MatMul(a, b)" or "z = Maximum(x, y) const=y".
func rulesOf(t *testing.T, funcs []*ast.FuncDecl) []rule {
	t.Helper()
	var rules []rule
	for _, fn := range funcs {
		if fn.Doc == nil {
			continue
		}
		for _, c := range fn.Doc.List {
			text, ok := strings.CutPrefix(c.Text, "//gograd:adjoint ")
			if !ok {
				continue
			}
			binding, constant, _ := strings.Cut(text, " const=")
			result, call, _ := strings.Cut(binding, " = ")
			primal, inputs, _ := strings.Cut(strings.TrimSuffix(call, ")"), "(")
			if !slices.ContainsFunc(funcs, func(f *ast.FuncDecl) bool { return f.Name.Name == primal }) {
				t.Errorf("%s: there is no function %s", fn.Name.Name, primal)
			}
			r := rule{fn.Name.Name, primal, strings.Split(result, ", "), strings.Split(inputs, ", "), nil, fn}
			if constant != "" {
				r.without = strings.Split(constant, ",")
			}
			rules = append(rules, r)
		}
	}
	return rules
}

// nothingTo reports whether the rule's comment says that it adds nothing to a shadow.
func (r rule) nothingTo(shadow string) bool {
	return strings.Contains(r.decl.Doc.Text(), "nothing to "+shadow)
}

// Every rule is tested, and nothing named …Adjoint lacks its directive.
func TestEveryRuleHasACase(t *testing.T) {
	funcs := sources(t)
	var stated, tested, named []string
	for _, r := range rulesOf(t, funcs) {
		stated = append(stated, r.name)
	}
	for _, c := range ruleCases[float64]() {
		tested = append(tested, c.rule)
	}
	for _, fn := range funcs {
		if strings.HasSuffix(fn.Name.Name, "Adjoint") {
			named = append(named, fn.Name.Name)
		}
	}
	slices.Sort(stated)
	slices.Sort(tested)
	slices.Sort(named)
	if !slices.Equal(stated, tested) {
		t.Errorf("rules in the source: %v\nrules with a case:   %v", stated, tested)
	}
	if !slices.Equal(stated, named) {
		t.Errorf("rules in the source: %v\nnamed …Adjoint:      %v", stated, named)
	}
}

// A rule has one statement for each input's contribution: a call that adds to
// this input's shadow alone, or a result. So what nobody asks for can be left out.
func TestRulesTreatInputsApart(t *testing.T) {
	for _, r := range rulesOf(t, sources(t)) {
		var got []string
		for _, s := range r.decl.Body.List {
			switch s := s.(type) {
			case *ast.ExprStmt:
				call := s.X.(*ast.CallExpr)
				if name := call.Fun.(*ast.Ident).Name; !strings.HasPrefix(name, "Add") {
					t.Errorf("%s calls %s, which is no function that adds", r.name, name)
				}
				got = append(got, call.Args[0].(*ast.Ident).Name)
			case *ast.AssignStmt: // what several contributions are made of
				if call, ok := s.Rhs[0].(*ast.CallExpr); !ok || s.Tok != token.DEFINE || strings.HasPrefix(call.Fun.(*ast.Ident).Name, "Add") {
					t.Errorf("%s has an assignment of something else than an operation", r.name)
				}
			case *ast.ReturnStmt:
				got = append(got, r.decl.Type.Results.List[0].Names[0].Name)
			default:
				t.Errorf("%s has a statement that is no call and no return", r.name)
			}
		}
		var want []string
		for _, in := range r.inputs {
			if !slices.Contains(r.without, in) && !r.nothingTo("d"+in) {
				want = append(want, "d"+in)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s contributes to %v, its inputs ask for %v", r.name, got, want)
		}
	}
}

// A rule's parameters are inputs, results, adjoints of results and shadows of
// inputs, and each is used.
func TestRuleParameters(t *testing.T) {
	for _, r := range rulesOf(t, sources(t)) {
		allowed := slices.Concat(r.inputs, r.results)
		for _, name := range slices.Clone(allowed) {
			allowed = append(allowed, "d"+name)
		}
		for _, field := range r.decl.Type.Params.List {
			for _, p := range field.Names {
				if !slices.Contains(allowed, p.Name) {
					t.Errorf("%s: parameter %s is none of %v", r.name, p.Name, allowed)
				}
				if !mentions(r.decl.Body, p.Name) && !r.nothingTo(p.Name) {
					t.Errorf("%s: parameter %s is not used", r.name, p.Name)
				}
			}
		}
	}
}

func mentions(n ast.Node, name string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return true
	})
	return found
}

// The compiler takes rules, and constructors and methods of Matrix, over into
// other packages, where unexported names can't be used.
func TestWhatIsInlinedUsesExportedNames(t *testing.T) {
	funcs := sources(t)
	inlined := []string{"NewMatrix", "MatrixOf", "FromRows", "ZerosLike", "RowMatrix", "ColumnMatrix"}
	for _, fn := range funcs {
		if strings.HasSuffix(fn.Name.Name, "Adjoint") || fn.Recv != nil && fn.Name.IsExported() {
			inlined = append(inlined, fn.Name.Name)
		}
	}
	for _, fn := range funcs {
		if !slices.Contains(inlined, fn.Name.Name) {
			continue
		}
		for _, other := range funcs {
			if !other.Name.IsExported() && mentions(fn.Body, other.Name.Name) {
				t.Errorf("%s uses %s", fn.Name.Name, other.Name.Name)
			}
		}
	}
}

// Functions named Add… and …Into write to their first argument alone, which they
// call dst.
func TestOnlyTheDestinationIsWritten(t *testing.T) {
	for _, fn := range sources(t) {
		name := fn.Name.Name
		adds := strings.HasPrefix(name, "Add") && name != "Add" && !strings.HasSuffix(name, "Adjoint")
		if !adds && !strings.HasSuffix(name, "Into") {
			continue
		}
		if first := fn.Type.Params.List[0].Names[0].Name; first != "dst" {
			t.Errorf("%s: the first parameter is %s, not dst", name, first)
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			for _, written := range writes(n) {
				if root(written) != "dst" {
					t.Errorf("%s writes to %s", name, root(written))
				}
			}
			return true
		})
	}
}

// writes returns what a statement assigns to through an index, and the first
// argument of calls that write.
func writes(n ast.Node) []ast.Expr {
	var out []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			if _, ok := left.(*ast.IndexExpr); ok {
				out = append(out, left)
			}
		}
	case *ast.CallExpr:
		switch f := n.Fun.(type) {
		case *ast.SelectorExpr:
			if reads := []string{"Dot", "SquaredNorm", "Sum", "LogSumExp", "Matrix"}; isIdent(f.X, "kernel") && !slices.Contains(reads, f.Sel.Name) {
				out = append(out, n.Args[0])
			}
		case *ast.Ident:
			if strings.HasPrefix(f.Name, "Add") || strings.HasPrefix(f.Name, "each") || strings.HasSuffix(f.Name, "Each") || f.Name == "copy" {
				out = append(out, n.Args[0])
			}
		}
	}
	return out
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// root is the variable at the left end of an expression such as dst.Row(i)[j] or
// dst.kernel() or &dst.
func root(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.CallExpr:
		return root(e.Fun)
	case *ast.UnaryExpr:
		return root(e.X)
	}
	return "?"
}
