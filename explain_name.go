package gograd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gograd/gograd/parse"
)

// displayName is how a function is named on the command line: F, or T.M.
func displayName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.ParenExpr:
			t = x.X
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + fn.Name.Name
		default:
			return fn.Name.Name
		}
	}
}

// plainName is a name in the form of displayName, where people write (*T).M, too.
func plainName(name string) string {
	return strings.NewReplacer("(", "", ")", "", "*", "").Replace(name)
}

// declaredAt is the function of pkg whose declaration, or doc comment, is at pos.
func declaredAt(pkg *parse.Package, pos token.Position) *ast.FuncDecl {
	for _, f := range pkg.Files {
		for _, d := range f.Syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || f.Path != pos.Filename {
				continue
			}
			start := fn.Pos()
			if fn.Doc != nil {
				start = fn.Doc.Pos()
			}
			if pkg.Position(start).Offset <= pos.Offset && pos.Offset <= pkg.Position(fn.End()).Offset {
				return fn
			}
		}
	}
	return nil
}

// notFound says that there is no directive on a function of the name.
func (e *explanation) notFound() error {
	all := e.functions()
	slices.Sort(e.known)
	known := slices.Compact(e.known)
	near := parse.Closest(e.name, known)
	switch {
	case slices.Contains(all, e.name):
		return fmt.Errorf("gograd: %s has no directive: write //gograd:grad into its doc comment", e.name)
	case near != "":
		return fmt.Errorf("gograd: there is no function %s: did you mean %s?", e.name, near)
	case parse.Closest(e.name, all) != "":
		return fmt.Errorf("gograd: there is no function %s: did you mean %s, which has no directive?", e.name, parse.Closest(e.name, all))
	case len(known) == 0:
		return fmt.Errorf("gograd: there is no function %s, and no function here has a directive", e.name)
	}
	return fmt.Errorf("gograd: there is no function %s: those with a directive are %s", e.name, list(known))
}

// functions are the names of all functions in the folders of the run.
func (e *explanation) functions() (names []string) {
	for _, dir := range e.loader.Dirs() {
		entries, _ := os.ReadDir(dir.Path)
		for _, entry := range entries {
			if !strings.HasSuffix(entry.Name(), ".go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir.Path, entry.Name()), nil, parser.SkipObjectResolution)
			if err != nil {
				continue
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					names = append(names, displayName(fn))
				}
			}
		}
	}
	return names
}
