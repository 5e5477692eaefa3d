package parse_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// Every form of Go computes, lowered, what the compiler makes of it: results and
// memory bit for bit, panics with the same value.
func TestLowerMeansWhatGoMeans(t *testing.T) {
	c := readCorpus(t)
	for _, test := range corpusFuncs {
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

var corpusFuncs = []struct {
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
	{"callsComeFirst", callsComeFirst},
	{"callsInConditions", callsInConditions},
	{"resultsInOrder", resultsInOrder},
	{"converted", converted},
	{"interfaces", interfaces},
	{"everyWayReturns", everyWayReturns},
	{"whileLoop", whileLoop},
	{"forever", forever},
	{"doWhile", doWhile},
	{"breaks", breaks},
	{"continues", continues},
	{"returnsInLoops", returnsInLoops},
	{"labels", labels},
	{"blocks", blocks},
	{"fallsThrough", fallsThrough},
	{"breaksInSwitches", breaksInSwitches},
	{"movingBounds", movingBounds},
	{"changedCounters", changedCounters},
	{"counterAfterBreak", counterAfterBreak},
	{"ownVariables", ownVariables},
	{"addressesAtExits", addressesAtExits},
	{"runes", runes},
	{"mixedWays", mixedWays},
	{"panicsInLoops", panicsInLoops},
	{"nestedWhiles", nestedWhiles},
	{"appends", appends},
	{"copies", copies},
	{"builtinsComeFirst", builtinsComeFirst},
	{"slicesAsArrays", slicesAsArrays},
	{"capturesByReference", capturesByReference},
	{"calledWhereItStands", calledWhereItStands},
	{"severalResults", severalResults},
	{"closuresShadow", closuresShadow},
	{"closuresInLoops", closuresInLoops},
	{"leavesTheClosureOnly", leavesTheClosureOnly},
	{"breaksInClosures", breaksInClosures},
	{"nestedClosures", nestedClosures},
	{"closuresWrite", closuresWrite},
	{"rangesAndClosures", rangesAndClosures},
	{"boundLater", boundLater},
	{"namedFunctions", namedFunctions},
	{"methodValues", methodValues},
	{"methodExpressions", methodExpressions},
	{"higherOrder", higherOrder},
	{"doubleIntegral", doubleIntegral},
	{"earlyEnds", earlyEnds},
	{"passedOn", passedOn},
	{"appliesInside", appliesInside},
	{"roots", roots},
	{"returnedFunctions", returnedFunctions},
	{"comparedWithNil", comparedWithNil},
	{"variadicClosures", variadicClosures},
	{"orderOfCalls", orderOfCalls},
	{"closuresAtExits", closuresAtExits},
	{"ownLoopVariables", ownLoopVariables},
	{"panicsInClosures", panicsInClosures},
	{"methodsTakeFunctions", methodsTakeFunctions},
	{"genericHigherOrder", genericHigherOrder},
	{"aliasedCaptures", aliasedCaptures},
	{"blankAndUnnamed", blankAndUnnamed},
}

// A corpus is type-checked source: that of the lower_corpus files, or of a test.
type corpus struct {
	pkg   *parse.Package
	decls map[*types.Func]*ast.FuncDecl
}

func readCorpus(t *testing.T) *corpus {
	t.Helper()
	names, err := filepath.Glob("lower_corpus*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var srcs []string
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		srcs = append(srcs, string(src))
	}
	return check(t, srcs...)
}

// check type-checks a package of files with these texts.
func check(t *testing.T, srcs ...string) *corpus {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	c := &corpus{pkg: &parse.Package{Path: "corpus", Fset: fset}, decls: map[*types.Func]*ast.FuncDecl{}}
	for _, src := range srcs {
		file, err := parser.ParseFile(fset, "corpus.go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		c.pkg.Files = append(c.pkg.Files, &parse.File{Name: "corpus.go", Src: []byte(src), Syntax: file})
	}
	c.pkg.Info = newInfo()
	var err error
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if c.pkg.Types, err = conf.Check("corpus", fset, files, c.pkg.Info); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				c.decls[c.pkg.Info.Defs[d.Name].(*types.Func)] = d
			}
		}
	}
	return c
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
		Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
}

// try lowers a function, and says why that can't be done.
func (c *corpus) try(name string) (*ir.Func, []parse.Problem) {
	l := parse.NewLowerer(c.pkg.Fset, c.pkg.Types, c, c)
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

func (c *corpus) Decl(fn *types.Func) (*parse.Package, *ast.FuncDecl) {
	if d := c.decls[fn.Origin()]; d != nil {
		return c.pkg, d
	}
	return nil, nil
}

// Owner is the one package there is.
func (c *corpus) Owner(*types.Package) *parse.Package { return c.pkg }

// Serves: the corpus has no rules.
func (c *corpus) Serves(*types.Func) bool { return false }

// Reads: all callees are known by their bodies.
func (c *corpus) Reads(*types.Func) bool { return false }
