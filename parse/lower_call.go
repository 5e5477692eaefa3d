package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"math"
	"slices"

	"github.com/gograd/gograd/ir"
)

// maxOps is the size up to which the bodies of callees are put in place of
// calls: beyond it a function is no longer something that a person reviews.
const maxOps = 50_000

// call lowers a call, a conversion included, and returns its results.
func (l *body) call(e *ast.CallExpr) []*ir.Value {
	if values := l.taken(e); values != nil {
		return values
	}
	fun := ast.Unparen(e.Fun)
	if tv := l.info.Types[fun]; tv.IsType() {
		return []*ir.Value{l.convert(e.Args[0], tv.Type)}
	}
	if id, ok := fun.(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			if l.isHoisted(e) || keptBuiltins[b.Name()] {
				l.hoistAll(e.Args)
			}
			if keptBuiltins[b.Name()] {
				return l.kept(b.Name(), nil, l.exprs(e.Args)...)
			}
			return l.builtin(e, b.Name())
		}
	}
	if _, ok := l.info.Uses[calledName(fun)].(*types.Func); !ok {
		return l.callValue(e)
	}
	l.hoist(fun)
	l.hoistAll(e.Args)
	return l.callFunction(e, l.function(fun))
}

// arguments lowers the arguments of the call e for the parameters of what is called.
func (l *body) arguments(e *ast.CallExpr) []*ir.Value {
	sig := l.signatureOf(e)
	param := func(i int) types.Type {
		n := sig.Params().Len()
		if !sig.Variadic() || i < n-1 || e.Ellipsis.IsValid() {
			return sig.Params().At(i).Type()
		}
		return sig.Params().At(n - 1).Type().(*types.Slice).Elem()
	}
	values := l.values(e.Args, param)
	for i, v := range values {
		values[i] = l.as(v, param(i))
	}
	return values
}

// pack puts all values but the first, which are fixed, into a slice of type t for a
// variadic parameter, as Go does.
func (l *body) pack(values []*ir.Value, fixed int, t types.Type) []*ir.Value {
	if len(values) == fixed {
		return append(values, l.b.Zero(t))
	}
	n := l.b.Int(int64(len(values) - fixed))
	s := l.b.Emit(&ir.Op{Code: ir.Make, Args: []*ir.Value{n}}, t).Result()
	for i, v := range values[fixed:] {
		l.b.Store(v, s, []ir.Step{{Index: true}}, l.b.Int(int64(i)))
	}
	return append(values[:fixed:fixed], s)
}

// receiver lowers x of x.Method, taking its address or following it as Go does. Fields lead
// to the method.
func (l *body) receiver(fun *ast.SelectorExpr, path []int, fn *types.Func) *ir.Value {
	path = path[:len(path)-1] // the last is the method
	want := fn.Signature().Recv().Type()
	_, wantPtr := want.Underlying().(*types.Pointer)
	_, isPtr := l.info.TypeOf(fun.X).Underlying().(*types.Pointer)
	if len(path) == 0 && (isPtr || types.IsInterface(want)) {
		v := l.expr(fun.X)
		if wantPtr || types.IsInterface(want) {
			return v
		}
		return l.b.Load(v, nil)
	}
	if !wantPtr && len(path) == 0 {
		return l.expr(fun.X)
	}
	p := l.fields(fun.X, path)
	_, atPtr := p.typ().Underlying().(*types.Pointer)
	switch {
	case atPtr == wantPtr:
		return l.load(p)
	case atPtr:
		return l.b.Load(l.load(p), nil)
	}
	return l.address(p)
}

// inlined is the body of fn to be put in place of a call; nil if the call stays.
func (l *body) inlined(fn *types.Func) *ir.Func {
	if l.calls.Serves(fn.Origin()) || l.recursive(fn.Origin()) {
		return nil
	}
	pkg, decl := l.source.Decl(fn)
	if decl == nil || decl.Body == nil {
		return nil
	}
	if l.constrained(pkg, decl) {
		return nil
	}
	l.reached(pkg, decl)
	before, missing, failed, stopped := len(l.errs), l.missing, len(l.failed), len(l.stopped)
	warnings, unread := len(l.warnings), len(l.unread)
	callee := l.Func(fn.Origin())
	if callee != nil && l.runsAtReturn(callee) {
		callee = nil
	}
	if callee != nil && fn.Pkg() != l.home {
		if l.refuseHidden(fn, callee.Body.Ops) {
			callee = nil
		}
	}
	switch {
	case callee != nil:
	case flowsThrough(fn.Signature()) && !(onlyByValue(fn.Signature()) && !l.touchesFloats(fn, map[*types.Func]bool{})):
		l.missing++
	default: // a call that no derivative can flow through stays as it is
		l.errs, l.missing = l.errs[:before], missing
		l.warnings, l.unread = l.warnings[:warnings], l.unread[:unread]
		for _, inner := range l.failed[failed:] { // whoever else needs them is told
			delete(l.memo, inner)
		}
		for _, inner := range l.stopped[stopped:] {
			delete(l.fenced, inner)
		}
		l.failed, l.stopped = l.failed[:failed], l.stopped[:stopped]
	}
	return callee
}

