package parse

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// fence reports every construct of s, of pkg, that can't be lowered, at its
// position, with what to write instead. What passes it, lower can translate.
//
// Before: s is type-checked.
// After:  either there is a problem, or the statements and expressions of s
// are among those that the lower files know.
func (l *Lowerer) fence(pkg *Package, s definition) {
	f := &fence{Lowerer: l, info: s.info}
	for _, err := range pkg.ErrorsIn(s.decl) {
		l.errorf(err.Pos, err.Msg)
		f.broken = true
	}
	if f.broken || f.refuseC(s.decl) {
		return
	}
	ast.Inspect(s.decl.Body, f.visit)
}

// refuseC refuses the first name of C in decl: the type checker knows nothing of it.
func (f *fence) refuseC(decl *ast.FuncDecl) (found bool) {
	ast.Inspect(decl, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok && !found && f.info.Uses[x.Sel] == nil {
			found = true
			f.refuse(x, "C is not differentiated: put it into a function, and write its derivative rule with //gograd:adjoint")
		}
		return !found
	})
	return found
}

// passes reports whether s, of pkg, passes the fence. What is wrong is reported once.
func (l *Lowerer) passes(pkg *Package, s definition) bool {
	passed, known := l.fenced[s]
	if !known {
		before := len(l.errs)
		l.fence(pkg, s)
		passed = len(l.errs) == before
		l.fenced[s] = passed
		if !passed {
			l.stopped = append(l.stopped, s)
		}
	}
	return passed
}

type fence struct {
	*Lowerer
	info    *types.Info
	broken  bool
	complex bool // complex numbers have been refused
}

// visit checks one node; it returns false where the inside has been dealt with.
func (f *fence) visit(n ast.Node) bool {
	switch n := n.(type) {
	case ast.Stmt:
		return f.stmt(n)
	case ast.Expr:
		return f.expr(n)
	}
	return true
}

func (f *fence) stmt(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.GoStmt:
		return f.later(s, token.GO, s.Call)
	case *ast.DeferStmt:
		return f.later(s, token.DEFER, s.Call)
	case *ast.SelectStmt:
		return f.refuse(s, "select is not differentiated: receive before the call and pass the value")
	case *ast.SendStmt:
		return isFlat(f.info.TypeOf(s.Chan)) || f.refuse(s, "channels are not differentiated: return the value instead of sending it")
	case *ast.BranchStmt:
		if s.Tok == token.GOTO {
			return f.refuse(s, "goto is not differentiated: write a loop or an if")
		}
	case *ast.TypeSwitchStmt:
		return f.typeSwitch(s)
	case *ast.RangeStmt:
		return f.rangeStmt(s)
	case *ast.AssignStmt:
		for _, e := range s.Lhs {
			f.target(e)
		}
	case *ast.DeclStmt:
		if d := s.Decl.(*ast.GenDecl); d.Tok == token.TYPE {
			return f.refuse(s, "a type declared in a function is not differentiated: declare it at package level")
		}
	case *ast.IncDecStmt:
		f.target(s.X)
	}
	return true
}

func (f *fence) refuse(n ast.Node, msg string) bool {
	f.errorf(n.Pos(), msg)
	return false
}

// target refuses package-level variables on the left of an assignment.
func (f *fence) target(e ast.Expr) {
	root := ast.Unparen(e)
	for {
		switch x := root.(type) {
		case *ast.SelectorExpr:
			if f.info.Selections[x] == nil {
				root = x.Sel
				continue
			}
			root = ast.Unparen(x.X)
			continue
		case *ast.IndexExpr:
			root = ast.Unparen(x.X)
			continue
		case *ast.StarExpr:
			root = ast.Unparen(x.X)
			continue
		}
		break
	}
	id, ok := root.(*ast.Ident)
	if !ok {
		return
	}
	if v, ok := f.info.Uses[id].(*types.Var); ok && v.Parent() == v.Pkg().Scope() && f.holdsFloat(f.info.TypeOf(e)) {
		f.errorf(e.Pos(), "the package-level variable "+id.Name+" is written to: pass a pointer to it as a parameter")
	}
}

func (f *fence) holdsFloat(t types.Type) bool { return ir.HasFloat(t) || ir.LeadsToFloat(t) }

// rangeStmt lets integers, strings, slices, arrays and pointers to arrays pass.
func (f *fence) rangeStmt(s *ast.RangeStmt) bool {
	if !f.known(s.X, "ranging over", converted) {
		return false
	}
	switch u := f.info.TypeOf(s.X).Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString == 0 && !isInteger(types.Default(u)):
			return f.refuse(s.X, "range over a number needs an integer")
		}
	case *types.Map:
		return f.refuse(s, "range over a map is not differentiated: its order is random; range over a slice")
	case *types.Chan:
		return f.refuse(s, "range over a channel is not differentiated: receive into a slice before the call")
	case *types.Signature:
		return f.refuse(s, "range over a function is not differentiated: collect the values into a slice before the call")
	}
	if s.Tok == token.ASSIGN {
		for _, e := range []ast.Expr{s.Key, s.Value} {
			if e != nil {
				f.target(e)
			}
		}
	}
	return true
}

