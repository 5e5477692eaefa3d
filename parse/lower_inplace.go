package parse

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// An activation is a call in whose place the body of the function is being lowered.
type activation struct {
	of    *function
	args  []*function // those that are functions
	types *instance   // of a generic function; nil for others
}

// maxActivations is how many calls may be inside of one another: beyond it a function
// calls itself by way of ever new literals.
const maxActivations = 40

// begin notes that the body of a is lowered now. It fails if it is being lowered already.
func (l *body) begin(e *ast.CallExpr, a activation) bool {
	again := func(b activation) bool {
		return a.of.same(b.of) && a.types == b.types && slices.EqualFunc(a.args, b.args, (*function).same)
	}
	if len(l.calling) >= maxActivations || slices.ContainsFunc(l.calling, again) {
		name := "this function"
		if id := calledName(e.Fun); id != nil {
			name = id.Name
		}
		l.errorf(e.Pos(), name+" calls itself, and the recursion of functions that are values is not differentiated: write a loop, or a function that calls itself by its name and is given none")
		return false
	}
	if l.size < 0 {
		return false
	}
	l.calling = append(l.calling, a)
	return true
}

func (l *body) end() { l.calling = l.calling[:len(l.calling)-1] }

// handsOn reports whether the call e of f with args hands functions to the callee, or
// gets one from it through which a derivative may flow, be it as the methods of a type
// parameter: then the body of the callee means something else in each call.
func (l *body) handsOn(e *ast.CallExpr, f *function, args []*ir.Value) bool {
	floats := func(v *ir.Value) bool { return ir.HasFloat(v.Type) || ir.LeadsToFloat(v.Type) }
	if needsTypes(f.fn) && (flowsThrough(l.signatureOf(e)) || slices.ContainsFunc(args, floats)) {
		return true
	}
	if slices.ContainsFunc(args, func(v *ir.Value) bool { return l.functions[v] != nil || isNilFunction(v) }) {
		return true
	}
	for r := range l.signatureOf(e).Results().Variables() {
		if isFunction(r.Type()) && (!plain(r.Type()) || flowsThrough(f.fn.Signature())) {
			return true
		}
	}
	return false
}

// inPlace lowers the body of f in place of e. It fails if the source of f can't be used.
func (l *body) inPlace(e *ast.CallExpr, f *function, args []*ir.Value) ([]*ir.Value, bool) {
	fn := f.fn.Origin()
	pkg, decl := l.source.Decl(fn)
	if l.calls.Serves(fn) || decl == nil || decl.Body == nil || constrained(pkg, decl.Pos(), l.file) != "" {
		return nil, false
	}
	results := l.signatureOf(e).Results()
	l.reached(pkg, decl)
	in := l.instance(pkg, decl, f, args)
	if !l.passes(pkg, definition{decl, in.info}) {
		l.missing++
		return l.zeros(results), true
	}
	a := activation{of: &function{fn: fn}, args: l.functionsIn(args)}
	if len(in.args) > 0 {
		a.types = in
	}
	if !l.begin(e, a) {
		return l.zeros(results), true
	}
	defer l.end()
	args = l.packed(e, args, f.receivers())
	fr := l.newFrame(pkg, fn, definition{decl, in.info})
	fr.typeArgs = in.args
	at := len(l.b.Block.Ops)
	values := l.enter(fr, in.all(inputsOf(fn.Signature())), in.all(variables(fn.Signature().Results())), args, decl.Body.List)
	if fn.Pkg() != l.home {
		l.refuseHidden(fn, l.b.Block.Ops[at:])
	}
	return values, true
}

// inputsOf are the receiver, if there is one, and the parameters.
func inputsOf(sig *types.Signature) []*types.Var {
	inputs := variables(sig.Params())
	if sig.Recv() != nil {
		inputs = append([]*types.Var{sig.Recv()}, inputs...)
	}
	return inputs
}

func variables(t *types.Tuple) (list []*types.Var) {
	for v := range t.Variables() {
		list = append(list, v)
	}
	return list
}

func (l *body) functionsIn(args []*ir.Value) (list []*function) {
	for _, v := range args {
		if f := l.functions[v]; f != nil {
			list = append(list, f)
		}
	}
	return list
}

// refuseHidden reports a name in the body of fn that other packages can't use.
func (l *body) refuseHidden(fn *types.Func, body []*ir.Op) bool {
	name := Hidden(&ir.Block{Ops: body}, l.home)
	if name != "" {
		l.errorf(l.b.Pos, fn.Name()+" needs "+name+", which other packages can't use: export it, or write a derivative rule of "+fn.Name()+" with //gograd:adjoint")
	}
	return name != ""
}
