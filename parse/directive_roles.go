package parse

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// checkRoles finds out what each parameter and result of the rule stands for,
// whether its type is that of the primal function, and whether an input is left out.
func (c *ruleChecker) checkRoles() {
	sig := c.d.obj.Signature()
	before := len(c.diags)
	u := &unifier{bound: map[*types.TypeParam]types.Type{}}
	for v := range sig.Params().Variables() {
		role, ok := c.role(v)
		if !ok {
			c.errorf(v.Pos(), "%s is no part of the rule: write %s", v.Name(), alternatives(c.partNames()))
			continue
		}
		c.rule.Params = append(c.rule.Params, role)
		c.checkType(v, c.paramType(v, role), u)
	}
	for v := range sig.Results().Variables() {
		role, ok := c.role(v)
		if !ok || role.Kind != DInput {
			c.errorf(c.resultPos(v), "a result of a rule is the derivative by an input: name it %s", alternatives(c.derivativeNames()))
			continue
		}
		c.rule.Results = append(c.rule.Results, role)
		c.checkType(v, c.resultType(v, role), u)
	}
	if len(c.diags) == before {
		c.checkInference(u)
		c.checkCoverage()
	}
}

// role is what a parameter or result with the name of v is.
func (c *ruleChecker) role(v *types.Var) (Role, bool) {
	name := v.Name()
	if name == "" || name == "_" {
		return Role{}, false
	}
	if i := slices.Index(c.rule.In, name); i >= 0 {
		return Role{Input, i}, true
	}
	if i := slices.Index(c.rule.Out, name); i >= 0 {
		return Role{Output, i}, true
	}
	name, ok := strings.CutPrefix(name, "d")
	if i := slices.Index(c.rule.In, name); ok && i >= 0 {
		return Role{DInput, i}, true
	}
	if i := slices.Index(c.rule.Out, name); ok && i >= 0 {
		return Role{DOutput, i}, true
	}
	return Role{}, false
}

// partNames are the names that parameters of the rule can have.
func (c *ruleChecker) partNames() []string {
	var parts []string
	for _, name := range slices.Concat(c.rule.In, c.rule.Out) {
		if name != "_" {
			parts = append(parts, name, "d"+name)
		}
	}
	return parts
}

func (c *ruleChecker) derivativeNames() (names []string) {
	for _, name := range c.rule.In {
		if name != "_" {
			names = append(names, "d"+name)
		}
	}
	return names
}

// resultPos is where v is declared; a result without a name has no such place.
func (c *ruleChecker) resultPos(v *types.Var) token.Pos {
	if v.Pos().IsValid() {
		return v.Pos()
	}
	return c.d.decl.Type.Results.Pos()
}

// primalType is the type of what a role refers to, nil if any will do: of an operator.
func (c *ruleChecker) primalType(role Role) types.Type {
	types := c.in
	if role.Kind == Output || role.Kind == DOutput {
		types = c.out
	}
	if types == nil {
		return nil
	}
	return types[role.Index]
}

// paramType is the type that a parameter of the rule should have.
func (c *ruleChecker) paramType(v *types.Var, role Role) types.Type {
	t := c.primalType(role)
	if role.Kind != DInput {
		return t
	}
	if t == nil || !FloatsBehindReferences(ir.Core(t)) {
		c.errorf(v.Pos(), "%s is no shadow that could be added to: return it", v.Name())
		return nil
	}
	if FloatsInItself(t) {
		return types.NewPointer(t)
	}
	return t
}

// resultType is the type that a result of the rule should have.
func (c *ruleChecker) resultType(v *types.Var, role Role) types.Type {
	t := c.primalType(role)
	if t != nil && FloatsBehindReferences(ir.Core(t)) {
		c.errorf(v.Pos(), "%s is behind a reference: make it a parameter, and add to it", v.Name())
		return nil
	}
	if t != nil && !FloatsInItself(t) {
		c.errorf(v.Pos(), "%s holds no float: leave out the derivative by it", c.rule.In[role.Index])
		return nil
	}
	return t
}

func (c *ruleChecker) checkType(v *types.Var, want types.Type, u *unifier) {
	if want == nil && c.rule.Primal.Func == nil {
		c.checkOperandType(v)
		return
	}
	if want != nil && !u.unify(v.Type(), want) {
		c.errorf(v.Pos(), "%s has type %s in the rule, and should have %s", v.Name(), c.typeString(v.Type()), c.typeString(want))
	}
}

// checkOperandType wants the operands of an operator to have one type.
func (c *ruleChecker) checkOperandType(v *types.Var) {
	if c.operand == nil {
		c.operand = v.Type()
	}
	if !types.Identical(v.Type(), c.operand) || !IsFloat(v.Type()) {
		c.errorf(v.Pos(), "%s has type %s: operands and results of an operation have one type, of floats", v.Name(), c.typeString(v.Type()))
	}
}

// checkInference wants the types of a call to determine the instance of a generic rule.
func (c *ruleChecker) checkInference(u *unifier) {
	if c.rule.Primal.Func == nil {
		return
	}
	for t := range c.d.obj.Signature().TypeParams().TypeParams() {
		if u.bound[t] == nil {
			c.errorf(t.Obj().Pos(), "type parameter %s of the rule follows from none of its parameters: leave it out", t.Obj().Name())
		}
	}
}

// checkCoverage wants each input that can carry a derivative to have one, or to be constant.
func (c *ruleChecker) checkCoverage() {
	covered := map[int]bool{}
	for _, role := range slices.Concat(c.rule.Params, c.rule.Results) {
		if role.Kind == DInput && covered[role.Index] {
			c.errorf(c.d.decl.Name.Pos(), "d%s is there twice in the rule", c.rule.In[role.Index])
		}
		covered[role.Index] = covered[role.Index] || role.Kind == DInput
	}
	for i, name := range c.rule.In {
		constant := slices.Contains(c.rule.Const, name)
		switch t := c.primalType(Role{Input, i}); {
		case constant && covered[i]:
			c.errorf(c.d.Slash, "%s is constant, so there can be no d%s: remove one of them", name, name)
		case !constant && !covered[i] && (t == nil || HoldsFloat(ir.Core(t))):
			c.errorf(c.d.Slash, "the rule has no derivative by %s: add d%s, or const=%s if it has none", name, name, name)
		}
	}
}
