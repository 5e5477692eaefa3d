package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// builtin lowers a call of a builtin and returns its results.
func (l *body) builtin(e *ast.CallExpr, name string) []*ir.Value {
	switch name {
	case "clear":
		l.b.Emit(&ir.Op{Code: ir.Call, Builtin: name, Args: []*ir.Value{l.expr(e.Args[0])}})
		return nil
	case "append":
		return []*ir.Value{l.appendTo(e)}
	case "copy":
		l.hoistAll(e.Args)
		args := l.values(e.Args, func(int) types.Type { return nil })
		return l.b.Emit(&ir.Op{Code: ir.Call, Builtin: name, Args: args}, types.Typ[types.Int]).Results
	case "len", "cap":
		code := ir.Len
		if name == "cap" {
			code = ir.Cap
		}
		return l.b.Emit(&ir.Op{Code: code, Args: []*ir.Value{l.expr(e.Args[0])}}, l.typeOf(e)).Results
	case "new":
		return []*ir.Value{l.newVar(e.Args[0], l.typeOf(e))}
	case "make":
		args := []*ir.Value{}
		for _, n := range e.Args[1:] {
			args = append(args, l.as(l.index(n), types.Typ[types.Int]))
		}
		if _, ok := l.typeOf(e).Underlying().(*types.Slice); !ok { // a map or a channel
			return l.kept("make", []types.Type{l.typeOf(e)}, args...)
		}
		return l.b.Emit(&ir.Op{Code: ir.Make, Args: args}, l.typeOf(e)).Results
	}
	return []*ir.Value{l.extreme(e, name)}
}

// extreme lowers min and max.
func (l *body) extreme(e *ast.CallExpr, name string) *ir.Value {
	t := l.typeOf(e)
	l.hoistAll(e.Args)
	args := make([]*ir.Value, len(e.Args))
	for i, a := range e.Args {
		args[i] = l.exprAs(a, t)
	}
	if len(args) == 1 {
		return args[0]
	}
	return l.b.Emit(&ir.Op{Code: ir.Call, Builtin: name, Args: args}, t).Result()
}

// appendTo lowers append(s, x, y) and append(s, t...).
func (l *body) appendTo(e *ast.CallExpr) *ir.Value {
	t := l.typeOf(e)
	l.hoistAll(e.Args)
	spread := e.Ellipsis.IsValid()
	args := l.values(e.Args, func(i int) types.Type {
		switch {
		case i == 0, spread && l.info.Types[e.Args[i]].IsNil():
			return t
		case spread: // a slice of another name, or a string
			return nil
		}
		return t.Underlying().(*types.Slice).Elem()
	})
	if len(args) == 1 {
		return args[0]
	}
	return l.b.Emit(&ir.Op{Code: ir.Call, Builtin: "append", Args: args, Spread: spread}, t).Result()
}

// newVar lowers new(T) and new(value).
func (l *body) newVar(arg ast.Expr, t types.Type) *ir.Value {
	elem := t.Underlying().(*types.Pointer).Elem()
	if l.info.Types[arg].IsType() {
		return l.b.Alloc(elem)
	}
	v := l.exprAs(arg, elem)
	p := l.b.Alloc(elem)
	l.b.Store(v, p, nil)
	return p
}