func (f *fence) expr(e ast.Expr) bool {
	if tv, ok := f.info.Types[e]; ok && tv.Value != nil {
		return false // a constant
	}
	if id, ok := e.(*ast.Ident); ok && f.info.Defs[id] != nil {
		return true // what it is defined as is looked at
	}
	if t := f.info.TypeOf(e); t != nil && isComplex(t) {
		if f.complex {
			return false // said once
		}
		f.complex = true
		return f.refuse(e, "complex numbers are not differentiated: compute with real and imaginary parts")
	}
	if tv := f.info.Types[e]; !tv.IsType() && !f.generic(e) {
		return false
	}
	switch e := e.(type) {
	case *ast.TypeAssertExpr:
		return e.Type == nil || isFlat(f.info.TypeOf(e.Type)) || f.refuse(e, "type assertions are not differentiated: pass the value with its type")
	case *ast.UnaryExpr:
		if e.Op == token.ARROW && !isFlat(f.info.TypeOf(e.X)) {
			return f.refuse(e, "channels are not differentiated: receive before the call and pass the value")
		}
	case *ast.CompositeLit:
		if t := f.info.TypeOf(e); isMap(t) && !isFlat(t) {
			return f.refuse(e, "maps are not differentiated: use a slice or a struct")
		}
	case *ast.IndexExpr:
		if t := f.info.TypeOf(e.X); isMap(t) && !isFlat(t) {
			return f.refuse(e, "maps are not differentiated: use a slice or a struct, or look the value up before the call")
		}
	case *ast.CallExpr:
		if f.call(e) {
			f.operands(e)
		}
		return false
	}
	return true
}

// operands checks the arguments of a call, and what its method is called on.
func (f *fence) operands(e *ast.CallExpr) {
	for _, arg := range e.Args {
		ast.Inspect(arg, f.visit)
	}
	fun := ast.Unparen(e.Fun)
	if x, ok := fun.(*ast.IndexExpr); ok {
		fun = ast.Unparen(x.X)
	}
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		if f.info.Selections[fun] != nil {
			ast.Inspect(fun.X, f.visit)
		}
	case *ast.Ident:
	default: // what gives a function
		ast.Inspect(fun, f.visit)
	}
}

func isComplex(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsComplex != 0
}

// call checks what is called; arguments are checked by the walk.
func (f *fence) call(e *ast.CallExpr) bool {
	fun := ast.Unparen(e.Fun)
	if tv := f.info.Types[fun]; tv.IsType() {
		return f.conversion(e, tv.Type)
	}
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	switch x := fun.(type) {
	case *ast.Ident:
		if b, ok := f.info.Uses[x].(*types.Builtin); ok {
			return f.builtin(e, b.Name())
		}
	case *ast.SelectorExpr:
		if b, ok := f.info.Uses[x.Sel].(*types.Builtin); ok {
			return f.builtin(e, b.Name())
		}
	}
	return true
}

var builtinAdvice = map[string]string{
	"delete":  "maps are not differentiated: use a slice or a struct",
	"close":   "channels are not differentiated: return the value instead of sending it",
	"complex": "complex numbers are not differentiated: compute with real and imaginary parts",
	"real":    "complex numbers are not differentiated: compute with real and imaginary parts",
	"imag":    "complex numbers are not differentiated: compute with real and imaginary parts",
	"recover": "recover is not differentiated: check for the condition before the call",
}

func (f *fence) builtin(e *ast.CallExpr, name string) bool {
	if name == "print" || name == "println" || keptBuiltins[name] && isFlat(f.info.TypeOf(e.Args[0])) {
		return true
	}
	if advice, ok := builtinAdvice[name]; ok {
		return f.refuse(e, advice)
	}
	switch name {
	case "len", "cap", "min", "max", "panic", "new", "append", "copy":
		return true
	case "clear":
		if _, ok := ir.Under(f.info.TypeOf(e.Args[0])).(*types.Slice); ok || isFlat(f.info.TypeOf(e.Args[0])) {
			return true
		}
		return f.refuse(e, builtinAdvice["delete"])
	case "make":
		if _, ok := ir.Under(f.info.TypeOf(e)).(*types.Slice); ok || isFlat(f.info.TypeOf(e)) {
			return true
		}
		return f.refuse(e, "make of a map or channel is not differentiated: use a slice or a struct")
	}
	return f.refuse(e, "unsafe."+name+" is not differentiated: use the safe Go that means the same")
}

// conversion refuses the conversions to unsafe pointers, and of what type parameters stand for.
func (f *fence) conversion(e *ast.CallExpr, t types.Type) bool {
	if name := opaque(f.info.TypeOf(e.Args[0]), t); name != "" {
		return f.refuse(e, conversionOf(name))
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.UnsafePointer {
		return f.refuse(e, "unsafe.Pointer is not differentiated: use the safe Go that means the same")
	}
	return true
}
