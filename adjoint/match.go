package adjoint

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// A Plan says which rule serves each operation that has one.
type Plan map[*ir.Op]*Rule

// Match finds the rule for each operation through which a derivative flows.
//
// Before: active belongs to f.
// After:  f is unchanged; every active operation that isn't structure (loads,
// stores, branches, loops) is in the plan, or there is a problem that names it.
func Match(f *ir.Func, active *Active, rules Rules) (Plan, []Problem) {
	m := &matcher{active: active, rules: rules, plan: Plan{}}
	for op := range f.Body.All() {
		m.op(op)
	}
	return m.plan, m.problems
}

type matcher struct {
	active   *Active
	rules    Rules
	plan     Plan
	problems []Problem
}

func (m *matcher) op(op *ir.Op) {
	switch op.Code {
	case ir.Neg, ir.Add, ir.Sub, ir.Mul, ir.Div:
		if m.active.Value(op.Result()) {
			m.choose(op, m.rules.Operator(op.Code))
		}
	case ir.Call:
		if to := written(op); to == nil {
			m.call(op)
		} else if m.active.elements(to, m.active.isActive) {
			m.alien(op, m.active.behind(to))
		}
	case ir.Convert:
		m.convert(op)
	case ir.Store:
		if m.active.Place(op) {
			m.alien(op, m.active.place(op))
		}
	case ir.Push:
		if m.active.behind(op.Args[0]).any(op.Args[1].Type, m.active.isActive) {
			m.refuse(op, "what a gradient keeps on a tape is not differentiated")
		}
	}
}

// alien refuses to write a value with a derivative to memory that has no shadow.
func (m *matcher) alien(op *ir.Op, r *region) {
	switch from := r.root().alien; {
	case from == nil:
	case from.Code == ir.Global:
		m.refuse(op, "this writes a value with a derivative to memory of the package-level variable "+from.Object.Name()+", which has no shadow: pass a pointer to it as a parameter")
	default:
		m.refuse(op, "this writes a value with a derivative to memory that "+m.callName(from)+" gave, which has no shadow: allocate the memory in this function or pass it as a parameter")
	}
}

func (m *matcher) refuse(op *ir.Op, msg string) {
	m.problems = append(m.problems, Problem{Pos: op.Pos, Msg: msg})
}

func (m *matcher) convert(op *ir.Op) {
	from, to := op.Args[0], op.Result()
	switch p, ok := types.Unalias(from.Type).(*types.TypeParam); {
	case !m.active.Value(to) || ir.IsFloat(from.Type):
	case ok:
		m.refuse(op, "a value of the type parameter "+p.Obj().Name()+" has a derivative here, and the type parameter is not of floats only: constrain it to ~float32 | ~float64")
	default:
		m.refuse(op, "the conversion from "+m.typeName(from.Type)+" to "+m.typeName(to.Type)+" is not differentiated: convert its parts")
	}
}

func (m *matcher) call(op *ir.Op) {
	if op.Func != nil && m.rules.Const(op.Func) {
		if slices.ContainsFunc(op.Args, m.active.Reference) && m.rules.Stores(op.Func) {
			m.refuse(op, m.callName(op)+" is declared to have no derivative, but writes to memory whose values have one: take //gograd:const away, or write its derivative rule with //gograd:adjoint")
		}
		return
	}
	if ir.IsKept(op) {
		m.withoutRule(op)
		return
	}
	rules := m.rules.Builtin(op.Builtin, len(op.Args))
	if op.Func != nil {
		rules = m.rules.Call(op.Func)
	}
	if len(rules) == 0 && (op.Builtin == "min" || op.Builtin == "max") && m.activeCall(op) {
		m.plan[op] = extremeRule(op, m.active)
		return
	}
	if len(rules) == 0 && op.Func != nil {
		if is, writes := m.rules.Recursive(op.Func); is {
			m.recursion(op, writes)
			return
		}
	}
	if len(rules) == 0 {
		m.withoutRule(op)
		return
	}
	if !m.activeCall(op) {
		return
	}
	m.choose(op, rules)
	for _, x := range op.Args {
		if m.active.Reference(x) {
			m.alien(op, m.active.behindAny(x))
		}
	}
}

// recursion serves a call of a recursive function by the fused form that is generated for it.
func (m *matcher) recursion(op *ir.Op, writes Writing) {
	varied := make([]bool, len(op.Args))
	for i, x := range op.Args {
		varied[i] = m.active.Varied(x)
	}
	if !m.activeCall(op) && (!writes.Elsewhere || !slices.Contains(varied, true)) {
		if givesOpaque(op) || slices.ContainsFunc(op.Args, func(x *ir.Value) bool { return absorbs(x.Type, map[types.Type]bool{}) }) {
			m.withoutRule(op)
		}
		return
	}
	rule, why := m.rules.Adjoint(op, varied)
	if rule == nil {
		m.refuse(op, why)
		return
	}
	m.plan[op] = rule
	for _, x := range writes.of(op) {
		if m.active.Reference(x) {
			m.alien(op, m.active.behindAny(x))
		}
	}
}

// activeCall reports whether a derivative flows through a call that has a rule.
func (m *matcher) activeCall(op *ir.Op) bool {
	for _, r := range op.Results {
		if m.active.Value(r) || m.active.Reference(r) {
			return true
		}
	}
	for _, x := range m.active.outputs(op) {
		if m.active.Reference(x) {
			return true
		}
	}
	return false
}

