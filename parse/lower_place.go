package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A place is where a variable or a part of one is: what a base refers to, and
// a path into it; or the element of a map that has a key.
type place struct {
	base    *ir.Value
	path    []ir.Step
	indexes []*ir.Value
	key     *ir.Value
}

func (p place) typ() types.Type {
	if p.key != nil {
		return p.base.Type.Underlying().(*types.Map).Elem()
	}
	return ir.PlaceType(p.base.Type, p.path)
}

// part is the place of a part of p.
func (p place) part(step ir.Step, indexes ...*ir.Value) place {
	return place{
		base:    p.base,
		path:    append(append([]ir.Step{}, p.path...), step),
		indexes: append(append([]*ir.Value{}, p.indexes...), indexes...),
	}
}

func (l *body) load(p place) *ir.Value {
	if p.key != nil {
		return l.kept(ir.MapIndex, []types.Type{p.typ()}, p.base, p.key)[0]
	}
	return l.b.Load(p.base, p.path, p.indexes...)
}

func (l *body) store(p place, v *ir.Value) {
	if p.key != nil {
		l.kept(ir.MapStore, nil, p.base, p.key, v)
		return
	}
	l.b.Store(v, p.base, p.path, p.indexes...)
}

// target lowers the left side of an assignment.
func (l *body) target(e ast.Expr) place {
	if m := mapIndex(e, l.info); m != nil {
		return l.mapPlace(m)
	}
	return l.place(e)
}

// address is the address of p.
func (l *body) address(p place) *ir.Value {
	if len(p.path) == 0 {
		return p.base
	}
	return l.b.Addr(p.base, p.path, p.indexes...)
}

// place lowers an operand that has an address: what can be assigned to. An
// operand without one, such as the result of a call, is put into a variable.
func (l *body) place(e ast.Expr) place {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return l.identPlace(e)
	case *ast.StarExpr:
		return place{base: l.expr(e.X)}
	case *ast.SelectorExpr:
		if sel := l.info.Selections[e]; sel != nil {
			return l.fields(e.X, sel.Index())
		}
		return l.identPlace(e.Sel) // a variable of another package
	case *ast.IndexExpr:
		if !isMap(l.info.TypeOf(e.X)) {
			return l.element(e)
		}
	}
	return l.temporary(e)
}

func (l *body) identPlace(id *ast.Ident) place {
	obj := l.info.ObjectOf(id).(*types.Var)
	if v := l.vars[obj]; v != nil {
		return place{base: v}
	}
	if obj.Parent() != obj.Pkg().Scope() && l.funcs[obj] == nil {
		panic("parse: " + obj.Name() + " is used before it is declared") // another of this name may be in scope
	}
	op := l.b.Emit(&ir.Op{Code: ir.Global, Object: obj}, types.NewPointer(obj.Type()))
	return place{base: op.Result()}
}

func (l *body) temporary(e ast.Expr) place {
	v := l.expr(e)
	tmp := l.b.Alloc(v.Type)
	l.b.Store(v, tmp, nil)
	return place{base: tmp}
}

// fields is the place of x.f, where indexes are the path that Go's selector
// rules find, embedded fields and pointers on the way included.
func (l *body) fields(x ast.Expr, indexes []int) place {
	var p place
	if _, ok := l.info.TypeOf(x).Underlying().(*types.Pointer); ok {
		p = place{base: l.expr(x)}
	} else {
		p = l.place(x)
	}
	return l.follow(x.Pos(), p, indexes)
}

// follow is the place of the field that indexes lead to from p.
func (l *body) follow(pos token.Pos, p place, indexes []int) place {
	for _, i := range indexes {
		if _, ok := p.typ().Underlying().(*types.Pointer); ok {
			p = place{base: l.load(p)}
		}
		l.nameable(pos, p.typ(), i)
		p = p.part(ir.Step{Field: i})
	}
	return p
}

// nameable refuses a field that Go's rules pass through, but that can't be written here.
func (l *body) nameable(pos token.Pos, t types.Type, i int) {
	f := t.Underlying().(*types.Struct).Field(i)
	if f.Pkg() != l.fn.Pkg() && !f.Exported() {
		l.errorf(pos, "what is selected lies in the field "+f.Pkg().Name()+"."+f.Name()+", which other packages can't name: pass it as a parameter")
	}
}

// element is the place of x[i].
func (l *body) element(e *ast.IndexExpr) place {
	var p place
	switch l.info.TypeOf(e.X).Underlying().(type) {
	case *types.Array:
		p = l.place(e.X)
	default: // slice, string, pointer to array
		p = place{base: l.expr(e.X)}
	}
	return p.part(ir.Step{Index: true}, l.index(e.Index))
}

// index lowers an index or a length; a constant is an int.
func (l *body) index(e ast.Expr) *ir.Value {
	if tv := l.info.Types[e]; tv.Value != nil {
		l.sameInAllBuilds(e)
		return l.constant(tv.Value, types.Typ[types.Int])
	}
	return l.expr(e)
}
