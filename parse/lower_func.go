package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A function is one that a variable holds or an expression gives. IR has no functions as
// values: where one is called that is known, its body or a call by name is put there.
//
// While a function is being lowered, values that nothing defines stand in for
// functions; wherever one gets to but a call is reported by refuseEscapes.
type function struct {
	why string // it isn't known, for this reason

	lit   *ast.FuncLit
	frame *frame // with the variables around lit

	fn    *types.Func
	given []types.Type // its type arguments
	recv  *ir.Value    // of a method value: a copy, as it was when the method was named
	path  []int        // of a method expression: where the method is in the first argument

	isNil bool      // it is nil, given to a function
	pos   token.Pos // where a stand-in is written
}

// receivers is how many inputs a call has before its arguments.
func (f *function) receivers() int {
	if f.recv != nil {
		return 1
	}
	return 0
}

// isFunction reports whether the values of type t are functions.
func isFunction(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// isNilFunction reports whether v is nil as a function.
func isNilFunction(v *ir.Value) bool {
	return v.Op != nil && v.Op.Code == ir.Const && isFunction(v.Type)
}

func unknownFunction(why string) *function { return &function{why: why} }

// same reports whether f and g have the same body and variables.
func (f *function) same(g *function) bool {
	return f == g || f != nil && g != nil && f.lit == g.lit && f.frame == g.frame && f.fn == g.fn
}

// standIn is a value of type t that stands for f, which is written at pos.
func (l *body) standIn(f *function, t types.Type, pos token.Pos) *ir.Value {
	at := *f
	at.pos = pos
	v := l.f.NewValue("", t)
	l.functions[v] = &at
	return v
}

// know makes f what the variable v holds.
func (l *body) know(v *types.Var, f *function) {
	l.funcs[v] = f
	l.depth[v] = l.loops()
}

// function is the function that e names or is; nil if e is something else.
func (l *body) function(e ast.Expr) *function {
	switch e := e.(type) {
	case *ast.FuncLit:
		return &function{lit: e, frame: l.frame}
	case *ast.Ident:
		if v, ok := l.info.Uses[e].(*types.Var); ok {
			return l.funcs[v]
		}
		return l.named(e)
	case *ast.IndexExpr, *ast.IndexListExpr:
		return l.named(calledName(e))
	case *ast.SelectorExpr:
		f := l.named(e.Sel)
		sel := l.info.Selections[e]
		if f == nil || sel == nil {
			return f
		}
		var path []int
		f.fn, path = l.method(e, sel, f.fn)
		if sel.Kind() == types.MethodExpr {
			f.path = path
		} else {
			f.recv = l.receiver(e, path, f.fn)
		}
		return f
	}
	return nil
}

// holdsFunction reports whether id is a variable that holds a function, known or not.
func (l *body) holdsFunction(id *ast.Ident) bool {
	v, ok := l.info.Uses[id].(*types.Var)
	return ok && l.funcs[v] != nil
}

func (l *body) named(id *ast.Ident) *function {
	fn, ok := l.info.Uses[id].(*types.Func)
	if !ok {
		return nil
	}
	f := &function{fn: fn}
	for t := range l.info.Instances[id].TypeArgs.Types() {
		f.given = append(f.given, ir.Instance(t, l.typeArgs))
	}
	return f
}

// assignFunction makes the variable that id defines, or that is assigned to, hold what v stands
// for. It fails if v stands for no function, or the variable can't be followed.
func (l *body) assignFunction(id *ast.Ident, v *ir.Value, declares bool) bool {
	f := l.functions[v]
	obj, ok := l.info.ObjectOf(id).(*types.Var)
	switch {
	case f == nil:
		return false
	case id.Name == "_":
		return true
	case !ok || obj.Parent() == obj.Pkg().Scope():
		return false
	case l.follows(obj, declares):
		l.know(obj, f)
		return true
	case declares:
		l.know(obj, unknownFunction(l.whyUnknown(obj)))
		return true
	}
	return l.funcs[obj] != nil && l.funcs[obj].why != ""
}

// follows reports whether obj holds one function wherever it is called.
func (l *body) follows(obj *types.Var, declares bool) bool {
	return !l.addressed[obj] && l.writes[obj] == 1 && (declares || l.late[obj])
}

func (l *body) whyUnknown(obj *types.Var) string {
	switch {
	case l.addressed[obj]:
		return "the address of " + obj.Name() + " is taken"
	case l.writes[obj] > 1:
		return obj.Name() + " is assigned more than once"
	case l.late[obj]:
		return obj.Name() + " is assigned to after it is used"
	}
	return obj.Name() + " is not bound to one function where it is declared"
}

// refuseEscapes reports every function that is used other than by calling it, unless the
// calls of the variable that it is stored in have been refused.
func (l *body) refuseEscapes() {
	if len(l.functions) == 0 {
		return
	}
	said := map[*ir.Value]bool{}
	for op := range l.f.Body.All() {
		if op.Code == ir.Store && l.refused[op.Base()] {
			continue
		}
		for _, v := range op.Args {
			if f := l.functions[v]; f != nil && !said[v] {
				said[v] = true
				l.errorf(f.pos, f.escapes())
			}
		}
	}
}

// escapes says what is wrong with a use of f that isn't a call.
func (f *function) escapes() string {
	switch {
	case f.why != "":
		return f.why + ", so which function it holds is not known: " + knownAdvice
	case f.lit != nil:
		return "a function literal is not differentiated here, where its calls are not seen: " + knownAdvice
	case f.fn != nil:
		return "the function " + f.fn.Name() + " as a value is not differentiated here, where its calls are not seen: " + knownAdvice
	}
	return "nil is not differentiated here as a function: leave it out"
}

const knownAdvice = "call it where it stands, bind it to a local variable of its own, or pass it to a function whose source is at hand"
