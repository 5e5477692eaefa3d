package adjoint

import (
	"fmt"
	"go/types"
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
		m.call(op)
	case ir.Convert:
		m.convert(op)
	case ir.Store:
		if m.foreign(op) != nil && m.active.Place(op) {
			m.refuse(op, "this writes a value with a derivative to memory that "+callName(m.foreign(op))+" gave, which has no shadow: allocate the memory in this function or pass it as a parameter")
		}
	}
}

func (m *matcher) foreign(op *ir.Op) *ir.Op { return m.active.place(op).alien }

func (m *matcher) refuse(op *ir.Op, msg string) {
	m.problems = append(m.problems, Problem{Pos: op.Pos, Msg: msg})
}

func (m *matcher) convert(op *ir.Op) {
	from, to := op.Args[0], op.Result()
	if m.active.Value(to) && !ir.IsFloat(from.Type) {
		m.refuse(op, fmt.Sprintf("the conversion from %s to %s is not differentiated: convert its parts", from.Type, to.Type))
	}
}

func (m *matcher) call(op *ir.Op) {
	if op.Func != nil && m.rules.Const(op.Func) {
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
	if len(rules) == 0 {
		m.withoutRule(op)
		return
	}
	if m.activeCall(op) {
		m.choose(op, rules)
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
		m.refuse(op, "no derivative rule for "+callName(op))
		return
	}
	m.plan[op] = best
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
			m.refuse(op, noRule(op))
			return
		}
	}
	if prints(op) {
		return
	}
	for _, x := range op.Args {
		if m.active.Reference(unwrapped(x)) {
			m.refuse(op, noRule(op))
			return
		}
	}
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
	if op.Func == nil || op.Func.Pkg() == nil {
		return false
	}
	switch op.Func.Pkg().Path() {
	case "fmt":
		return strings.Contains(op.Func.Name(), "rint") || op.Func.Name() == "Errorf"
	case "log", "log/slog", "errors":
		return true
	}
	return false
}

func noRule(op *ir.Op) string {
	return "no derivative is known for " + callName(op) + ": write its rule with //gograd:adjoint, or say //gograd:const if none flows through it"
}

// callName is the name of what op calls, or its code.
func callName(op *ir.Op) string {
	switch {
	case op.Code != ir.Call:
		return op.Code.String()
	case op.Func == nil:
		return op.Builtin
	}
	sig := op.Func.Signature()
	if recv := sig.Recv(); recv != nil {
		return types.TypeString(recv.Type(), shortPackage) + "." + op.Func.Name()
	}
	if op.Func.Pkg() == nil {
		return op.Func.Name()
	}
	return op.Func.Pkg().Name() + "." + op.Func.Name()
}

func shortPackage(p *types.Package) string { return p.Name() }
