package randprog

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// Minimize makes the text of a program smaller as long as fails says that it
// still fails in the same way: it deletes declarations, statements and parts of
// expressions (delta debugging: Zeller and Hildebrandt, 2002).
func Minimize(text string, fails func(text string) bool) string {
	for {
		smaller := shrink(text, fails)
		if smaller == text {
			return text
		}
		text = smaller
	}
}

const (
	clause = "package p\n"
	grad   = "//gograd:grad"
)

// shrink tries each edit once, the largest first. After an edit that helps,
// those that overlap with it are over; the positions of the others move.
func shrink(text string, fails func(text string) bool) string {
	edits := editsOf(text)
	for len(edits) > 0 {
		e := edits[0]
		edits = edits[1:]
		candidate := text[:e.from] + e.with + text[e.to:]
		if !parses(candidate) || !fails(candidate) {
			continue
		}
		text = candidate
		edits = editsOf(text)
		edits = slices.DeleteFunc(edits, func(f edit) bool { return f.to-f.from > e.to-e.from })
	}
	return text
}

func parses(text string) bool {
	_, err := parser.ParseFile(token.NewFileSet(), "", clause+text, parser.SkipObjectResolution)
	return err == nil
}

// An edit replaces a part of the text by something shorter.
type edit struct {
	from, to int
	with     string
}

// editsOf are the edits to try, those that delete most first.
func editsOf(text string) []edit {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", clause+text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	s := &shrinker{text: text, base: file.FileStart + token.Pos(len(clause))}
	for _, d := range file.Decls {
		from := d.Pos()
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Doc != nil {
			from = fn.Doc.Pos()
		}
		s.cut(from, d.End(), "")
	}
	bodies := rulesIn(file)
	ast.Inspect(file, func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncDecl); ok && bodies[fn.Name.Name] {
			return false
		}
		s.visit(n)
		return true
	})
	slices.SortStableFunc(s.edits, func(a, b edit) int {
		return cmp.Compare(b.to-b.from-len(b.with), a.to-a.from-len(a.with))
	})
	return s.edits
}

// rulesIn are the names of rules and of the functions that they are for: a part of
// one, taken away, would make the rule wrong.
func rulesIn(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Doc == nil {
			continue
		}
		last := fn.Doc.List[len(fn.Doc.List)-1].Text
		if _, call, found := strings.Cut(last, "//gograd:adjoint y = "); found {
			primal, _, _ := strings.Cut(call, "(")
			names[primal], names[fn.Name.Name] = true, true
		}
	}
	return names
}

type shrinker struct {
	text  string
	base  token.Pos
	edits []edit
}

func (s *shrinker) source(from, to token.Pos) string { return s.text[from-s.base : to-s.base] }

func (s *shrinker) of(n ast.Node) string { return s.source(n.Pos(), n.End()) }

// replace makes an edit, if it makes the text shorter.
func (s *shrinker) replace(n ast.Node, with string) { s.cut(n.Pos(), n.End(), with) }

func (s *shrinker) cut(from, to token.Pos, with string) {
	if int(to-from) > len(with) {
		s.edits = append(s.edits, edit{int(from - s.base), int(to - s.base), with})
	}
}

func (s *shrinker) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.BlockStmt:
		s.statements(n.List)
	case *ast.CaseClause:
		s.statements(n.Body)
		s.replace(n, "")
	case *ast.FieldList:
		s.list(fieldsOf(n))
	case *ast.Comment:
		if strings.HasPrefix(n.Text, grad) {
			s.replace(n, grad)
		}
	case ast.Expr:
		s.expr(n)
	}
}

func fieldsOf(l *ast.FieldList) []ast.Node {
	var out []ast.Node
	for _, f := range l.List {
		out = append(out, f)
	}
	return out
}

// list drops one element of a list with commas, or of a list of lines.
func (s *shrinker) list(nodes []ast.Node) {
	for i, n := range nodes {
		switch {
		case i+1 < len(nodes):
			s.cut(n.Pos(), nodes[i+1].Pos(), "")
		case i > 0:
			s.cut(nodes[i-1].End(), n.End(), "")
		default:
			s.replace(n, "")
		}
	}
}

func (s *shrinker) statements(list []ast.Stmt) {
	if len(list) > 3 {
		half := len(list) / 2
		s.cut(list[0].Pos(), list[half-1].End(), "")
		s.cut(list[half].Pos(), list[len(list)-1].End(), "")
	}
	for i, stmt := range list {
		s.replace(stmt, "")
		s.unwrap(stmt)
		if i > 0 { // a variable and its only use
			s.cut(list[i-1].Pos(), stmt.End(), "")
		}
	}
}

// unwrap puts what is inside a statement in its place.
func (s *shrinker) unwrap(stmt ast.Stmt) {
	inside := func(b *ast.BlockStmt) { s.replace(stmt, s.source(b.Lbrace+1, b.Rbrace)) }
	switch stmt := stmt.(type) {
	case *ast.BlockStmt:
		inside(stmt)
	case *ast.ForStmt:
		inside(stmt.Body)
	case *ast.RangeStmt:
		inside(stmt.Body)
	case *ast.SwitchStmt:
		for _, c := range stmt.Body.List {
			c := c.(*ast.CaseClause)
			s.replace(stmt, s.source(c.Colon+1, c.End()))
		}
	case *ast.IfStmt:
		inside(stmt.Body)
		if stmt.Init != nil {
			s.cut(stmt.Init.Pos(), stmt.Cond.Pos(), "")
		}
		if stmt.Else != nil {
			s.replace(stmt, s.of(stmt.Else))
			s.cut(stmt.Body.End(), stmt.End(), "")
		}
	}
}

// expr puts a part of an expression in its place.
func (s *shrinker) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		s.replace(e, s.of(e.X))
		s.replace(e, s.of(e.Y))
		s.replace(e, "0.5")
		s.replace(e, "true")
	case *ast.ParenExpr:
		s.replace(e, s.of(e.X))
	case *ast.UnaryExpr:
		s.replace(e, s.of(e.X))
	case *ast.CallExpr:
		for _, a := range e.Args {
			s.replace(e, s.of(a))
		}
		s.replace(e, "0.5")
		s.replace(e, "1")
	case *ast.CompositeLit:
		var parts []ast.Node
		for _, x := range e.Elts {
			parts = append(parts, x)
		}
		s.list(parts)
	case *ast.IndexExpr:
		if s.of(e.Index) != "0" {
			s.replace(e.Index, "0")
			s.replace(e.Index, "1")
		}
	}
}
