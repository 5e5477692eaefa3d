package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
)

// A ruleChecker checks one rule against what it differentiates.
type ruleChecker struct {
	*reader
	d       *directive
	rule    *Rule
	form    *form
	in, out []types.Type // of the primal function; nil for an operator or a builtin
	operand types.Type   // of an operator or a builtin: what all its operands have
}

// findPrimal looks up what the rule is about, and checks the number of names.
func (c *ruleChecker) findPrimal() bool {
	switch x := c.form.expr.(type) {
	case *ast.BinaryExpr:
		return c.operator(x.Op, x.OpPos, token.ADD, token.SUB, token.MUL, token.QUO)
	case *ast.UnaryExpr:
		return c.operator(x.Op, x.OpPos, token.SUB)
	case *ast.CallExpr:
		if id, ok := x.Fun.(*ast.Ident); ok && c.isBuiltin(id.Name) {
			return c.builtin(id)
		}
		fn, method := c.lookup(x.Fun)
		return fn != nil && c.function(fn, method)
	}
	return false
}

func (c *ruleChecker) operator(op token.Token, pos token.Pos, known ...token.Token) bool {
	switch {
	case c.p.Path != rulesPath:
		c.errorf(c.form.base+pos, "operators have their rules in package rules of gograd: write a function and a rule for it")
	case !slices.Contains(known, op):
		c.errorf(c.form.base+pos, "operator %s has no derivative", op)
	case c.oneResult():
		c.rule.Primal = Primal{Op: op, Arity: len(c.rule.In)}
		return true
	}
	return false
}

func (c *ruleChecker) isBuiltin(name string) bool {
	_, ok := types.Universe.Lookup(name).(*types.Builtin)
	return ok && c.p.Types.Scope().Lookup(name) == nil
}

func (c *ruleChecker) builtin(id *ast.Ident) bool {
	switch {
	case c.p.Path != rulesPath:
		c.errorf(c.form.base+id.Pos(), "builtin functions have their rules in package rules of gograd: write a function and a rule for it")
	case id.Name != "max" && id.Name != "min":
		c.errorf(c.form.base+id.Pos(), "builtin %s has no rule: the compiler knows it", id.Name)
	case c.oneResult():
		c.rule.Primal = Primal{Builtin: id.Name, Arity: len(c.rule.In)}
		return true
	}
	return false
}

func (c *ruleChecker) oneResult() bool {
	if len(c.form.out) != 1 {
		c.errorf(c.d.ArgsPos, "an operation has one result: write z = in front of it")
	}
	return len(c.form.out) == 1
}

// function takes the types of fn and compares their number with that of the
// names. A method's receiver is an input like the others: the first.
func (c *ruleChecker) function(fn *types.Func, method string) bool {
	fn = fn.Origin()
	c.rule.Primal = Primal{Func: fn}
	if method != "" {
		recv := word{method, c.form.base + c.form.expr.Pos()}
		c.form.in = append([]word{recv}, c.form.in...)
		c.rule.In = texts(c.form.in)
	}
	for _, v := range inputs(fn) {
		c.in = append(c.in, v.Type())
	}
	for v := range fn.Signature().Results().Variables() {
		c.out = append(c.out, v.Type())
	}
	switch {
	case len(c.rule.In) != len(c.in):
		c.errorf(c.d.ArgsPos, "the rule names %d inputs of %s, which has %d", len(c.rule.In), fn.Name(), len(c.in))
	case len(c.rule.Out) != len(c.out):
		c.errorf(c.d.ArgsPos, "the rule names %d results of %s, which has %d", len(c.rule.Out), fn.Name(), len(c.out))
	default:
		return true
	}
	return false
}

// lookup finds the function that is called in a rule's directive. In the form
// m.Method(x) the name m is the first input, and the second result.
func (c *ruleChecker) lookup(fun ast.Expr) (fn *types.Func, method string) {
	switch x := fun.(type) {
	case *ast.Ident:
		return c.asFunc(c.p.Types.Scope().Lookup(x.Name), x, functions(c.p.Types, c.d.obj)), ""
	case *ast.SelectorExpr:
		q, ok := x.X.(*ast.Ident)
		if !ok {
			return c.methodOfType(x), ""
		}
		if t := c.typeOfInput(q.Name); t != nil {
			return c.methodOf(t, x.Sel), q.Name
		}
		if pkg := c.qualifier(q.Name); pkg != nil {
			return c.asFunc(pkg.Scope().Lookup(x.Sel.Name), x.Sel, functions(pkg, nil)), ""
		}
		return c.methodOfType(x), ""
	}
	c.errorf(c.form.base+fun.Pos(), "malformed rule: %s", ruleForms)
	return nil, ""
}

