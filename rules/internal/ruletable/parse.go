// Package ruletable writes the test table of package rules: every rule beside the
// function or operator that it differentiates, so that one test reaches them all.
package ruletable

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"
)

// A Rule is a function of package rules together with its directive.
type Rule struct {
	Func    *ast.FuncDecl
	Primal  ast.Expr // the call or expression that it differentiates
	In, Out []string // the names of the primal's inputs and results
	Const   []string // the inputs that carry no derivative
}

const directive = "//gograd:adjoint "

// Parse returns the rules in the Go files of a folder, tests left out, in the
// order of the files' names and of their place there.
func Parse(dir fs.FS) ([]Rule, error) {
	names, err := fs.Glob(dir, "*.go")
	if err != nil {
		return nil, err
	}
	var rules []Rule
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		rs, err := parseFile(dir, name)
		if err != nil {
			return nil, err
		}
		rules = append(rules, rs...)
	}
	return rules, nil
}

func parseFile(dir fs.FS, name string) ([]Rule, error) {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var rules []Rule
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Doc == nil {
			continue
		}
		for _, c := range f.Doc.List {
			text, ok := strings.CutPrefix(c.Text, directive)
			if !ok {
				continue
			}
			rule, err := parseDirective(f, text)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", name, f.Name.Name, err)
			}
			rules = append(rules, rule)
		}
	}
	return rules, nil
}

// parseDirective reads `z = f(x, y) const=y`.
func parseDirective(f *ast.FuncDecl, text string) (Rule, error) {
	r := Rule{Func: f}
	text, constants, found := strings.Cut(text, " const=")
	if found {
		r.Const = strings.Split(constants, ",")
	}
	out, primal, found := strings.Cut(text, " = ")
	if !found {
		return Rule{}, fmt.Errorf("no ' = ' in %q", text)
	}
	r.Out = strings.Split(out, ", ")
	expr, err := parser.ParseExpr(primal)
	if err != nil {
		return Rule{}, err
	}
	r.Primal = expr
	r.In = inputs(expr)
	return r, nil
}

// inputs lists the operands of an operator or the arguments of a call.
func inputs(e ast.Expr) []string {
	var operands []ast.Expr
	switch e := e.(type) {
	case *ast.CallExpr:
		operands = e.Args
	case *ast.BinaryExpr:
		operands = []ast.Expr{e.X, e.Y}
	case *ast.UnaryExpr:
		operands = []ast.Expr{e.X}
	}
	var names []string
	for _, x := range operands {
		names = append(names, x.(*ast.Ident).Name)
	}
	return names
}

// Params returns the names of a rule's parameters with their types.
func (r Rule) Params() (names, types []string) { return fields(r.Func.Type.Params) }

// Results returns the names of a rule's contributions with their types.
func (r Rule) Results() (names, types []string) { return fields(r.Func.Type.Results) }

func fields(list *ast.FieldList) (names, types []string) {
	if list == nil {
		return nil, nil
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
			types = append(types, field.Type.(*ast.Ident).Name)
		}
	}
	return names, types
}

// typeOf returns the type of an input or result, float64 where T is generic. The
// primal function's is not at hand, so it is read off the rule: what the rule
// doesn't name is as wide as what it does.
func (r Rule) typeOf(name string) string {
	params, types := r.Params()
	results, resultTypes := r.Results()
	types = append(types, resultTypes...)
	if i := slices.Index(append(params, results...), name); i >= 0 && types[i] != "T" {
		return types[i]
	}
	if slices.Contains(types, "float32") {
		return "float32"
	}
	return "float64"
}
