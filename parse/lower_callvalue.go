package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// callValue lowers the call of a function that is not called by its own name.
func (l *body) callValue(e *ast.CallExpr) []*ir.Value {
	l.hoist(e.Fun)
	l.hoistAll(e.Args)
	fun := l.expr(e.Fun)
	switch f := l.functions[fun]; {
	case f != nil && f.isNil: // never done, unless the function panics
		fun = l.b.Zero(fun.Type)
		return l.b.Emit(l.valueOp(e, fun), l.resultTypes(e)...).Results
	case f == nil && plain(fun.Type):
		return l.b.Emit(l.valueOp(e, fun), l.resultTypes(e)...).Results
	case f == nil || f.why != "":
		l.at(e)
		l.errorf(e.Pos(), l.unknownCall(e, f))
		return l.zeros(l.signatureOf(e).Results())
	case f.lit != nil:
		return l.callLiteral(e, f)
	default:
		return l.callFunction(e, f)
	}
}

// unknownCall says why e, a call of f, which may be nil, can't be differentiated.
func (l *body) unknownCall(e *ast.CallExpr, f *function) string {
	if f != nil {
		return f.why + ", so which function is called is not known: " + callAdvice
	}
	if v, ok := l.info.Uses[identOf(e.Fun)].(*types.Var); ok {
		switch {
		case v.Kind() == types.ParamVar:
			return v.Name() + " is a parameter, and which function it holds is not known at the call: call a function by its name"
		case v.Kind() == types.LocalVar && l.vars[v] != nil:
			l.refused[l.vars[v]] = true
			return l.whyUnknown(v) + ", so which function is called is not known: " + callAdvice
		}
	}
	return "a function value is not known at the call: call a function by its name"
}

const callAdvice = "bind each function to a variable of its own, and choose between calls"

// zeros are results for a call that can't be lowered.
func (l *body) zeros(results *types.Tuple) (values []*ir.Value) {
	for r := range results.Variables() {
		values = append(values, l.b.Zero(r.Type()))
	}
	return values
}

// callLiteral lowers the body of a function literal in place of e.
func (l *body) callLiteral(e *ast.CallExpr, f *function) []*ir.Value {
	info := f.frame.info
	inputs, results := fieldVars(info, f.lit.Type.Params), fieldVars(info, f.lit.Type.Results)
	args := l.packed(e, l.arguments(e), 0)
	l.at(e)
	if !l.begin(e, activation{of: f}) {
		return l.zeros(info.TypeOf(f.lit).(*types.Signature).Results())
	}
	defer l.end()
	return l.enter(f.frame.closure(), inputs, results, args, f.lit.Body.List)
}

// fieldVars are the variables that fields, the parameters or results of a literal, declare; those
// without a name are nobody's.
func fieldVars(info *types.Info, fields *ast.FieldList) (list []*types.Var) {
	if fields == nil {
		return nil
	}
	for _, f := range fields.List {
		if len(f.Names) == 0 {
			list = append(list, types.NewParam(f.Pos(), nil, "", info.TypeOf(f.Type)))
		}
		for _, id := range f.Names {
			list = append(list, info.Defs[id].(*types.Var))
		}
	}
	return list
}

// packed are the inputs of e with those for a variadic parameter in a slice. receivers
// is how many there are before the arguments.
func (l *body) packed(e *ast.CallExpr, args []*ir.Value, receivers int) []*ir.Value {
	sig := l.signatureOf(e)
	if !sig.Variadic() || e.Ellipsis.IsValid() {
		return args
	}
	last := sig.Params().Len() - 1
	return l.pack(args, receivers+last, sig.Params().At(last).Type())
}

// callFunction lowers the call e of f, which has a name.
func (l *body) callFunction(e *ast.CallExpr, f *function) []*ir.Value {
	args := l.inputs(e, f)
	l.at(e)
	if l.handsOn(e, f, args) {
		if results, ok := l.inPlace(e, f, args); ok {
			return results
		}
	}
	callee, fn := l.inlined(f.fn), f.fn.Origin()
	recursive := callee == nil && !l.calls.Serves(fn) && l.recursive(fn)
	if recursive {
		l.stays(fn)
	}
	spread := e.Ellipsis.IsValid()
	if callee != nil || recursive {
		args = l.packed(e, args, f.receivers())
		spread = l.signatureOf(e).Variadic()
	}
	l.at(e)
	if callee != nil {
		return l.inline(e, f, callee, args)
	}
	op := &ir.Op{Code: ir.Call, Func: fn, Args: args, Spread: spread}
	op.Reads = (recursive || l.calls.Serves(fn)) && l.calls.Reads(fn)
	return l.b.Emit(op, l.resultTypes(e)...).Results
}

// inputs are the receiver of f, if it has one, and the arguments of e.
func (l *body) inputs(e *ast.CallExpr, f *function) []*ir.Value {
	args := l.arguments(e)
	switch {
	case f.path != nil:
		args[0] = l.receiverOf(args[0], f.path, f.fn)
	case f.recv != nil:
		args = append([]*ir.Value{f.recv}, args...)
	}
	return args
}

// receiverOf is what method fn, which path leads to from v, is called on.
func (l *body) receiverOf(v *ir.Value, path []int, fn *types.Func) *ir.Value {
	want := fn.Signature().Recv().Type()
	_, wantPtr := want.Underlying().(*types.Pointer)
	_, isPtr := v.Type.Underlying().(*types.Pointer)
	if len(path) == 1 && (isPtr == wantPtr || types.IsInterface(want)) {
		return v
	}
	p := place{base: v}
	if !isPtr {
		p.base = l.b.Alloc(v.Type)
		l.b.Store(v, p.base, nil)
	}
	p = l.follow(l.b.Pos, p, path[:len(path)-1])
	_, atPtr := p.typ().Underlying().(*types.Pointer)
	switch {
	case atPtr == wantPtr:
		return l.load(p)
	case atPtr:
		return l.b.Load(l.load(p), nil)
	}
	return l.address(p)
}
