package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// plain reports whether t has no floats: neither in itself nor behind references,
// nor in maps, channels, and what functions take and give. No derivative flows through what is plain.
func plain(t types.Type) bool { return isPlain(t, map[types.Type]bool{}) }

func isPlain(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return true
	}
	seen[t] = true
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsFloat|types.IsComplex) == 0 && u.Kind() != types.UnsafePointer
	case *types.Struct:
		for f := range u.Fields() {
			if !isPlain(f.Type(), seen) {
				return false
			}
		}
	case *types.Map:
		return isPlain(u.Key(), seen) && isPlain(u.Elem(), seen)
	case *types.Signature:
		return isPlain(u.Params(), seen) && isPlain(u.Results(), seen)
	case *types.Tuple:
		for v := range u.Variables() {
			if !isPlain(v.Type(), seen) {
				return false
			}
		}
	case interface{ Elem() types.Type }: // arrays, slices, pointers, channels
		return isPlain(u.Elem(), seen)
	}
	return true
}

// isFlat reports whether the floats in t, if there are any, are in values of type t
// themselves: what is taken out of a map then has no memory in common with it.
func isFlat(t types.Type) bool {
	if ir.IsFloat(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if !isFlat(f.Type()) {
				return false
			}
		}
		return true
	case *types.Array:
		return isFlat(u.Elem())
	case *types.Map:
		return isFlat(u.Key()) && isFlat(u.Elem())
	case *types.Chan:
		return isFlat(u.Elem())
	}
	return plain(t)
}

// isMap reports whether t is a map.
func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// mapIndex is e as an element of a map; nil if it isn't one.
func mapIndex(e ast.Expr, info *types.Info) *ast.IndexExpr {
	if x, ok := ast.Unparen(e).(*ast.IndexExpr); ok && isMap(info.TypeOf(x.X)) {
		return x
	}
	return nil
}

// later checks a go or defer statement: what is called stays a call.
func (f *fence) later(s ast.Stmt, kind token.Token, e *ast.CallExpr) bool {
	advice := laterAdvice[kind]
	id := calledName(e.Fun)
	if id == nil {
		return f.refuse(s, advice)
	}
	switch fn := f.info.Uses[id].(type) {
	case *types.Func:
	case *types.Builtin:
		if !keptBuiltins[fn.Name()] {
			return f.refuse(s, advice)
		}
	default:
		if !plain(f.info.TypeOf(e.Fun)) {
			return f.refuse(s, advice)
		}
	}
	f.operands(e)
	return false
}

var laterAdvice = map[token.Token]string{token.DEFER: deferAdvice, token.GO: "goroutines are not differentiated: call the function directly"}

const deferAdvice = "defer is not differentiated: write the call where it is to run"

// runsAtReturn refuses a callee with deferred calls: in place of its call, its body
// would have them run too late.
func (l *body) runsAtReturn(callee *ir.Func) bool {
	for op := range callee.Body.All() {
		if op.Code == ir.Call && op.Later == token.DEFER.String() {
			l.errorf(op.Pos, deferAdvice)
			return true
		}
	}
	return false
}

// kept emits a form of Go that is kept as it is.
func (l *body) kept(form string, results []types.Type, args ...*ir.Value) []*ir.Value {
	return l.b.Emit(&ir.Op{Code: ir.Call, Builtin: form, Args: args}, results...).Results
}

// isKept reports whether e is m[k], <-c or x.(T).
func isKept(e ast.Expr, info *types.Info) bool {
	switch e := e.(type) {
	case *ast.TypeAssertExpr:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	}
	return mapIndex(e, info) != nil
}

// keptExpr lowers m[k], <-c or x.(T), which has two values where ok is asked for.
func (l *body) keptExpr(e ast.Expr) []*ir.Value {
	e = ast.Unparen(e)
	if values := l.taken(e); values != nil {
		return values
	}
	l.at(e)
	results := []types.Type{l.info.TypeOf(e)}
	if t, ok := results[0].(*types.Tuple); ok {
		results = []types.Type{t.At(0).Type(), t.At(1).Type()}
	}
	switch e := e.(type) {
	case *ast.IndexExpr:
		p := l.mapPlace(e)
		return l.kept(ir.MapIndex, results, p.base, p.key)
	case *ast.UnaryExpr:
		return l.kept(ir.Receive, results, l.expr(e.X))
	}
	return l.kept(ir.Assert, results, l.expr(e.(*ast.TypeAssertExpr).X))
}

// mapPlace is the place of m[k].
func (l *body) mapPlace(e *ast.IndexExpr) place {
	m := l.info.TypeOf(e.X).Underlying().(*types.Map)
	return place{base: l.expr(e.X), key: l.exprAs(e.Index, m.Key())}
}

// mapLit lowers a literal of a map.
func (l *body) mapLit(lit *ast.CompositeLit, t types.Type) *ir.Value {
	l.at(lit)
	u := t.Underlying().(*types.Map)
	m := l.kept("make", []types.Type{t})[0]
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr)
		key := l.elementValue(kv.Key, u.Key())
		l.kept(ir.MapStore, nil, m, key, l.elementValue(kv.Value, u.Elem()))
	}
	return m
}

func (l *body) valueOp(e *ast.CallExpr, fun *ir.Value) *ir.Op {
	args := append([]*ir.Value{fun}, l.arguments(e)...)
	l.at(e)
	return &ir.Op{Code: ir.Call, Builtin: ir.CallValue, Args: args, Spread: e.Ellipsis.IsValid()}
}

func (l *body) signatureOf(e *ast.CallExpr) *types.Signature {
	return l.info.TypeOf(e.Fun).Underlying().(*types.Signature)
}

func (l *body) resultTypes(e *ast.CallExpr) (list []types.Type) {
	for r := range l.signatureOf(e).Results().Variables() {
		list = append(list, r.Type())
	}
	return list
}

// callLater lowers a go or defer statement.
func (l *body) callLater(kind token.Token, e *ast.CallExpr) {
	pos := l.b.Pos
	if kind == token.DEFER && l.frame.outer != nil { // it would run too late
		l.errorf(pos, deferAdvice)
		return
	}
	l.hoistAll(e.Args)
	var op *ir.Op
	var results []types.Type
	switch callee := l.info.Uses[calledName(e.Fun)].(type) {
	case *types.Builtin:
		op = &ir.Op{Code: ir.Call, Builtin: callee.Name(), Args: l.exprs(e.Args)}
	case *types.Func:
		f := l.function(ast.Unparen(e.Fun))
		args := l.arguments(e)
		if f.path != nil {
			args[0] = l.receiverOf(args[0], f.path, f.fn)
		}
		if f.recv != nil {
			args = append([]*ir.Value{f.recv}, args...)
		}
		op = &ir.Op{Code: ir.Call, Func: f.fn.Origin(), Args: args, Spread: e.Ellipsis.IsValid()}
		results = l.resultTypes(e)
	default:
		fun := l.expr(e.Fun)
		if l.functions[fun] != nil {
			l.errorf(pos, laterAdvice[kind])
			return
		}
		op, results = l.valueOp(e, fun), l.resultTypes(e)
	}
	l.b.Pos = pos
	op.Later = kind.String()
	l.b.Emit(op, results...)
}

func (l *body) exprs(list []ast.Expr) (values []*ir.Value) {
	for _, e := range list {
		values = append(values, l.expr(e))
	}
	return values
}

// keptBuiltins give nothing, and no derivative flows through them.
var keptBuiltins = map[string]bool{"close": true, "delete": true, "print": true, "println": true}
