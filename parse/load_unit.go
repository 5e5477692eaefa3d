package parse

import (
	"maps"
	"slices"
	"strconv"
)

// A unit is what is type-checked at once: a package, a package with its
// in-package tests, or an external test package.
type unit struct {
	*listed
	world   *world
	path    string  // of what is checked: an external test has _test behind the import path
	test    bool    // with test files
	base    *unit   // whose files are part of this unit too
	files   []*File // without the outputs of a target
	outputs []*File // of a target: gograd's own on disk
	added   []*File // generated in this run
	tests   []*File // of a target: read to know their names, but no part of the unit
	forced  bool    // a derivative leads into its functions: export data won't do
	broken  bool    // by a syntax error or an import cycle: not to be processed

	checking bool
	checked  *Package // nil until it is needed, and when something below has changed
}

// A world is a set of units that import one another. The tests of a package
// have a world of their own, in which the package contains its tests and all
// that imports it is type-checked anew.
type world struct {
	base  *world // nil for the world without tests
	of    string // the package whose tests this world is about
	units map[string]*unit
}

// unit is the unit with an import path, nil if the run has none.
func (w *world) unit(path string) *unit {
	if u := w.units[path]; u != nil || w.base == nil {
		return u
	}
	u := w.base.unit(path)
	if u == nil || !w.base.dependsOn(u, w.of, map[*unit]bool{}) {
		return u
	}
	w.units[path] = &unit{listed: u.listed, path: path, world: w, base: u}
	return w.units[path]
}

// dependsOn says whether u imports the package with a path, however
// indirectly. Answers about other units are kept in known.
func (w *world) dependsOn(u *unit, path string, known map[*unit]bool) bool {
	if depends, ok := known[u]; ok || u.Standard {
		return depends
	}
	known[u] = false // as far as a cycle is concerned
	known[u] = slices.ContainsFunc(u.imports(), func(p string) bool {
		dep := w.unit(p)
		return p == path || dep != nil && w.dependsOn(dep, path, known)
	})
	return known[u]
}

// sources are all files of u.
func (u *unit) sources() []*File {
	if u.base == nil {
		return slices.Concat(u.files, u.added)
	}
	return slices.Concat(u.base.sources(), u.files, u.added)
}

// imports are the import paths of u. The go command's answer is good where
// all files count; it includes the imports of outputs that are left out.
func (u *unit) imports() []string {
	var paths []string
	switch {
	case u.base != nil:
		paths = slices.Concat(u.base.imports(), u.importsOf(u.files))
	case len(u.outputs) > 0 || u.test:
		paths = u.importsOf(u.files)
	default:
		paths = u.Imports
	}
	return slices.Concat(paths, u.importsOf(u.added))
}

func (u *unit) importsOf(files []*File) (paths []string) {
	for _, f := range files {
		for _, spec := range f.Syntax.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				paths = append(paths, u.resolve(p))
			}
		}
	}
	return paths
}

// resolve is the package that a path in an import declaration of u means.
func (u *unit) resolve(path string) string {
	if to, ok := u.ImportMap[path]; ok {
		return to
	}
	return path
}

// hasDirectives says whether a file of u itself may hold one.
func (u *unit) hasDirectives() bool { return anyMarked(u.files) }

func anyMarked(files []*File) bool {
	return slices.ContainsFunc(files, func(f *File) bool { return f.Marked && !f.Generated })
}

// needsSource says whether u is type-checked from source: because of what is
// in it, or because export data for it speaks of another instance of what it imports.
func (l *Loader) needsSource(u *unit) bool {
	if need, ok := l.sourced[u]; ok || u.Standard {
		return need
	}
	l.sourced[u] = false // as far as a cycle is concerned
	own := u.forced || u.base != nil || u.test || u.Export == "" || u.hasDirectives()
	l.sourced[u] = own || slices.ContainsFunc(u.imports(), func(path string) bool {
		dep := u.world.unit(path)
		return dep != nil && l.needsSource(dep)
	})
	return l.sourced[u]
}

// changed makes whatever has been checked against u be checked again.
func (l *Loader) changed(u *unit) {
	u.checked = nil
	clear(l.sourced)
	for _, w := range l.worlds {
		known := map[*unit]bool{}
		for _, other := range slices.Collect(maps.Values(w.units)) {
			if other.base == u || w.dependsOn(other, u.path, known) {
				other.checked = nil
			}
		}
	}
}
