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
					body += entries(fn, i) + batchEntries(fn, i) + stepEntries(fn, i)
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
	for _, args := range directives(fn, "grad") {
		b.WriteString(entry(fn, i, args, fn.Name.Name, gradientName(fn, args)) + "},\n")
	}
	return b.String()
}

// batchEntries are those for mini-batches.
func batchEntries(fn *ast.FuncDecl, i instance) string {
	var b strings.Builder
	for _, args := range directives(fn, "grad") {
		if args["batch"] == "" {
			continue
		}
		name := fn.Name.Name + "BatchGrad"
		if args["name"] != "" {
			name = args["name"] + "Batch"
		}
		b.WriteString(batchEntry(fn, i, args, name) + "},\n")
	}
	return b.String()
}

// batchEntry begins the line for the mean over a mini-batch and its gradient.
func batchEntry(fn *ast.FuncDecl, i instance, args map[string]string, gradient string) string {
	return fmt.Sprintf("%s, One: %s, Batch: %#v", entry(fn, i, args, fn.Name.Name+"Batch", gradient),
		expression(fn, i, fn.Name.Name), strings.Split(args["batch"], ","))
}

// stepEntries are those for steps, each with the gradient that it is a step by: one with the default name.
func stepEntries(fn *ast.FuncDecl, i instance) string {
	var b strings.Builder
	for _, args := range directives(fn, "step") {
		name := fn.Name.Name + "Step"
		if args["name"] != "" {
			name = args["name"]
		}
		line := entry(fn, i, args, fn.Name.Name, fn.Name.Name+"Grad")
		if args["batch"] != "" {
			line = batchEntry(fn, i, args, fn.Name.Name+"BatchGrad")
		}
		fmt.Fprintf(&b, "%s, Step: %s},\n", line, expression(fn, i, name))
	}
	return b.String()
}

// entry begins the line for the function primal and its gradient, which have the receiver and the names of parameters of fn.
func entry(fn *ast.FuncDecl, i instance, args map[string]string, primal, gradient string) string {
	params := names(fn.Type.Params)
	if fn.Recv != nil {
		params = append(names(fn.Recv), params...)
	}
	wrt := args["wrt"]
	if batch := args["batch"]; wrt == "" && batch != "" {
		wrt = without(names(fn.Type.Params), strings.Split(batch, ","))
	}
	s := fmt.Sprintf("{Name: %q, Primal: %s, Gradient: %s, Method: %t, Params: %#v, Single: %t",
		gradient+i.list, expression(fn, i, primal), expression(fn, i, gradient), fn.Recv != nil, params, i.single)
	if wrt != "" {
		s += fmt.Sprintf(", Wrt: %#v", strings.Split(wrt, ","))
	}
	return s
}

// without is the list of names that are not among others.
func without(names, others []string) string {
	left := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
	return strings.Join(left, ",")
}

// expression is the function name, or the method of fn's receiver, as an expression.
func expression(fn *ast.FuncDecl, i instance, name string) string {
	if fn.Recv != nil {
		return "(" + receiverType(fn, i) + ")." + name
	}
	return name + i.list
}

// directives are the arguments of each directive with a verb on a function.
func directives(fn *ast.FuncDecl, verb string) (all []map[string]string) {
	if fn.Doc == nil {
		return nil
	}
	for _, c := range fn.Doc.List {
		words := strings.Fields(c.Text)
		if words[0] != "//gograd:"+verb {
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