// choose takes the rule that makes the most of the inputs without a derivative.
func (m *matcher) choose(op *ir.Op, rules []*Rule) {
	var best *Rule
	for _, r := range rules {
		if r.fits(op, m.active) && (best == nil || !best.fits(op, m.active) || count(r.Const) > count(best.Const)) {
			best = r
		} else if best == nil || !best.fits(op, m.active) && count(r.Const) < count(best.Const) {
			best = r
		}
	}
	if best == nil {
		m.refuse(op, "no derivative rule for "+m.callName(op))
		return
	}
	if i := best.missing(op, m.active); i >= 0 {
		m.refuse(op, "the rule for "+best.Name+" has no derivative by "+best.Inputs[i]+", and what is given for it has one: add d"+best.Inputs[i]+" to the rule, or const="+best.Inputs[i])
	}
	m.plan[op] = best
}

func (m *matcher) typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == m.active.f.Pkg {
			return ""
		}
		return p.Name()
	})
}

// fits reports whether the inputs that the rule calls constant carry no derivative.
func (r *Rule) fits(op *ir.Op, active *Active) bool {
	for i, c := range r.Const {
		if c && active.Varied(op.Args[i]) {
			return false
		}
	}
	return true
}

// missing is an input by which r has no derivative though it has one in op: what
// is of any type for the rule may be floats in a call. It is -1 if there is none.
func (r *Rule) missing(op *ir.Op, active *Active) int {
	given := map[int]bool{}
	for _, role := range slices.Concat(r.Params, r.Results) {
		given[role.Index] = given[role.Index] || role.Kind == DInput
	}
	for i, x := range op.Args {
		if i < len(r.Const) && !r.Const[i] && !given[i] && (active.Value(x) || active.Reference(x)) {
			return i
		}
	}
	return -1
}

func count(bits []bool) int {
	n := 0
	for _, b := range bits {
		if b {
			n++
		}
	}
	return n
}

// withoutRule refuses a call that nothing is known of if a derivative would
// flow through it: out of its results, or into memory that it could write.
func (m *matcher) withoutRule(op *ir.Op) {
	for _, r := range op.Results {
		if m.active.Value(r) || m.active.Reference(r) {
			m.refuse(op, m.noRule(op))
			return
		}
	}
	if prints(op) || searches(op) {
		return
	}
	for _, x := range op.Args {
		switch {
		case m.active.Reference(unwrapped(x)):
			m.refuse(op, m.noRule(op))
			return
		case m.active.varied[x] && (dynamic(op) || floatBits(op) || ir.IsKept(op) && op.Func == nil):
			m.refuse(op, m.noRule(op))
			return
		}
	}
	if m.hides(op) {
		m.refuse(op, m.noRule(op))
	}
}

// dynamic reports whether op calls a method of an interface: nobody knows which.
func dynamic(op *ir.Op) bool {
	if op.Func == nil {
		return false
	}
	recv := op.Func.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// floatBits reports whether op takes a float apart, so that its derivative is lost.
func floatBits(op *ir.Op) bool {
	return op.Func != nil && (op.Func.FullName() == "math.Float64bits" || op.Func.FullName() == "math.Float32bits")
}

// unwrapped is what was put into an interface.
func unwrapped(v *ir.Value) *ir.Value {
	if v.Op != nil && v.Op.Code == ir.Convert && types.IsInterface(v.Type) {
		return v.Op.Args[0]
	}
	return v
}

// prints reports whether op is a call of one of the functions that only look at
// what they are given, to write it down.
func prints(op *ir.Op) bool {
	if op.Builtin == "print" || op.Builtin == "println" {
		return true
	}
	if op.Func == nil || op.Func.Pkg() == nil {
		return false
	}
	switch op.Func.Pkg().Path() {
	case "fmt":
		return strings.Contains(op.Func.Name(), "rint") || op.Func.Name() == "Errorf"
	case "log", "log/slog":
		return true
	case "errors": // As takes an error apart
		return !strings.HasPrefix(op.Func.Name(), "As")
	}
	return false
}

func (m *matcher) noRule(op *ir.Op) string {
	name := m.callName(op)
	switch {
	case ir.IsKept(op):
		return keptAdvice(op)
	case dynamic(op):
		return "the method " + name + " is called through an interface, which is not differentiated: call it on a value of a type that is known"
	case floatBits(op):
		return name + " takes a value with a derivative apart, and that is not differentiated: compute with the value itself"
	case op.Func != nil && op.Func.Pkg() != nil && op.Func.Pkg().Path() == "reflect":
		return name + " takes a value with a derivative, and reflection is not differentiated: compute with the value itself"
	case op.Func != nil && op.Func.Pkg() != m.active.f.Pkg:
		return "no derivative is known for " + name + ": write its rule with //gograd:adjoint"
	}
	return "no derivative is known for " + name + ": write its rule with //gograd:adjoint, or say //gograd:const if none flows through it"
}

// callName is how the function's package writes what op calls.
func (m *matcher) callName(op *ir.Op) string { return callName(op, m.active.f.Pkg) }

// callName is how package from writes what op calls, or else its code.
func callName(op *ir.Op, from *types.Package) string {
	switch {
	case op.Code != ir.Call:
		return op.Code.String()
	case op.Func == nil:
		return op.Builtin
	}
	qualifier := func(p *types.Package) string {
		if p == from {
			return ""
		}
		return p.Name()
	}
	if recv := op.Func.Signature().Recv(); recv != nil {
		name := types.TypeString(recv.Type(), qualifier)
		if strings.HasPrefix(name, "*") {
			name = "(" + name + ")"
		}
		return name + "." + op.Func.Name()
	}
	if q := op.Func.Pkg(); q != nil && q != from {
		return q.Name() + "." + op.Func.Name()
	}
	return op.Func.Name()
}
