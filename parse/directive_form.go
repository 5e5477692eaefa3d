package parse

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
)

// A form is what a rule's directive says: out = F(in).
type form struct {
	expr    ast.Expr // a call, or an operation
	in, out []word
	base    token.Pos // added to the positions of expr it gives those in the source
}

const ruleForms = "write y = F(x), y = m.Method(x), F(dst, x), or an operation like z = x * y"

// parseForm parses the Go in a rule's directive: an assignment of a call or
// of an operation, or the call alone.
func (r *reader) parseForm(d *directive, text string) *form {
	const before = "package p; func _() { "
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", before+text+"\n}", parser.SkipObjectResolution)
	f := &form{}
	if file != nil {
		f.base = d.ArgsPos - file.FileStart - token.Pos(len(before))
	}
	if err != nil || text == "" {
		r.errorf(syntaxPos(err, d.ArgsPos-token.Pos(len(before)), d.ArgsPos), "malformed rule: %s", ruleForms)
		return nil
	}
	body := file.Decls[0].(*ast.FuncDecl).Body.List
	if len(body) != 1 || len(file.Decls) != 1 || !f.readStatement(body[0]) {
		r.errorf(d.ArgsPos, "malformed rule: %s", ruleForms)
		return nil
	}
	return f
}

// syntaxPos is where the first error is, if it is in the text at all.
func syntaxPos(err error, base, otherwise token.Pos) token.Pos {
	list, ok := err.(scanner.ErrorList)
	if !ok || list[0].Pos.Line != 1 {
		return otherwise
	}
	return max(otherwise, base+token.Pos(list[0].Pos.Offset))
}

func (f *form) readStatement(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt:
		f.expr = s.X
	case *ast.AssignStmt:
		if s.Tok != token.ASSIGN || len(s.Rhs) != 1 {
			return false
		}
		f.expr = s.Rhs[0]
		if !f.bind(&f.out, s.Lhs...) {
			return false
		}
	default:
		return false
	}
	return f.readOperands()
}

func (f *form) readOperands() bool {
	switch x := f.expr.(type) {
	case *ast.CallExpr:
		return f.bind(&f.in, x.Args...)
	case *ast.BinaryExpr:
		return f.bind(&f.in, x.X, x.Y)
	case *ast.UnaryExpr:
		return f.bind(&f.in, x.X)
	}
	return false
}

// bind appends the names that exprs are to words; each must be a name.
func (f *form) bind(words *[]word, exprs ...ast.Expr) bool {
	for _, x := range exprs {
		id, ok := x.(*ast.Ident)
		if !ok {
			return false
		}
		*words = append(*words, word{id.Name, f.base + id.Pos()})
	}
	return true
}

func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Text
	}
	return out
}
