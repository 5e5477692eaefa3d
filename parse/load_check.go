package parse

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/types"
	"os"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
)

// check type-checks u from source, unless that has been done.
//
// After: the package is there even if there are errors in it. What an earlier
// run generated in a dependency is part of it only if that type-checks.
func (l *Loader) check(u *unit) *Package {
	if u.checked != nil {
		return u.checked
	}
	u.checking = true
	defer func() { u.checking = false }()
	p := l.typeCheck(u)
	if own, outputs := splitOutputs(u.files); len(p.errorsInFiles(outputs)) > 0 {
		u.files = own
		p = l.typeCheck(u)
	}
	u.checked = p
	l.owners[p.Types] = p
	return p
}

func (l *Loader) typeCheck(u *unit) *Package {
	p := &Package{
		Path:   u.path,
		Dir:    u.Dir,
		Target: u.isTarget(),
		Test:   u.test,
		Fset:   l.fset,
		Files:  u.sources(),
		Info:   newInfo(),
		unit:   u,
	}
	if u.Module != nil {
		p.Module = u.Module.Path
	}
	var syntax []*ast.File
	for _, f := range p.Files {
		l.parse(f)
		syntax = append(syntax, f.Syntax)
		p.Errors = append(p.Errors, f.syntaxErrors(l.fset)...)
	}
	conf := l.config(u)
	conf.Error = func(err error) {
		// An error that begins with a tab only says more about the one before.
		if e, ok := err.(types.Error); ok && !strings.HasPrefix(e.Msg, "\t") {
			p.Errors = append(p.Errors, e)
		}
	}
	p.Types, _ = conf.Check(u.path, l.fset, syntax, p.Info)
	p.Name = p.Types.Name()
	p.indexDecls()
	return p
}

func (l *Loader) config(u *unit) *types.Config {
	conf := &types.Config{
		FakeImportC: len(u.CgoFiles) > 0,
		Importer:    importerFunc(func(path string) (*types.Package, error) { return l.importInto(u, path) }),
		Sizes:       types.SizesFor("gc", build.Default.GOARCH),
	}
	if u.Module != nil && u.Module.GoVersion != "" {
		conf.GoVersion = "go" + u.Module.GoVersion
	}
	return conf
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// importInto is the package that u means by an import path.
func (l *Loader) importInto(u *unit, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	path = u.resolve(path)
	dep := u.world.unit(path)
	switch {
	case dep == nil:
		return nil, l.notFound(path)
	case dep.checking:
		return nil, errors.New("import cycle")
	case l.needsSource(dep):
		return l.check(dep).Types, nil
	}
	return l.readExport(dep)
}

func (l *Loader) notFound(path string) error {
	if p := l.listed[path]; p != nil && p.Error != nil {
		return errors.New(p.Error.Err)
	}
	return errors.New("package not found")
}

// readExport reads the export data that the go command has for u.
func (l *Loader) readExport(u *unit) (*types.Package, error) {
	if p := l.exported[u.path]; p != nil && p.Complete() {
		return p, nil
	}
	file, err := os.Open(u.Export)
	if err != nil {
		return nil, fmt.Errorf("no export data: %w", err)
	}
	defer file.Close()
	r, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(r, l.fset, l.exported, u.path)
}
