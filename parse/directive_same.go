package parse

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/fuse"
)

const sameForms = "write y = F(G(x), y), or dst += F(x)"

// readSame reads //gograd:same, which says that a function does the same as calls of others.
//
//	//gograd:same h = ReLU(Affine(w, x, b))
//	func AffineReLU[T Float](w Matrix[T], x, b []T) []T
//
//	//gograd:same dst += MatMul(a, b)
//	func AddMatMul[T Float](dst, a, b Matrix[T])
func (r *reader) readSame(d *directive) {
	before := len(r.diags)
	if !r.canBeRule(d) {
		return
	}
	s := &sameReader{reader: r, d: d}
	left, right, adds := s.parse()
	if right == nil {
		return
	}
	for v := range d.obj.Signature().Params().Variables() {
		s.params = append(s.params, v.Name())
	}
	same := &fuse.Same{Func: d.obj, Adds: adds, Expr: s.expr(right)}
	if adds && (len(s.params) == 0 || s.params[0] != left || d.obj.Signature().Results().Len() > 0) {
		r.errorf(d.ArgsPos, "what adds to %s has it as its first parameter, and no result", left)
	}
	if !adds && d.obj.Signature().Results().Len() != 1 {
		r.errorf(d.ArgsPos, "%s has one result: %s", d.decl.Name.Name, sameForms)
	}
	if len(r.diags) == before {
		r.into.Same = append(r.into.Same, same)
	}
}

// A sameReader reads one such directive.
type sameReader struct {
	*reader
	d      *directive
	params []string
	base   token.Pos // added to positions in what is parsed
}

// parse splits the directive at its = or +=.
func (s *sameReader) parse() (left string, right ast.Expr, adds bool) {
	const before = "package p; func _() { "
	file, err := parser.ParseFile(token.NewFileSet(), "", before+s.d.Args+"\n}", parser.SkipObjectResolution)
	if err == nil && len(file.Decls) == 1 && len(file.Decls[0].(*ast.FuncDecl).Body.List) == 1 {
		s.base = s.d.ArgsPos - file.FileStart - token.Pos(len(before))
		a, ok := file.Decls[0].(*ast.FuncDecl).Body.List[0].(*ast.AssignStmt)
		if ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 && (a.Tok == token.ASSIGN || a.Tok == token.ADD_ASSIGN) {
			if id, ok := a.Lhs[0].(*ast.Ident); ok {
				return id.Name, a.Rhs[0], a.Tok == token.ADD_ASSIGN
			}
		}
	}
	s.errorf(s.d.ArgsPos, "malformed directive: %s", sameForms)
	return "", nil, false
}

// expr is x, in which names are parameters, and functions are those of the package.
func (s *sameReader) expr(x ast.Expr) *fuse.Expr {
	switch x := x.(type) {
	case *ast.Ident:
		if i := slices.Index(s.params, x.Name); i >= 0 {
			return &fuse.Expr{Param: i}
		}
		s.errorf(s.base+x.Pos(), "%s is no parameter of %s%s", x.Name, s.d.decl.Name.Name, suggest(x.Name, s.params))
		return nil
	case *ast.CallExpr:
		id, ok := x.Fun.(*ast.Ident)
		if !ok {
			break
		}
		fn, ok := s.p.Types.Scope().Lookup(id.Name).(*types.Func)
		if !ok {
			s.errorf(s.base+id.Pos(), "undefined: %s%s", id.Name, suggest(id.Name, functions(s.p.Types, s.d.obj)))
			return nil
		}
		call := &fuse.Expr{Func: fn}
		for _, arg := range x.Args {
			call.Args = append(call.Args, s.expr(arg))
		}
		if n := fn.Signature().Params().Len(); n != len(call.Args) {
			s.errorf(s.base+x.Pos(), "%s has %d parameters", id.Name, n)
		}
		return call
	}
	s.errorf(s.base+x.Pos(), "malformed directive: %s", sameForms)
	return nil
}
