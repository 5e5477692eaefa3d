package parse

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A usage is what a function does with its variables, its function literals included.
type usage struct {
	addressed map[types.Object]bool // their address is taken, so that they may be changed under another name
	inside    map[types.Object]bool // a function literal assigns to them, or to a part of them, from outside of it
	writes    map[types.Object]int  // how often they are assigned to as a whole, declarations with a value included
	late      map[types.Object]bool // declared without a value, and assigned to further down in the same list of statements
}

// A definition is the declaration of a function with what is known about it; an instance of a
// generic function has its own.
type definition struct {
	decl *ast.FuncDecl
	info *types.Info
}

// usage is what the function of s does with its variables.
func (l *Lowerer) usage(s definition) *usage {
	if u := l.uses[s]; u != nil {
		return u
	}
	u := &usage{
		addressed: map[types.Object]bool{}, inside: map[types.Object]bool{},
		writes: map[types.Object]int{}, late: map[types.Object]bool{},
	}
	w := &usageWalk{usage: u, info: s.info}
	ast.Inspect(s.decl, w.visit)
	l.uses[s] = u
	return u
}

type usageWalk struct {
	*usage
	info *types.Info
	lits []*ast.FuncLit // around
}

func (w *usageWalk) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		w.lits = append(w.lits, n)
		ast.Inspect(n.Body, w.visit)
		w.lits = w.lits[:len(w.lits)-1]
		return false
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			w.address(n.X)
		}
	case *ast.SliceExpr:
		w.address(n.X)
	case *ast.SelectorExpr: // a method may take the address of its receiver, or of what that is in
		if sel := w.info.Selections[n]; sel != nil && sel.Kind() == types.MethodVal && !isFunction(w.info.TypeOf(n.X)) {
			w.address(n.X)
		}
	case *ast.BlockStmt:
		w.list(n.List)
	case *ast.CaseClause:
		w.list(n.Body)
	default:
		w.written(n)
	}
	return true
}

func (w *usageWalk) address(e ast.Expr) { w.addressed[w.info.ObjectOf(rootIdent(e))] = true }

// written notes what the statement n assigns to.
func (w *usageWalk) written(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			w.write(e)
		}
	case *ast.IncDecStmt:
		w.write(n.X)
	case *ast.RangeStmt:
		for _, e := range []ast.Expr{n.Key, n.Value} {
			if e != nil {
				w.write(e)
			}
		}
	case *ast.ValueSpec:
		for _, id := range n.Names {
			if len(n.Values) > 0 {
				w.write(id)
			}
		}
	}
}

func (w *usageWalk) write(e ast.Expr) {
	root := rootIdent(e)
	obj := w.info.ObjectOf(root)
	if obj == nil {
		return
	}
	if root == ast.Unparen(e) {
		w.writes[obj]++
	}
	for _, lit := range w.lits {
		if obj.Pos() < lit.Pos() || lit.End() <= obj.Pos() {
			w.inside[obj] = true
		}
	}
}

// list looks for variables that are declared in list without a value, and get one in it.
func (w *usageWalk) list(list []ast.Stmt) {
	declared := map[types.Object]bool{}
	for _, s := range list {
		switch s := s.(type) {
		case *ast.DeclStmt:
			for _, spec := range s.Decl.(*ast.GenDecl).Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
					for _, id := range spec.Names {
						declared[w.info.Defs[id]] = true
					}
				}
			}
		case *ast.AssignStmt:
			for _, e := range s.Lhs {
				if obj := w.info.ObjectOf(identOf(e)); obj != nil && declared[obj] {
					w.late[obj] = true
				}
			}
		}
	}
}

// identOf is e if it is an identifier; else one that nothing defines.
func identOf(e ast.Expr) *ast.Ident {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		return id
	}
	return &ast.Ident{}
}
