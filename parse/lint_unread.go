package parse

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// An assignment is one that the source makes, to a place that isn't blank.
type assignment struct {
	place ast.Expr
	store *ir.Op
}

// wrote notes that the last operation is the assignment to the place e.
func (l *body) wrote(e ast.Expr) {
	op := l.b.Block.End()
	if l.decl != l.whole {
		return // told where that function is lowered itself
	}
	if op.Code == ir.Store && ir.HasFloat(op.Args[len(op.Args)-1].Type) {
		l.assigned = append(l.assigned, assignment{e, op})
	}
}

// lintUnread collects the assignments of floats that nothing reads. A variable
// that is only set to what is used elsewhere loses nothing; a part of one is never set
// without a purpose.
func (l *Lowerer) lintUnread(decl *ast.FuncDecl, b *body) {
	var stores []*ir.Op
	for _, a := range b.assigned {
		stores = append(stores, a.store)
	}
	if len(stores) == 0 {
		return
	}
	u := ir.FindUnread(b.f, stores, b.discarded)
	read := map[token.Pos]bool{} // a statement may be there several times
	for i, a := range b.assigned {
		read[a.place.Pos()] = read[a.place.Pos()] || u.Values[i] == nil
	}
	for i, a := range b.assigned {
		_, whole := ast.Unparen(a.place).(*ast.Ident)
		if read[a.place.Pos()] || whole && u.Elsewhere[i] {
			continue
		}
		msg := fmt.Sprintf("no result depends on what %s is set to here, and its derivative is lost: %s", types.ExprString(a.place), b.insteadOf(decl, a.place))
		l.unread = append(l.unread, Unread{l.Locate(Problem{a.place.Pos(), msg}), b.fn, u.Func, u.Values[i]})
	}
}

// insteadOf advises on an assignment to place that nothing reads.
func (l *body) insteadOf(decl *ast.FuncDecl, place ast.Expr) string {
	id := rootOf(place)
	v, ok := l.info.ObjectOf(id).(*types.Var)
	switch {
	case !ok:
	case id == place:
		if outer := shadowed(v); outer != nil {
			return "this is another " + v.Name() + " than that of " + l.line(outer.Pos())
		}
	case !isAggregate(v.Type()):
	case v.Kind() == types.ParamVar || v.Kind() == types.RecvVar:
		return v.Name() + " is a copy of what the caller has; take a pointer to it"
	default:
		if elem := rangedOver(decl, l.info, v); elem != "" {
			part := strings.TrimPrefix(types.ExprString(place), v.Name())
			return v.Name() + " is a copy of an element; assign to " + elem + part
		}
	}
	return "read it, or remove the assignment"
}

// isAggregate reports whether t is a type whose values are copied with their parts.
func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// rootOf is the variable that a place is a part of, nil if it is behind something else.
func rootOf(place ast.Expr) *ast.Ident {
	for {
		switch e := ast.Unparen(place).(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			place = e.X
		case *ast.IndexExpr:
			place = e.X
		default:
			return nil
		}
	}
}

// shadowed is the local variable that v hides and that could be meant; nil if there is none.
func shadowed(v *types.Var) *types.Var {
	if v.Parent() == nil || v.Parent().Parent() == nil {
		return nil
	}
	scope, obj := v.Parent().Parent().LookupParent(v.Name(), v.Pos())
	outer, ok := obj.(*types.Var)
	if !ok || scope == v.Pkg().Scope() || !types.Identical(outer.Type(), v.Type()) {
		return nil
	}
	return outer
}

// rangedOver is the element that v is set to by a range statement; "" if it isn't.
func rangedOver(decl *ast.FuncDecl, info *types.Info, v *types.Var) (elem string) {
	ast.Inspect(decl, func(n ast.Node) bool {
		s, ok := n.(*ast.RangeStmt)
		if !ok || s.Tok != token.DEFINE {
			return elem == ""
		}
		if id, ok := s.Value.(*ast.Ident); ok && info.Defs[id] == v {
			key := identName(s.Key)
			if key == "" || key == "_" {
				key = "i"
			}
			elem = types.ExprString(s.X) + "[" + key + "]"
		}
		return elem == ""
	})
	return elem
}
