package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
)

// argumentTypes type-checks the one file of package kernel that declares the
// structs the assembly reads, so that field offsets come from the declaration.
// The whole package couldn't be checked while its assembly isn't written.
func argumentTypes(dir string) (*types.Package, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, dir+"/args.go", nil, 0)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: importer.Default(), Sizes: types.SizesFor("gc", "amd64")}
	return config.Check("kernel", fset, []*ast.File{file}, nil)
}
