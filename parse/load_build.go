package parse

import (
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io"
	"strings"
)

// Build is the build constraint of f as a //go:build line has it, together
// with what the name of the file implies; "" if f belongs to every build.
func (f *File) Build() string {
	var all constraint.Expr
	for _, tag := range nameTags(f.Name) {
		all = and(all, &constraint.TagExpr{Tag: tag})
	}
	// The syntax tree of f need not have its comments.
	head, err := parser.ParseFile(token.NewFileSet(), "", f.Src, parser.PackageClauseOnly|parser.ParseComments)
	if err == nil {
		all = and(all, goBuildLine(head))
	}
	if all == nil {
		return ""
	}
	return all.String()
}

// goBuildLine is what a file's //go:build line says, nil if there is none.
func goBuildLine(head *ast.File) constraint.Expr {
	for _, group := range head.Comments {
		for _, c := range group.List {
			if c.Pos() < head.Package && constraint.IsGoBuild(c.Text) {
				if x, err := constraint.Parse(c.Text); err == nil {
					return x
				}
			}
		}
	}
	return nil
}

func and(x, y constraint.Expr) constraint.Expr {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return &constraint.AndExpr{X: x, Y: y}
}

// nameTags are the operating system and the architecture that a file name
// ends in: x_linux.go, x_arm64.go, x_linux_arm64.go, with _test or without.
func nameTags(name string) []string {
	base, _, _ := strings.Cut(name, ".")
	base = strings.TrimSuffix(base, "_test")
	words := strings.Split(base, "_")
	if n := len(words); n >= 3 && isPair(words[n-2], words[n-1]) {
		return words[n-2:]
	}
	if n := len(words); n >= 2 && isTag(words[n-1]) {
		return words[n-1:]
	}
	return nil
}

// isTag says whether the go command leaves out x_word.go because of its name
// on some machine. It is asked about one that does not exist, so that there
// is no list of systems here to grow old.
func isTag(word string) bool { return !matches("none", "none", "x_"+word+".go") }

// isPair says whether os and arch are one of each, in this order: then the
// file belongs to exactly that machine.
func isPair(os, arch string) bool {
	name := "x_" + os + "_" + arch + ".go"
	return isTag(os) && isTag(arch) && matches(os, arch, name) && !matches(os, "none", name) && !matches("none", arch, name)
}

func matches(os, arch, name string) bool {
	ctx := build.Context{
		GOOS:     os,
		GOARCH:   arch,
		Compiler: "gc",
		OpenFile: func(string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("package p\n")), nil
		},
	}
	ok, err := ctx.MatchFile("", name)
	return ok && err == nil
}
