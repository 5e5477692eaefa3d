package parse_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// Every form of Go computes, lowered, what the compiler makes of it: results and
// memory bit for bit, panics with the same value.
func TestLowerMeansWhatGoMeans(t *testing.T) {
	c := readCorpus(t)
	for _, test := range []struct {
		name string
		fn   any
	}{
		{"declarations", declarations},
		{"assignments", assignments},
		{"tuples", tuples},
		{"operators", operators},
		{"narrow", narrow},
		{"floats", floats},
		{"conversions", conversions},
		{"comparisons", comparisons},
		{"shortCircuits", shortCircuits},
		{"branches", branches},
		{"switches", switches},
		{"countedLoops", countedLoops},
		{"countersThatStay", countersThatStay},
		{"loopsDefineMore", loopsDefineMore},
		{"loopVariables", loopVariables},
		{"ranges", ranges},
		{"namedResults", namedResults},
		{"shadowing", shadowing},
		{"arrays", arrays},
		{"windows", windows},
		{"structs", structs},
		{"pointers", pointers},
		{"embedded", embedded},
		{"methods", methods},
		{"variadic", variadic},
		{"variadicCalls", variadicCalls},
		{"generics", generics},
		{"calls", calls},
		{"panics", panics},
		{"runtimePanics", runtimePanics},
		{"constants", constants},
		{"texts", texts},
		{"evaluationOrder", evaluationOrder},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := c.lower(t, test.name)
			if err := ir.Check(f); err != nil {
				t.Fatalf("%v\n%s", err, f)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			for range 60 {
				if err := sameCall(f, test.fn, rng); err != nil {
					t.Fatalf("%v\n%s", err, f)
				}
			}
		})
	}
}

// A corpus is the text of lower_corpus_test.go, type-checked.
type corpus struct {
	pkg   *parse.Package
	decls map[*types.Func]*ast.FuncDecl
}

func readCorpus(t *testing.T) *corpus {
	t.Helper()
	src, err := os.ReadFile("lower_corpus_test.go")
	if err != nil {
		t.Fatal(err)
	}
	return check(t, string(src))
}

// check type-checks one file.
func check(t *testing.T, src string) *corpus {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "corpus.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
		Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("corpus", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	c := &corpus{
		pkg: &parse.Package{
			Path: "corpus", Name: pkg.Name(), Fset: fset, Types: pkg, Info: info,
			Files: []*parse.File{{Name: "corpus.go", Src: []byte(src), Syntax: file}},
		},
		decls: map[*types.Func]*ast.FuncDecl{},
	}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			c.decls[info.Defs[d.Name].(*types.Func)] = d
		}
	}
	return c
}

// try lowers a function, and says why that can't be done.
func (c *corpus) try(name string) (*ir.Func, []parse.Problem) {
	l := parse.NewLowerer(c.pkg.Fset, c.pkg.Types, c.source, c)
	f := l.Func(c.pkg.Types.Scope().Lookup(name).(*types.Func))
	return f, l.Problems()
}

func (c *corpus) lower(t *testing.T, name string) *ir.Func {
	t.Helper()
	f, problems := c.try(name)
	for _, p := range problems {
		t.Errorf("%s: %s", c.pkg.Position(p.Pos), p.Msg)
	}
	if f == nil {
		t.FailNow()
	}
	return f
}

func (c *corpus) source(fn *types.Func) (*parse.Package, *ast.FuncDecl) {
	if d := c.decls[fn.Origin()]; d != nil {
		return c.pkg, d
	}
	return nil, nil
}

// Serves: the corpus has no rules.
func (c *corpus) Serves(*types.Func) bool { return false }

// Reads: all callees are known by their bodies.
func (c *corpus) Reads(*types.Func) bool { return false }
