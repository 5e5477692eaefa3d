package parse

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// A directive is a line of the form //gograd:name args.
type directive struct {
	ast.Directive
	file *File
	decl *ast.FuncDecl // whose doc comment it is in, nil if in none
	obj  *types.Func   // of decl
}

// find collects the directives of a file, and reports comments that were
// meant to be directives: a slip must never mean that nothing happens.
func (r *reader) find(f *File) (found []*directive) {
	docs := map[*ast.CommentGroup]*ast.FuncDecl{}
	for _, d := range f.Syntax.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Doc != nil {
			docs[d.Doc] = d
		}
	}
	for _, group := range f.Syntax.Comments {
		for _, c := range group.List {
			d, ok := ast.ParseDirective(c.Slash, c.Text)
			if ok && d.Tool == tool {
				found = append(found, &directive{Directive: d, file: f, decl: docs[group]})
			} else if ok && Closest(d.Tool, []string{tool}) != "" && slices.Contains(verbs, d.Name) {
				r.errorf(c.Slash, "unknown directive %s:%s: did you mean %s:%s?", d.Tool, d.Name, tool, d.Name)
			} else if word, ok := nearMiss(c.Text); ok && (docs[group] != nil || Closest(word, verbs) != "") {
				r.errorf(c.Slash, "this is a comment, not a directive: write %s", corrected(c.Text))
			}
		}
	}
	return found
}

// hasVerb says whether a directive with the given verb is on a function.
func hasVerb(fn *ast.FuncDecl, verb string) bool {
	return fn.Doc != nil && slices.ContainsFunc(fn.Doc.List, func(c *ast.Comment) bool {
		d, ok := ast.ParseDirective(c.Slash, c.Text)
		return ok && d.Tool == tool && d.Name == verb
	})
}

var directiveLike = regexp.MustCompile(`^(?://|/\*)\s*(?i:gograd)\s*:\s*(\S*)\s*(.*)`)

// nearMiss says whether a comment looks like a directive, and the word that would be its name.
func nearMiss(comment string) (word string, ok bool) {
	m := directiveLike.FindStringSubmatch(comment)
	if m == nil {
		return "", false
	}
	return strings.ToLower(strings.TrimSuffix(m[1], "*/")), true
}

// corrected is the directive that a comment was meant to be.
func corrected(comment string) string {
	m := directiveLike.FindStringSubmatch(strings.TrimSuffix(comment, "*/"))
	verb, args := Closest(strings.ToLower(m[1]), verbs), strings.TrimSpace(m[2])
	if verb == "" {
		return "//gograd:grad, without spaces, to ask for a gradient"
	}
	return strings.TrimSpace("//gograd:" + verb + " " + args)
}

// misplaced says where d stands, which is not in the doc comment of a function.
func (d *directive) misplaced() string {
	const advice = "put it into the doc comment of a top-level function"
	for _, decl := range d.file.Syntax.Decls {
		if decl.End() <= d.Slash {
			continue
		}
		fn, isFunc := decl.(*ast.FuncDecl)
		inside := decl.Pos() <= d.Slash
		switch {
		case isFunc && inside:
			return fmt.Sprintf("gograd:%s stands inside %s: %s", d.Name, fn.Name.Name, advice)
		case isFunc:
			return fmt.Sprintf("gograd:%s belongs to no function: join it to the doc comment of %s, without an empty line between", d.Name, fn.Name.Name)
		}
		break
	}
	return fmt.Sprintf("gograd:%s belongs to no function: %s", d.Name, advice)
}
