package parse

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// maxBuild is the number of elements up to which an array literal is a value;
// a larger one is filled in memory.
const maxBuild = 32

// literal lowers a composite literal of type t, elided types of elements included.
func (l *body) literal(lit *ast.CompositeLit, t types.Type) *ir.Value {
	switch u := t.Underlying().(type) {
	case *types.Pointer: // an element &T{…} with &T left out
		v := l.literal(lit, u.Elem())
		p := l.b.Alloc(u.Elem())
		l.b.Store(v, p, nil)
		return l.as(p, t)
	case *types.Struct:
		return l.structLit(lit, t, u)
	case *types.Map:
		return l.mapLit(lit, t)
	case *types.Array:
		if u.Len() <= maxBuild {
			return l.arrayLit(lit, t, u)
		}
		p := l.b.Alloc(t)
		l.elements(lit, u.Elem(), func(i int64, v *ir.Value) {
			l.b.Store(v, p, []ir.Step{{Index: true}}, l.b.Int(i))
		})
		return l.b.Load(p, nil)
	}
	elem := t.Underlying().(*types.Slice).Elem()
	n := l.length(lit)
	s := l.b.Emit(&ir.Op{Code: ir.Make, Args: []*ir.Value{l.b.Int(n)}}, t).Result()
	l.elements(lit, elem, func(i int64, v *ir.Value) {
		l.b.Store(v, s, []ir.Step{{Index: true}}, l.b.Int(i))
	})
	return s
}

func (l *body) structLit(lit *ast.CompositeLit, t types.Type, u *types.Struct) *ir.Value {
	parts := make([]*ir.Value, u.NumFields())
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			i = fieldIndex(u, kv.Key.(*ast.Ident).Name)
			e = kv.Value
		}
		parts[i] = l.elementValue(e, u.Field(i).Type())
	}
	for i, p := range parts {
		if p == nil {
			parts[i] = l.b.Zero(u.Field(i).Type())
		}
	}
	return l.b.Build(t, parts...)
}

func fieldIndex(u *types.Struct, name string) int {
	for i := range u.NumFields() {
		if u.Field(i).Name() == name {
			return i
		}
	}
	panic("parse: no field " + name) // the type checker has seen it
}

func (l *body) arrayLit(lit *ast.CompositeLit, t types.Type, u *types.Array) *ir.Value {
	parts := make([]*ir.Value, u.Len())
	l.elements(lit, u.Elem(), func(i int64, v *ir.Value) { parts[i] = v })
	for i, p := range parts {
		if p == nil {
			parts[i] = l.b.Zero(u.Elem())
		}
	}
	return l.b.Build(t, parts...)
}

// elements calls set with each element of an array or slice literal and its index.
func (l *body) elements(lit *ast.CompositeLit, elem types.Type, set func(int64, *ir.Value)) {
	i := int64(0)
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			i, _ = constant.Int64Val(constant.ToInt(l.info.Types[kv.Key].Value))
			e = kv.Value
		}
		set(i, l.elementValue(e, elem))
		i++
	}
}

// length is the length of a slice literal: one more than its greatest index.
func (l *body) length(lit *ast.CompositeLit) int64 {
	var i, n int64
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			i, _ = constant.Int64Val(constant.ToInt(l.info.Types[kv.Key].Value))
		}
		i++
		n = max(n, i)
	}
	return n
}

func (l *body) elementValue(e ast.Expr, t types.Type) *ir.Value {
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
		return l.literalAs(lit, t)
	}
	return l.exprAs(e, t)
}
