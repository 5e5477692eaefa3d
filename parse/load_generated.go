package parse

import (
	"go/types"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gograd/gograd/ir"
)

// AddGenerated type-checks p once more, together with files that were generated for
// it (base names and texts). Importers of p see the result. The errors are those
// in the added files; if there are any, the files are not added.
func (l *Loader) AddGenerated(p *Package, files map[string][]byte) (*Package, []types.Error) {
	u := p.unit
	added, errs := l.parseGenerated(u, files)
	if len(errs) > 0 {
		return p, errs
	}
	u.added = added
	l.changed(u)
	if errs = l.check(u).errorsInFiles(added); len(errs) > 0 {
		u.added = nil
		l.changed(u)
	}
	return l.check(u), errs
}

// KeepOld gives the importers of p what was generated for it in an earlier
// run, as it is on disk, if that still type-checks. It is for packages of
// which nothing is generated in this run.
func (l *Loader) KeepOld(p *Package) {
	old := map[string][]byte{}
	for _, f := range p.unit.outputs {
		old[f.Name] = f.Src
	}
	l.AddGenerated(p, old)
}

// parseGenerated parses files that were generated for u. The type checker
// doesn't know that some packages are for their neighbours only.
func (l *Loader) parseGenerated(u *unit, files map[string][]byte) (parsed []*File, errs []types.Error) {
	for name, src := range files {
		f := newFile(filepath.Join(u.Dir, name), src)
		f.Generated = true
		l.parse(f)
		parsed = append(parsed, f)
		errs = append(errs, f.syntaxErrors(l.fset)...)
		for _, spec := range f.Syntax.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && !ir.MayImport(u.ImportPath, path) {
				errs = append(errs, types.Error{Fset: l.fset, Pos: spec.Pos(), Msg: "use of internal package " + path + " not allowed"})
			}
		}
	}
	slices.SortFunc(parsed, byName)
	return parsed, errs
}
