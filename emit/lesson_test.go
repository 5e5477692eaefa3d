package emit_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/emit"
	"github.com/gograd/gograd/ir"
)

// A lesson is a function in a package of its own, whose declarations are Go.
type lesson struct {
	build
	pkg *types.Package
	in  []*ir.Value
}

var (
	fset = token.NewFileSet()
	deps = importer.ForCompiler(fset, "source", nil)
)

// check type-checks the files of package lesson.
func check(t *testing.T, files ...string) *types.Package {
	t.Helper()
	var parsed []*ast.File
	for _, src := range files {
		f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		parsed = append(parsed, f)
	}
	conf := types.Config{Importer: deps}
	pkg, err := conf.Check("example.com/lesson", fset, parsed, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(files, "\n"))
	}
	return pkg
}

// newLesson begins a function F whose signature is that of decls' function Like.
func newLesson(t *testing.T, decls string) *lesson {
	t.Helper()
	pkg := check(t, "package lesson\n"+decls)
	l := &lesson{pkg: pkg}
	f := &ir.Func{Name: "F", Pkg: pkg, Body: &ir.Block{}}
	l.build = build{ir.Builder{Func: f, Block: f.Body}}
	sig := l.fn("Like").Signature()
	for v := range sig.Params().Variables() {
		f.Params = append(f.Params, f.NewValue(v.Name(), v.Type()))
	}
	for v := range sig.Results().Variables() {
		f.Results = append(f.Results, ir.Result{Name: v.Name(), Type: v.Type()})
	}
	f.TypeParams = slices.Collect(sig.TypeParams().TypeParams())
	f.Variadic = sig.Variadic()
	l.in = f.Params
	return l
}

func (l *lesson) typ(name string) types.Type { return l.pkg.Scope().Lookup(name).Type() }

// fn is the function, or the method T.M, of that name.
func (l *lesson) fn(name string) *types.Func {
	if typ, method, ok := strings.Cut(name, "."); ok {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(l.typ(typ)), true, l.pkg, method)
		return obj.(*types.Func)
	}
	return l.pkg.Scope().Lookup(name).(*types.Func)
}

// imported is a function of another package.
func imported(path, name string) *types.Func {
	pkg, err := deps.Import(path)
	if err != nil {
		panic(err)
	}
	return pkg.Scope().Lookup(name).(*types.Func)
}

// expect compares the body that is printed with want, and type-checks it.
func (l *lesson) expect(t *testing.T, decls, want string) {
	t.Helper()
	if err := ir.Check(l.Func); err != nil {
		t.Fatalf("%v\n%s", err, l.Func)
	}
	src, err := emit.File(emit.Input{Pkg: l.pkg, Source: "x.go", Funcs: []*ir.Func{l.Func}})
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	compare(t, text[strings.Index(text, "func F"):], want)
	check(t, "package lesson\n"+decls, text)
}

// field is a step to the i-th field.
func field(i int) ir.Step { return ir.Step{Field: i} }