// onlyByValue reports whether floats are only given to a function, and by value.
func onlyByValue(sig *types.Signature) bool {
	reaches := func(t types.Type) bool { return ir.LeadsToFloat(t) || types.IsInterface(t) && !isError(t) }
	for p := range sig.Params().Variables() {
		if reaches(p.Type()) {
			return false
		}
	}
	for r := range sig.Results().Variables() {
		if ir.HasFloat(r.Type()) || reaches(r.Type()) {
			return false
		}
	}
	return sig.Recv() == nil || !reaches(sig.Recv().Type())
}

// touchesFloats reports whether the source of fn, or of what it calls, names a
// package-level variable that holds floats.
func (l *Lowerer) touchesFloats(fn *types.Func, seen map[*types.Func]bool) bool {
	pkg, decl := l.source.Decl(fn)
	if decl == nil || seen[fn] {
		return false
	}
	seen[fn] = true
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return !found
		}
		switch obj := pkg.Info.Uses[id].(type) {
		case *types.Var:
			global := obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope()
			found = found || global && (ir.HasFloat(obj.Type()) || ir.LeadsToFloat(obj.Type()))
		case *types.Func:
			found = found || l.touchesFloats(obj.Origin(), seen)
		}
		return !found
	})
	return found
}

// recursive reports whether the body of fn is never put in place of a call, because
// there would be no end to it.
func (l *Lowerer) recursive(fn *types.Func) bool {
	return slices.Contains(l.stack, fn) || l.Recursive(fn)
}

// flowsThrough reports whether a derivative can flow through a call: whether
// floats are given to it or by it, or are in memory that it reaches.
func flowsThrough(sig *types.Signature) bool {
	carries := func(t types.Type) bool {
		return ir.HasFloat(t) || ir.LeadsToFloat(t) || types.IsInterface(t) && !isError(t)
	}
	for _, list := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range list.Variables() {
			if carries(v.Type()) {
				return true
			}
		}
	}
	return sig.Recv() != nil && carries(sig.Recv().Type())
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

func (l *body) inline(e *ast.CallExpr, f *function, callee *ir.Func, args []*ir.Value) []*ir.Value {
	l.grow(e.Pos(), callee.Body.Size())
	var recv types.Type
	if callee.Recv != nil {
		recv = callee.Recv.Type
	}
	found := f.typeArguments(recv, args)
	if len(found) == 0 {
		return ir.Inline(l.b, callee, args, nil)
	}
	return ir.Inline(l.b, callee, args, func(t types.Type) types.Type { return ir.Instance(t, found) })
}

// grow adds n operations of a callee, called at pos, to what there is.
func (l *body) grow(pos token.Pos, n int) {
	l.brought += n
	if l.size += n; l.size > maxOps {
		l.errorf(pos, "the bodies of the functions called add up to too much code: write the derivative rule of this one with //gograd:adjoint")
		l.size = math.MinInt // said once
	}
}

// as is v as a value of type t. Structs and arrays with floats, which are the
// same parts under another name, are taken apart.
func (l *body) as(v *ir.Value, t types.Type) *ir.Value {
	if name := opaque(v.Type, t); name != "" {
		l.errorf(l.b.Pos, conversionOf(name))
		return l.b.Zero(t)
	}
	if f := l.functions[v]; f != nil && !types.IsInterface(t) {
		return l.standIn(f, t, f.pos)
	}
	if types.Identical(v.Type, t) || types.IsInterface(t) || !ir.HasFloat(t) || ir.IsFloat(t) {
		return l.b.Convert(t, v)
	}
	if u, ok := t.Underlying().(*types.Array); ok && u.Len() > maxBuild {
		tmp := l.b.Alloc(v.Type)
		l.b.Store(v, tmp, nil)
		return l.b.Load(l.b.Convert(types.NewPointer(t), tmp), nil)
	}
	_, isArray := t.Underlying().(*types.Array)
	var parts []*ir.Value
	for i, part := range ir.Parts(t) {
		step := ir.Step{Field: i}
		if isArray {
			step = ir.Step{Index: true, At: i}
		}
		parts = append(parts, l.as(l.b.Field(v, step), part))
	}
	return l.b.Build(t, parts...)
}

func (l *body) isBuiltin(id *ast.Ident, name string) bool {
	b, ok := l.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == name
}

// typeArguments are the types that a call of f with args puts in the place of its
// type parameters. Those of a method are its receiver's.
func (f *function) typeArguments(recv types.Type, args []*ir.Value) map[*types.TypeParam]types.Type {
	found := map[*types.TypeParam]types.Type{}
	if recv != nil {
		ir.MatchTypes(recv, args[0].Type, found)
	}
	params := f.fn.Origin().Signature().TypeParams()
	for i, t := range f.given {
		found[params.At(i)] = t
	}
	return found
}

// calledName is the identifier that names the function in a call.
func calledName(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return calledName(fun.X)
	case *ast.IndexListExpr:
		return calledName(fun.X)
	}
	return nil
}