// asFunc is obj, which was found under the name at, as a function; known are
// the names that at could be a slip for.
func (c *ruleChecker) asFunc(obj types.Object, at *ast.Ident, known []string) *types.Func {
	fn, ok := obj.(*types.Func)
	switch {
	case obj == nil && Closest(at.Name, known) != "":
		c.errorf(c.form.base+at.Pos(), "undefined: %s%s", at.Name, suggest(at.Name, known))
	case obj == nil:
		c.errorf(c.form.base+at.Pos(), "undefined: %s: a rule names the function that it differentiates", at.Name)
	case !ok:
		c.errorf(c.form.base+at.Pos(), "%s is no function: a rule is for calls of a declared function", at.Name)
	case fn == c.d.obj:
		c.errorf(c.form.base+at.Pos(), "%s cannot be its own derivative: name the function that it differentiates", at.Name)
	default:
		return fn
	}
	return nil
}

// methodOfType finds T.Method, p.T.Method or (*T).Method.
func (c *ruleChecker) methodOfType(x *ast.SelectorExpr) *types.Func {
	if t := c.namedType(x.X); t != nil {
		return c.methodOf(t, x.Sel)
	}
	c.errorf(c.form.base+x.Pos(), "undefined: %s is no import of this file, no package of the standard library, no type here, and no parameter of the rule", types.ExprString(x.X))
	return nil
}

// methodOf finds a method declared on a type, through a pointer or not.
func (c *ruleChecker) methodOf(t types.Type, sel *ast.Ident) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, c.p.Types, sel.Name)
	fn := c.asFunc(obj, sel, methods(t))
	if fn != nil && types.IsInterface(fn.Signature().Recv().Type()) {
		c.errorf(c.form.base+sel.Pos(), "%s is a method of an interface: write a rule for the method of each type", sel.Name)
		return nil
	}
	return fn
}

// functions are the names of the functions of pkg, but for the rule itself.
func functions(pkg *types.Package, rule *types.Func) (names []string) {
	for _, name := range pkg.Scope().Names() {
		if fn, ok := pkg.Scope().Lookup(name).(*types.Func); ok && fn != rule && (rule != nil || fn.Exported()) {
			names = append(names, name)
		}
	}
	return names
}

// methods are the names of the methods of t, through a pointer or not.
func methods(t types.Type) (names []string) {
	if _, ok := t.Underlying().(*types.Pointer); !ok && !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for m := range types.NewMethodSet(t).Methods() {
		names = append(names, m.Obj().Name())
	}
	return names
}

// typeOfInput is the type of an input, if the rule has it as a parameter.
func (c *ruleChecker) typeOfInput(name string) types.Type {
	sig := c.d.obj.Signature()
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			if v.Name() == name || v.Name() == "d"+name {
				return v.Type()
			}
		}
	}
	return nil
}

// namedType is the type that T, p.T or (*T) means, nil if there is none.
func (c *ruleChecker) namedType(x ast.Expr) types.Type {
	scope, name := c.p.Types.Scope(), ""
	switch x := x.(type) {
	case *ast.ParenExpr:
		return c.namedType(x.X)
	case *ast.StarExpr:
		return c.namedType(x.X)
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		q, ok := x.X.(*ast.Ident)
		if !ok {
			return nil
		}
		pkg := c.qualifier(q.Name)
		if pkg == nil {
			return nil
		}
		scope, name = pkg.Scope(), x.Sel.Name
	}
	if obj, ok := scope.Lookup(name).(*types.TypeName); ok {
		return obj.Type()
	}
	return nil
}

// qualifier is the package that a name in front of a dot means: an import of
// the rule's file, with or without a name of its own, or one of the standard library.
func (c *ruleChecker) qualifier(name string) *types.Package {
	if obj, ok := c.p.Info.Scopes[c.d.file.Syntax].Lookup(name).(*types.PkgName); ok {
		return obj.Imported()
	}
	if c.p.Types.Scope().Lookup(name) != nil {
		return nil
	}
	for _, spec := range c.d.file.Syntax.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil || spec.Name == nil || spec.Name.Name != "_" {
			continue
		}
		if pkg, err := c.l.importInto(c.p.unit, importPath); err == nil && (pkg.Name() == name || path.Base(importPath) == name) {
			return pkg
		}
	}
	if u := c.l.world.unit(name); u != nil && u.Standard {
		if pkg, err := c.l.importInto(c.p.unit, name); err == nil {
			return pkg
		}
	}
	return nil
}
