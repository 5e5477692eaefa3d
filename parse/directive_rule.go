package parse

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Rule says how to differentiate the calls of a function, an operator or a builtin.
//
//	//gograd:adjoint z = x * y
//	func Mul[T Float](x, y, dz T) (dx, dy T)
type Rule struct {
	Func    *ast.FuncDecl
	Obj     *types.Func
	Pos     token.Pos // of the directive
	Primal  Primal
	In, Out []string // the names that the directive gives to inputs, receiver first, and results
	Const   []string // inputs that have no derivative where the rule applies, in the order of In
	Params  []Role   // what each parameter of Obj is
	Results []Role   // what each result of Obj is: a DInput
}

// A Primal is what a rule differentiates: exactly one of a function or method,
// an operator, and a builtin. It is comparable.
type Primal struct {
	Func    *types.Func // the origin, if it is generic
	Op      token.Token // ADD, SUB, MUL or QUO
	Builtin string      // max or min
	Arity   int         // the number of operands or arguments, 0 for Func
}

// A Role says what a parameter or a result of a rule stands for.
type Role struct {
	Kind  RoleKind
	Index int // into In or Out of the rule
}

// A RoleKind is one of the four things that a rule deals with.
type RoleKind int

// The value of an input or a result, and the derivatives by these.
const (
	Input RoleKind = iota
	Output
	DInput
	DOutput
)

// A primalKey is what two rules of a package must not have in common.
type primalKey struct {
	primal    Primal
	constants string
}

// readRule reads //gograd:adjoint.
func (r *reader) readRule(d *directive) {
	before := len(r.diags)
	if !r.canBeRule(d) {
		return
	}
	text, constants := r.cutConst(d)
	form := r.parseForm(d, text)
	if form == nil {
		return
	}
	rule := &Rule{Func: d.decl, Obj: d.obj, Pos: d.Slash, In: texts(form.in), Out: texts(form.out)}
	c := &ruleChecker{reader: r, d: d, rule: rule, form: form}
	if c.findPrimal() && c.bindNames(constants) {
		c.checkRoles()
	}
	if len(r.diags) > before {
		return
	}
	key := primalKey{rule.Primal, strings.Join(rule.Const, ",")}
	if other := r.primals[key]; other != nil {
		r.errorf(d.Slash, "two rules for %s: %s and %s (%s): remove one", text, other.Obj.Name(), d.obj.Name(), r.place(other.Pos))
		return
	}
	r.primals[key] = rule
	r.into.Rules = append(r.into.Rules, rule)
}

func (r *reader) canBeRule(d *directive) bool {
	switch {
	case d.obj.Signature().Recv() != nil:
		r.errorf(d.Slash, "a rule is a function: make the receiver of %s a parameter", d.decl.Name.Name)
	case d.decl.Body == nil:
		r.errorf(d.decl.Name.Pos(), "%s has no body: a rule is written in Go, so that it can be inlined", d.decl.Name.Name)
	default:
		return !r.typeErrors(r.p.signatureErrors(d.decl))
	}
	return false
}

// cutConst takes const=x,y from the end of a rule's directive.
func (r *reader) cutConst(d *directive) (text string, constants []word) {
	words := fields(d.Args, d.ArgsPos)
	text = d.Args
	for i, w := range words {
		key, value, ok := strings.Cut(w.Text, "=")
		if !ok || i == 0 || Closest(key, []string{verbConst}) == "" || strings.Contains(value, "(") {
			continue
		}
		if key != verbConst {
			r.errorf(w.Pos, "unknown argument %s of gograd:%s%s", key, d.Name, suggest(key, []string{verbConst}))
		}
		if i < len(words)-1 {
			r.errorf(words[i+1].Pos, "unexpected %s: const=x,y ends the directive, with commas and no spaces in the list", words[i+1].Text)
		}
		constants = r.list(key, value, w.Pos+token.Pos(len(key)+1))
		return strings.TrimSpace(d.Args[:w.Pos-d.ArgsPos]), constants
	}
	return text, nil
}

// bindNames checks that the names of the directive are distinct, and takes those that are constant.
func (c *ruleChecker) bindNames(constants []word) bool {
	before := len(c.diags)
	seen := map[string]bool{}
	for _, w := range slices.Concat(c.form.out, c.form.in) {
		if w.Text != "_" && (seen[w.Text] || seen["d"+w.Text] || seen[strings.TrimPrefix(w.Text, "d")] && strings.HasPrefix(w.Text, "d")) {
			c.errorf(w.Pos, "the name %s is not clear: it and d%s must stand for nothing else in the rule", w.Text, w.Text)
		}
		seen[w.Text] = true
	}
	for _, w := range constants {
		if !slices.Contains(c.rule.In, w.Text) {
			c.errorf(w.Pos, "%s is no input of the rule%s", w.Text, suggest(w.Text, c.rule.In))
		}
	}
	for _, name := range c.rule.In {
		if slices.Contains(texts(constants), name) {
			c.rule.Const = append(c.rule.Const, name)
		}
	}
	return len(c.diags) == before
}
