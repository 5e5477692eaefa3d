package parse

import (
	"bytes"
	"cmp"
	"go/token"
	"go/version"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/gograd/gograd/internal/diag"
)

// readSources makes the units of the run: it reads the files of all packages
// outside the standard library, and parses those of targets with directives.
func (l *Loader) readSources() (diags diag.List) {
	diags.Append(l.makeUnits())
	if extra := append(l.testImports(), l.tensors()...); len(extra) > 0 {
		l.listDependencies(extra)
		diags.Append(l.makeUnits())
	}
	for _, u := range l.sortedUnits() {
		if !u.isTarget() {
			continue
		}
		diags.Append(l.parseTarget(u))
		diags.Append(u.checkVersion())
		l.makeTests(u)
	}
	return diags
}

// makeUnits makes a unit of each package that is listed and has none yet.
func (l *Loader) makeUnits() (diags diag.List) {
	for path, p := range l.listed {
		if l.world.units[path] != nil || len(p.files()) == 0 {
			continue
		}
		u := &unit{listed: p, path: path, world: l.world}
		l.world.units[path] = u
		if p.Standard {
			continue
		}
		u.files = l.read(p.Dir, slices.Concat(p.GoFiles, p.CgoFiles), &diags)
		if p.isTarget() {
			u.files, u.outputs = splitOutputs(u.files)
			u.tests = l.read(p.Dir, slices.Concat(p.TestGoFiles, p.XTestGoFiles), &diags)
		}
	}
	return diags
}

func (l *Loader) read(dir string, names []string, diags *diag.List) (files []*File) {
	for _, name := range names {
		f, err := readFile(dir, name)
		if err != nil {
			diags.Add(token.Position{}, "%v", err)
			continue
		}
		files = append(files, f)
	}
	slices.SortFunc(files, byName)
	return files
}

// splitOutputs tells a package's own files from what gograd generated.
func splitOutputs(files []*File) (own, outputs []*File) {
	for _, f := range files {
		if f.Generated {
			outputs = append(outputs, f)
		} else {
			own = append(own, f)
		}
	}
	return own, outputs
}

// testImports are what tests with directives import and no other package does.
func (l *Loader) testImports() (paths []string) {
	for _, u := range l.world.units {
		if !anyMarked(u.tests) {
			continue
		}
		for _, path := range slices.Concat(u.TestImports, u.XTestImports) {
			if l.listed[path] == nil && path != "C" && path != "unsafe" {
				paths = append(paths, path)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// tensors is the package of matrices, which what is generated for a batch imports though no source may.
func (l *Loader) tensors() []string {
	for _, u := range l.world.units {
		for _, f := range slices.Concat(u.files, u.tests) {
			if u.isTarget() && l.listed[tensorPath] == nil && f.Marked && bytes.Contains(f.Src, []byte(" batch=")) {
				return []string{tensorPath}
			}
		}
	}
	return nil
}

// parseTarget parses u if there are directives in it, and reports what is no Go.
// Where outputs are left out, the imports of the rest must be known in any case.
func (l *Loader) parseTarget(u *unit) (diags diag.List) {
	if !u.hasDirectives() && !anyMarked(u.tests) && len(u.outputs) == 0 {
		return nil
	}
	marked := slices.Concat(u.files, u.tests)
	if !u.hasDirectives() {
		marked = u.tests
	}
	for _, f := range slices.Concat(u.files, u.tests) {
		l.parse(f)
	}
	for _, f := range marked {
		for _, e := range f.errors {
			diags.Add(e.Pos, "%s", e.Msg)
			u.broken = true
		}
	}
	return diags
}

// oldest is the first version of Go that has all that generated code uses.
const oldest = "go1.22"

// checkVersion wants a target with directives to be in a version of Go that
// knows what is generated.
func (u *unit) checkVersion() (diags diag.List) {
	if u.Module == nil || !u.hasDirectives() && !anyMarked(u.tests) || version.Compare("go"+u.Module.GoVersion, oldest) >= 0 {
		return nil
	}
	u.broken = true
	diags.Add(token.Position{}, "module %s is in Go %s, gograd generates Go %s: run `go get go@%[3]s`",
		u.Module.Path, cmp.Or(u.Module.GoVersion, "1.16"), strings.TrimPrefix(oldest, "go"))
	return diags
}

// makeTests makes the units of the tests of u that hold directives.
func (l *Loader) makeTests(u *unit) {
	if !anyMarked(u.tests) {
		return
	}
	inside := named(u.tests, u.TestGoFiles)
	outside := named(u.tests, u.XTestGoFiles)
	w := l.world
	if len(inside) > 0 {
		w = &world{base: l.world, of: u.path, units: map[string]*unit{}}
		l.worlds = append(l.worlds, w)
		w.units[u.path] = newTest(u, u.path, w, inside)
		w.units[u.path].base = u
	}
	if len(outside) > 0 {
		x := newTest(u, u.path+"_test", w, outside)
		w.units[x.path+" [test]"] = x // not a path that could be imported
	}
}

func newTest(of *unit, path string, w *world, files []*File) *unit {
	own, outputs := splitOutputs(files)
	return &unit{listed: of.listed, path: path, world: w, test: true, files: own, outputs: outputs, broken: of.broken}
}

func named(files []*File, names []string) (some []*File) {
	for _, f := range files {
		if slices.Contains(names, f.Name) {
			some = append(some, f)
		}
	}
	return some
}

// rulesPath is the import path of gograd's own rules.
const rulesPath = "github.com/gograd/gograd/rules"

// readRules makes the unit of package rules. It is none of the packages of
// the run: a program that imports the rules imports its own instance.
func (l *Loader) readRules(source fs.FS) (diags diag.List) {
	if source == nil {
		return nil
	}
	names, err := fs.Glob(source, "*.go")
	if err != nil {
		diags.Add(token.Position{}, "%v", err)
	}
	u := &unit{listed: &listed{ImportPath: rulesPath}, path: rulesPath, world: l.world}
	for _, name := range names {
		src, err := fs.ReadFile(source, name)
		if err != nil {
			diags.Add(token.Position{}, "%v", err)
			continue
		}
		if f := newFile("rules/"+name, src); !f.Test {
			u.files = append(u.files, f)
		}
	}
	l.rules = u
	return diags
}

func (l *Loader) sortedUnits() []*unit {
	return slices.SortedFunc(maps.Values(l.world.units), func(a, b *unit) int { return cmp.Compare(a.path, b.path) })
}
