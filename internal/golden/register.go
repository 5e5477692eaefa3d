package golden

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// register is the source of a file that tells package numeric what there is to
// test in the package in dir: the functions with directives, and the file want.
func register(dir, name string) ([]byte, error) {
	p, err := parse(dir)
	if err != nil {
		return nil, err
	}
	files := p.files
	wants, err := os.ReadFile(filepath.Join(dir, "want"))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	body := "// GoldenFuncs are the functions with a directive.\nvar GoldenFuncs = []numeric.Func{\n"
	for _, file := range files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				for _, i := range instances(fn, files) {
					body += entries(fn, i)
				}
			}
		}
	}
	body += "}\n\n" + wantFunc(string(wants))
	return format.Source([]byte("package " + name + "\n\n" + importsOf(body, imported(files)) + body))
}

// parsed are the files of a package.
type parsed struct {
	fset  *token.FileSet
	files []*ast.File
}

func parse(dir string) (*parsed, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	p := &parsed{fset: token.NewFileSet()}
	for _, path := range paths {
		file, err := parser.ParseFile(p.fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.files = append(p.files, file)
	}
	return p, nil
}

// imported are the paths that files import, and those that the new file may need.
func imported(files []*ast.File) []string {
	paths := []string{"fmt", "math", "testing", "github.com/gograd/gograd/internal/golden/numeric"}
	for _, file := range files {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err == nil && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// importsOf imports those of the packages that are mentioned.
func importsOf(body string, paths []string) string {
	var b strings.Builder
	for _, path := range paths {
		if strings.Contains(body, path[strings.LastIndex(path, "/")+1:]+".") {
			fmt.Fprintf(&b, "import %q\n", path)
		}
	}
	return b.String()
}

// entries has one line for each directive of a function that asks for a gradient.
func entries(fn *ast.FuncDecl, i instance) string {
	var b strings.Builder
	for _, args := range directives(fn) {
		gradient := gradientName(fn, args)
		params, as := names(fn.Type.Params), func(name string) string { return name + i.list }
		if fn.Recv != nil {
			params = append(names(fn.Recv), params...)
			as = func(name string) string { return "(" + receiverType(fn, i) + ")." + name }
		}
		fmt.Fprintf(&b, "{Name: %q, Primal: %s, Gradient: %s, Method: %t, Params: %#v, Single: %t",
			gradient+i.list, as(fn.Name.Name), as(gradient), fn.Recv != nil, params, i.single)
		if args["wrt"] != "" {
			fmt.Fprintf(&b, ", Wrt: %#v", strings.Split(args["wrt"], ","))
		}
		b.WriteString("},\n")
	}
	return b.String()
}

// directives are the arguments of each gograd:grad on a function.
func directives(fn *ast.FuncDecl) (all []map[string]string) {
	if fn.Doc == nil {
		return nil
	}
	for _, c := range fn.Doc.List {
		words := strings.Fields(c.Text)
		if words[0] != "//gograd:grad" {
			continue
		}
		args := map[string]string{}
		for _, w := range words[1:] {
			key, value, _ := strings.Cut(w, "=")
			args[key] = value
		}
		all = append(all, args)
	}
	return all
}

// names has one for each parameter, "_" for those without.
func names(fields *ast.FieldList) (all []string) {
	for _, f := range fields.List {
		if len(f.Names) == 0 {
			all = append(all, "_")
		}
		for _, n := range f.Names {
			all = append(all, n.Name)
		}
	}
	return all
}

// receiverType is the type of fn's receiver, with the types that i says.
func receiverType(fn *ast.FuncDecl, i instance) string {
	name, _ := receiver(fn)
	if _, ok := fn.Recv.List[0].Type.(*ast.StarExpr); ok {
		name = "*" + name
	}
	return name + i.list
}
