package golden

import (
	"fmt"
	"go/ast"
	"go/format"
	"maps"
	"slices"
	"strings"
)

// A shape is how many parameters and results a function has. A generic function
// for each shape calls functions in a loop, by their own types: calls by reflection
// would take longer than what is measured.
type shape struct {
	in, out  int
	variadic bool
}

func newShape(fn *ast.FuncDecl) shape {
	s := shape{in: len(names(fn.Type.Params))}
	if fn.Recv != nil {
		s.in++
	}
	for _, r := range fn.Type.Results.List {
		s.out += max(1, len(r.Names))
	}
	if list := fn.Type.Params.List; len(list) > 0 {
		_, s.variadic = list[len(list)-1].Type.(*ast.Ellipsis)
	}
	return s
}

func (s shape) name() string {
	if s.variadic {
		return fmt.Sprintf("goldenLoop%d_%dV", s.in, s.out)
	}
	return fmt.Sprintf("goldenLoop%d_%d", s.in, s.out)
}

// source declares the function that returns loops over functions of this shape.
func (s shape) source() string {
	var params, out, types, args []string
	var load strings.Builder
	for i := range s.in {
		t, arg := fmt.Sprint("A", i), fmt.Sprint("a", i)
		types, params, args = append(types, t), append(params, t), append(args, arg)
		if s.variadic && i == s.in-1 {
			params[i], args[i], t = "..."+t, arg+"...", "[]"+t
		}
		fmt.Fprintf(&load, "%s := *in[%d].Addr().Interface().(*%s)\n", arg, i, t)
	}
	for i := range s.out {
		out = append(out, fmt.Sprint("R", i))
	}
	return fmt.Sprintf(`func %s[%s any](f func(%s) (%s)) numeric.Loop {
	return func(in []reflect.Value) func(int, func()) {
		return func(n int, restore func()) {
			%s
			for range n {
				restore()
				f(%s)
			}
		}
	}
}
`, s.name(), strings.Join(append(types, out...), ", "), strings.Join(params, ", "), strings.Join(out, ", "), load.String(), strings.Join(args, ", "))
}

// timedFile is the file with the list in body, and the loops for all shapes.
func timedFile(name, body string, shapes map[string]bool, files []*ast.File) []byte {
	body = "// GoldenTimed are the functions with a directive.\nvar GoldenTimed = []numeric.Timed{\n" + body + "}\n\n" +
		strings.Join(slices.Sorted(maps.Keys(shapes)), "\n")
	text := "package " + name + "\n\n" + importsOf(body, append(imported(files), "reflect")) + body
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return []byte(text) // the compiler says what is wrong, with its position
	}
	return formatted
}

// named is the function or method with a name beside fn, as an expression.
func named(fn *ast.FuncDecl, name string, i instance) string {
	if fn.Recv != nil {
		return "(" + receiverType(fn, i) + ")." + name
	}
	return name + i.list
}

// gradientName is the name that a directive asks for.
func gradientName(fn *ast.FuncDecl, args map[string]string) string {
	if args["name"] != "" {
		return args["name"]
	}
	return fn.Name.Name + "Grad"
}

// declared is the function with a name in files; for a method fn, the one of fn's type.
//
// Before: there is one.
func declared(name string, fn *ast.FuncDecl, files []*ast.File) *ast.FuncDecl {
	for _, file := range files {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if ok && d.Name.Name == name && sameReceiver(d, fn) {
				return d
			}
		}
	}
	panic("no function " + name)
}

func sameReceiver(a, b *ast.FuncDecl) bool {
	if a.Recv == nil || b.Recv == nil {
		return a.Recv == b.Recv
	}
	x, _ := receiver(a)
	y, _ := receiver(b)
	return x == y
}
