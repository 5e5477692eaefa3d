package gograd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A source finds in source files what operations were made from.
type source struct {
	l     *parse.Loader
	pkg   *parse.Package
	dir   string // that names of files are relative to
	files map[*token.File]*sourceFile
}

// A sourceFile has the expressions of a file by the offsets of the tokens that make them.
type sourceFile struct {
	text  string
	exprs map[int]extent
}

// An extent is a part of a text, between two offsets.
type extent struct{ start, end int }

func newSource(l *parse.Loader, pkg *parse.Package, dir string) *source {
	return &source{l: l, pkg: pkg, dir: dir, files: map[*token.File]*sourceFile{}}
}

// expr is the text of the expression that op was made from, and where it begins; "" and where op
// belongs if it was made from none.
func (s *source) expr(op *ir.Op) (text, position string) {
	if op.Expr.IsValid() {
		in := s.pkg.Fset.File(op.Expr)
		f := s.file(in)
		if e, ok := f.exprs[in.Offset(op.Expr)]; ok {
			return shortened(f.text[e.start:e.end]), s.position(in.Pos(e.start))
		}
	}
	return "", s.position(op.Pos)
}

// shortened is an expression in one line that isn't too long.
func shortened(text string) string {
	const most = 60
	words := strings.Join(strings.Fields(text), " ")
	if runes := []rune(words); len(runes) > most {
		words = string(runes[:most-1]) + "…"
	}
	return words
}

// file is a file as the run sees it.
func (s *source) file(in *token.File) *sourceFile {
	if f := s.files[in]; f != nil {
		return f
	}
	text := s.l.Source(token.Pos(in.Base()))
	f := &sourceFile{text: string(text), exprs: map[int]extent{}}
	s.files[in] = f
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, in.Name(), text, parser.SkipObjectResolution)
	if err != nil {
		return f
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		if pos := parse.ExprPos(n); pos.IsValid() {
			offset := func(pos token.Pos) int { return fset.PositionFor(pos, false).Offset }
			if _, outer := f.exprs[offset(pos)]; !outer {
				f.exprs[offset(pos)] = extent{offset(n.Pos()), offset(n.End())}
			}
		}
		return true
	})
	return f
}

// position is pos as file:line:col, relative to the directory of the run.
func (s *source) position(pos token.Pos) string {
	p := s.pkg.Position(pos)
	if rel, err := filepath.Rel(s.dir, p.Filename); err == nil {
		p.Filename = rel
	}
	return p.String()
}
