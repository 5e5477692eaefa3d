// Package parse turns Go source into programs of package ir.
//
// Loading comes first: [Load] runs the go command once, reads export data for
// everything it can, and type-checks from source what must be seen in full.
// [ParseDirectives] then reads what the doc comments of functions ask for, and
// [NewSignature] says what the functions to be generated look like.
package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"io/fs"
	"iter"
	"path/filepath"

	"github.com/gograd/gograd/internal/diag"
)

// A Config says what to load.
type Config struct {
	Dir      string   // where the go command runs, "" for the current directory
	Patterns []string // as `go list` takes them, none for the package in Dir
	Rules    fs.FS    // the sources of package rules, nil for none
}

// A Loader holds the packages of one run: the targets, which the patterns
// name, and all that they import.
type Loader struct {
	fset     *token.FileSet
	dir      string                    // absolute
	listed   map[string]*listed        // what the go command said, by import path
	exported map[string]*types.Package // read from export data
	world    *world                    // the packages without their tests
	worlds   []*world                  // world, and those of tests with directives
	targets  []*unit                   // with directives, each after what it imports
	rules    *unit
	sourced  map[*unit]bool              // answers of needsSource
	owners   map[*types.Package]*Package // what was type-checked from source
}

// A Dir is the folder of a target, with or without directives in it.
type Dir struct {
	ImportPath, Path string
	Broken           bool // by a syntax error, or by a cycle of imports
}

// Load lists the packages of the run, reads the sources of those that are not
// the standard library's, and parses the targets that hold directives.
//
// Before: nothing is required of the packages; they may be broken.
// After: what keeps a target from being processed is in the diagnostics, and
// the target isn't among [Loader.Packages].
func Load(cfg Config) (*Loader, diag.List) {
	diags := checkPatterns(cfg.Patterns)
	l, err := newLoader(cfg.Dir)
	if err != nil {
		diags.Add(token.Position{}, "%v", err)
	}
	if len(diags) > 0 {
		return nil, diags
	}
	diags.Append(l.list(patterns(cfg.Patterns)))
	diags.Append(l.readSources())
	diags.Append(l.order())
	diags.Append(l.readRules(cfg.Rules))
	return l, diags.Sorted()
}

func newLoader(dir string) (*Loader, error) {
	dir, err := filepath.Abs(dir)
	main := &world{units: map[string]*unit{}}
	return &Loader{
		fset:     token.NewFileSet(),
		dir:      dir,
		listed:   map[string]*listed{},
		exported: map[string]*types.Package{},
		world:    main,
		worlds:   []*world{main},
		sourced:  map[*unit]bool{},
		owners:   map[*types.Package]*Package{},
	}, err
}

// Fset is where all positions of the run belong.
func (l *Loader) Fset() *token.FileSet { return l.fset }

// Dirs are the folders of all targets, in order of their import paths.
func (l *Loader) Dirs() (dirs []Dir) {
	for _, u := range l.sortedUnits() {
		if u.isTarget() && !u.test {
			dirs = append(dirs, Dir{u.ImportPath, u.Dir, u.broken})
		}
	}
	return dirs
}

// Packages yields the targets that hold directives, each after those that it
// imports. A package is type-checked when it is reached, so that it sees what
// [Loader.AddGenerated] gave the packages it imports; so is the source of all
// functions of other packages that its functions lead to.
//
// The package together with its in-package test files comes right behind the
// package, if there are directives in the tests; an external test package is
// one of its own.
func (l *Loader) Packages() iter.Seq[*Package] {
	return func(yield func(*Package) bool) {
		for _, u := range l.targets {
			if !yield(l.checkWithCallees(u)) {
				return
			}
		}
	}
}

// Rules is package rules, type-checked from the sources of the [Config]. It is
// nil if there are none.
func (l *Loader) Rules() *Package {
	if l.rules == nil {
		return nil
	}
	return l.check(l.rules)
}

// Package is the package with an import path, if it was type-checked from
// source because it holds directives or is needed by one that does; else nil.
func (l *Loader) Package(path string) *Package {
	u := l.world.unit(path)
	if u == nil || !l.needsSource(u) {
		return nil
	}
	return l.check(u)
}

// Decl is the declaration of a function or method, with its package. It is
// nil for the standard library's, and for what no function with a directive leads to.
func (l *Loader) Decl(fn *types.Func) (*Package, *ast.FuncDecl) {
	fn = fn.Origin()
	if fn.Pkg() == nil {
		return nil, nil
	}
	p := l.owners[fn.Pkg()]
	if p == nil {
		return nil, nil
	}
	return p, p.Decl(fn)
}

// Source is the text of the file that pos is in, generated ones included; nil for a file that was
// not type-checked from source.
func (l *Loader) Source(pos token.Pos) []byte {
	for _, p := range l.owners {
		if f := p.File(pos); f != nil {
			return f.Src
		}
	}
	return nil
}

// Owner is the package that t is the types of; nil where it wasn't type-checked from source.
func (l *Loader) Owner(t *types.Package) *Package { return l.owners[t] }
