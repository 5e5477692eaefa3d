// Package gograd generates gradients of Go functions, as Go.
//
// [Generate] is the whole pipeline: load the packages, read the directives on
// their functions, differentiate what these ask for, and write the results
// beside the sources.
package gograd

import (
	"go/token"
	"path/filepath"

	"github.com/gograd/gograd/internal/diag"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
)

// Options say what to generate.
type Options struct {
	Dir      string   // where patterns start, "" for the current directory
	Patterns []string // as `go list` takes them, none for the package in Dir
	Check    bool     // write nothing, but say what would be written
}

// A Result is what was done, or with [Options.Check] would have been done.
type Result struct {
	Files []string // written or removed, relative to the directory of the run
	Diff  string   // unified, from what is on disk to what should be; with Check only

	// Warnings are about Go that is differentiated, but whose derivative is hardly
	// the one that was meant: sorted, a line each, as those of an error are.
	Warnings diag.List
}

// Generate brings the generated files of the packages up to date.
//
// A mistake in a package leaves all its files as they are; other packages are
// not concerned. The error, if there is one, has a line for each mistake: its
// position, what is wrong, and what to write instead.
func Generate(o Options) (Result, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return Result{}, err
	}
	loader, diags := parse.Load(parse.Config{Dir: dir, Patterns: o.Patterns, Rules: rules.Source})
	if loader == nil {
		return Result{}, diags.Relative(dir)
	}
	folders := newFolders(loader.Dirs())
	var warnings diag.List
	for pkg := range loader.Packages() {
		outputs, warned, mistakes := generate(loader, pkg)
		warnings.Append(warned)
		folders[pkg.Dir].add(outputs, mistakes)
		if len(mistakes) > 0 {
			loader.KeepOld(pkg)
		}
	}
	changes, mistakes := folders.changes()
	diags.Append(mistakes)
	result := Result{Files: names(dir, changes), Warnings: warnings.Sorted().Relative(dir)}
	if o.Check {
		result.Diff = unified(dir, changes)
	} else {
		diags.Append(write(changes))
	}
	if len(diags) > 0 {
		return result, diags.Sorted().Relative(dir)
	}
	return result, nil
}

// An output is a generated file.
type output struct {
	path string
	text []byte
	pos  token.Position // of the first directive that asks for it
}

// generate makes the outputs of one package: in one round, unless functions
// to be differentiated call what is generated for others of the package.
//
// After: the outputs type-check together with the package, and the packages
// that import it see them.
func generate(l *parse.Loader, pkg *parse.Package) (outputs []output, warnings, diags diag.List) {
	for before := 0; ; {
		directives, diags := l.Directives(pkg)
		ready := l.Ready(pkg, directives.Grads)
		if len(ready) == before {
			ready = directives.Grads
		}
		outputs, warnings, mistakes := outputsOf(l, pkg, ready)
		diags.Append(mistakes)
		if len(diags) > 0 || len(outputs) == 0 {
			return nil, warnings, diags
		}
		pkg, diags = typeCheck(l, pkg, outputs)
		if before = len(ready); len(diags) > 0 || before == len(directives.Grads) {
			return outputs, warnings, diags
		}
	}
}

// outputsOf makes the files that gradients of one package belong to.
func outputsOf(l *parse.Loader, pkg *parse.Package, grads []*parse.Grad) (outputs []output, warnings, diags diag.List) {
	m := newMiddle(l, pkg)
	for file, of := range byFile(grads) {
		text, mistakes := m.differentiate(file, of)
		diags.Append(mistakes)
		outputs = append(outputs, output{
			path: filepath.Join(pkg.Dir, file.Output()),
			text: text,
			pos:  pkg.Position(of[0].Pos),
		})
	}
	return outputs, m.warnings(grads), diags
}

// typeCheck adds outputs to the package that they belong to. A mistake in them is gograd's own.
func typeCheck(l *parse.Loader, pkg *parse.Package, outputs []output) (*parse.Package, diag.List) {
	files := map[string][]byte{}
	asked := map[string]token.Position{}
	for _, o := range outputs {
		files[filepath.Base(o.path)] = o.text
		asked[o.path] = o.pos
	}
	var diags diag.List
	added, errs := l.AddGenerated(pkg, files)
	if name := redeclared(pkg, outputs); len(errs) > 0 && name != "" {
		diags.Add(outputs[0].pos, "generated code needs Go's own %s, and this package declares another: rename it", name)
		return added, diags
	}
	for _, e := range errs {
		at := pkg.Position(e.Pos)
		diags.Add(asked[at.Filename], "internal error, please report: what gograd generates does not compile: %s:%d: %s",
			filepath.Base(at.Filename), at.Line, e.Msg)
	}
	return added, diags
}
