package gograd

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A fusedForms has the fused forms of recursive functions that one generated file needs:
//
//	// powerAdjoint returns power(x, n) and dy times its derivative dx.
//	func powerAdjoint(x float64, n int, dy float64) (y, dx float64)
//
// Each is written once for each set of inputs that carry a derivative in some call, beside
// the gradients, which call them; they call each other.
type fusedForms struct {
	*middle
	taken  map[string]bool          // names at package level
	list   []*fusedForm             // in the order in which they were asked for
	pairs  []*pairForm              // likewise
	frames *frames                  // of the pairs; nil if there are none
	of     map[*types.Func]*derived // the functions that have been written

	writings   map[*types.Func]adjoint.Writing // of recursive functions
	shadowed   map[string][]bool               // by form: the inputs of which the first half is given the shadows
	needed     map[string][]bool               // and where it turned out to need more
	incomplete bool                            // more are needed: all is to be written again
}

// again is where all begins again, with what is known by now.
func (s *fusedForms) again(taken map[string]bool) *fusedForms {
	next := newFusedForms(s.middle, taken)
	next.shadowed = maps.Clone(s.shadowed)
	maps.Copy(next.shadowed, s.needed)
	return next
}

// A fusedForm is one of them.
type fusedForm struct {
	fn     *types.Func
	inputs []bool // which of them carry a derivative
	wrt    []*types.Var
	grad   *parse.Grad
	f      *ir.Func
	rule   *adjoint.Rule
	callee *types.Func // what is called
	begun  bool        // it is being written, or has been
}

func newFusedForms(m *middle, taken map[string]bool) *fusedForms {
	return &fusedForms{middle: m, taken: maps.Clone(taken), of: map[*types.Func]*derived{}, shadowed: map[string][]bool{}, needed: map[string][]bool{}, writings: map[*types.Func]adjoint.Writing{}}
}

// Recursive: see [adjoint.Rules].
func (r *ruleSet) Recursive(fn *types.Func) (is bool, writes adjoint.Writing) {
	if fn = fn.Origin(); r.fused == nil || !r.fused.lowerer.Recursive(fn) {
		return false, writes
	}
	return true, r.fused.writing(fn)
}

// Adjoint: see [adjoint.Rules].
func (r *ruleSet) Adjoint(call *ir.Op, varied []bool) (*adjoint.Rule, string) {
	fn := call.Func.Origin()
	for _, callee := range r.fused.reached(fn) {
		if r.fused.body(callee) == nil {
			return nil, r.fused.explain(callee)
		}
	}
	if r.fused.lowerer.Note(call.Pos) != "" {
		return nil, fn.Name() + " calls itself"
	}
	if why := r.fused.unfit(fn); why != "" {
		return nil, fn.Name() + " calls itself, and " + why
	}
	return r.fused.form(fn, varied).rule, ""
}

// reached lists fn and the recursive functions that it calls, directly or through others.
func (s *fusedForms) reached(fn *types.Func) []*types.Func {
	list := []*types.Func{fn}
	for i := 0; i < len(list); i++ {
		f := s.body(list[i])
		if f == nil {
			continue
		}
		for op := range f.Body.All() {
			if op.Func != nil && s.lowerer.Recursive(op.Func) && !slices.Contains(list, op.Func.Origin()) {
				list = append(list, op.Func.Origin())
			}
		}
	}
	return list
}

// body is the program of a recursive function; nil if its source can't be translated.
func (s *fusedForms) body(fn *types.Func) *ir.Func {
	before := s.lowerer.Problems()
	f := s.lowerer.Func(fn)
	found := s.lowerer.Problems()
	if f == nil && len(found) > 0 {
		s.broken[fn] = found
	}
	s.lowerer.Report(before)
	return f
}

// explain reports, once, why the source of fn can't be translated.
func (m *middle) explain(fn *types.Func) string {
	for _, p := range m.broken[fn] {
		m.diags.Add(m.pkg.Position(p.Pos), "%s", p.Msg)
	}
	m.broken[fn] = nil
	return ""
}

// unfit says why fn has no fused form; "" if it has.
func (s *fusedForms) unfit(fn *types.Func) string {
	const rule = " its derivative rule with //gograd:adjoint"
	sig := fn.Signature()
	if slices.ContainsFunc(s.reached(fn), func(callee *types.Func) bool { return s.stores(s.body(callee), storesInterface) }) {
		return "may put interfaces into memory that it is given, which is not differentiated: store what has a type that is known, or write" + rule
	}
	if s.writing(fn).Elsewhere {
		return "may write floats to memory that it is not given, which is not differentiated: give it the memory, or return a float, or write" + rule
	}
	for r := range sig.Results().Variables() {
		if t := r.Type(); !ir.IsFloat(t) && !isError(t) && (parse.HoldsFloat(t) || types.IsInterface(t)) {
			return "its results are not all single floats or free of them: return the floats one by one, or write" + rule
		}
	}
	for _, v := range parse.Inputs(sig) {
		if core := ir.Core(v.Type()); !parse.HoldsFloat(v.Type()) && parse.HoldsFloat(core) {
			return "its parameter " + v.Name() + " is of a type parameter that is no float: make it a " + types.TypeString(core, types.RelativeTo(fn.Pkg())) + ", or write" + rule
		}
		if parse.FloatsInItself(v.Type()) && parse.FloatsBehindReferences(v.Type()) {
			return "its parameter " + v.Name() + " has floats in itself and behind references: pass a pointer to it, or write" + rule
		}
	}
	if name := s.lowerer.Hidden(s.body(fn)); name != "" && fn.Pkg() != s.pkg.Types {
		return "needs " + name + ", which other packages can't use: export it, or write" + rule
	}
	return ""
}

// strays reports whether fn, or what it calls, calls functions that may write whatever they know
// of, such as variables of a package.
func (s *fusedForms) strays(fn *types.Func) bool {
	return s.does(fn, func(op *ir.Op) bool {
		return op.Code == ir.Call && ir.Effects(op)&ir.Unknown != 0 && !keepsToItself(op)
	})
}

// keepsToItself reports whether op calls a function of the standard library that is known to
// write no variables but its own, and is given nothing that leads to others.
func keepsToItself(op *ir.Op) bool {
	if op.Func == nil || op.Func.Pkg() == nil {
		return false
	}
	switch op.Func.Pkg().Path() {
	case "math/bits", "math/rand", "math/rand/v2", "strconv", "strings", "unicode", "unicode/utf8":
		return !slices.ContainsFunc(op.Args, func(x *ir.Value) bool {
			_, basic := x.Type.Underlying().(*types.Basic)
			return !basic
		})
	}
	return false
}

// does reports whether is holds for an operation of fn, or of what it calls, that is no call of
// a recursive function.
func (s *fusedForms) does(fn *types.Func, is func(*ir.Op) bool) bool {
	for _, callee := range s.reached(fn) {
		for op := range s.body(callee).Body.All() {
			if (op.Func == nil || !s.lowerer.Recursive(op.Func)) && is(op) {
				return true
			}
		}
	}
	return false
}

// form is the fused form of fn for calls in which the varied inputs carry a derivative.
func (s *fusedForms) form(fn *types.Func, varied []bool) *fusedForm {
	f := s.body(fn)
	inputs := s.closed(fn, f, varied)
	for _, form := range s.list {
		if form.fn == fn && slices.Equal(form.inputs, inputs) {
			return form
		}
	}
	pkg, decl := s.rules.l.Decl(fn)
	var wrt []*types.Var
	for i, v := range parse.Inputs(fn.Signature()) {
		if inputs[i] {
			wrt = append(wrt, v)
		}
	}
	sig := parse.NewFusedSignature(pkg, decl, wrt, s.name(fn, wrt, "Adjoint"))
	form := &fusedForm{
		fn: fn, inputs: inputs, wrt: wrt, f: f,
		grad:   &parse.Grad{Func: decl, Obj: fn, Pos: decl.Pos(), Name: sig.Name, Wrt: wrt, Signature: sig},
		callee: sig.Func(s.pkg.Types),
	}
	form.rule = fusedRule(fn, sig, form.callee)
	form.rule.World = sync.OnceValue(func() string { return s.rules.world(s.body(fn)) })
	form.rule.Strays = s.strays(fn)
	form.rule.Fuses = func() bool { return s.fuses(form) }
	form.rule.Writes, form.rule.Lends = s.writing(fn), !s.keeps(fn)
	form.rule.Pair = func(of adjoint.PairFor) (*adjoint.Pair, string) { return s.pair(form, of) }
	form.rule.Shadowed = func(sums bool) []bool { return s.shadowedInputs(form, sums) }
	s.list = append(s.list, form)
	return form
}

// shadowedInputs are the inputs of which the first half is given the shadows: none, until it turns out to need them.
func (s *fusedForms) shadowedInputs(form *fusedForm, sums bool) []bool {
	if list := s.shadowed[form.key(sums)]; list != nil {
		return list
	}
	return make([]bool, len(form.inputs))
}

// key is the same for the pairs of a form when all is written again.
func (f *fusedForm) key(sums bool) string { return fmt.Sprint(f.fn.FullName(), f.inputs, sums) }

// closed is varied with those inputs by value that come to carry a derivative when fn
// calls itself: one form then serves the whole recursion.
func (s *fusedForms) closed(fn *types.Func, f *ir.Func, varied []bool) []bool {
	inputs := slices.Clone(varied)
	for again := true; again; {
		again = false
		wrt := map[*ir.Value]bool{}
		for i, p := range f.Inputs() {
			wrt[p] = inputs[i]
		}
		writes := s.writing(fn)
		active := adjoint.ActivityOf(f, wrt, writes.Inputs, s.rules)
		for op := range f.Body.All() {
			if op.Code != ir.Call || op.Func != fn || writes.Inputs == nil && !slices.ContainsFunc(op.Results, active.Value) {
				continue
			}
			for i, x := range op.Args {
				if !inputs[i] && active.Varied(x) && !ir.IsReference(x.Type) {
					inputs[i], again = true, true
				}
			}
		}
	}
	return inputs
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// name is a free name for a form of fn by the parameters wrt, made with suffix: it tells these if
// they are not all that could be.
func (s *fusedForms) name(fn *types.Func, wrt []*types.Var, suffix string) string {
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		name = types.Unalias(t).(*types.Named).Obj().Name() + inner(name)
	}
	first, size := utf8.DecodeRuneInString(name)
	name = string(unicode.ToLower(first)) + name[size:] + suffix
	all := 0
	for _, v := range parse.Inputs(fn.Signature()) {
		if parse.HoldsFloat(v.Type()) {
			all++
		}
	}
	if len(wrt) < all {
		for _, v := range wrt {
			name += inner(v.Name())
		}
	}
	return s.free(name)
}

// free is name, or name with a number, which from now on is taken.
func (s *fusedForms) free(name string) string {
	free := name
	for i := 2; s.taken[free] || s.used[free]; i++ {
		free = name + strconv.Itoa(i)
	}
	s.taken[free], s.used[free] = true, true
	return free
}

// inner is name inside a longer one.
func inner(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// gradients lists the forms that the functions in from call, and those that these call, in
// the order of the calls.
func (s *fusedForms) gradients(from []*derived) []*derived {
	all := slices.Clone(from)
	for i := 0; i < len(all); i++ {
		for op := range all[i].gradient.Body.All() {
			for _, d := range s.written(op.Func) {
				if !slices.Contains(all, d) {
					all = append(all, d)
				}
			}
		}
	}
	return all[len(from):]
}

// written is the form that is called by callee, and its other half if it has one.
func (s *fusedForms) written(callee *types.Func) []*derived {
	for _, form := range s.list {
		if form.callee == callee {
			s.write(form)
			return present(s.of[callee])
		}
	}
	for _, p := range s.pairs {
		if p.forward == callee || p.reverse == callee {
			s.halves(p)
			return present(s.of[p.forward], s.of[p.reverse])
		}
	}
	return nil
}

// present leaves out what could not be written.
func present(list ...*derived) []*derived {
	return slices.DeleteFunc(list, func(d *derived) bool { return d == nil })
}

// write writes the fused form.
func (s *fusedForms) write(form *fusedForm) {
	if form.begun {
		return
	}
	form.begun = true
	if d := s.gradient(form.grad, form.f); d != nil {
		s.of[form.callee] = d
	}
}

// fuses reports whether form calls fused forms; it does so far as is known while it is being written.
func (s *fusedForms) fuses(form *fusedForm) bool {
	s.write(form)
	d := s.of[form.callee]
	if d == nil {
		return true
	}
	for op := range d.gradient.Body.All() {
		if op.Func != nil && slices.ContainsFunc(s.list, func(to *fusedForm) bool { return to.callee == op.Func }) {
			return true
		}
	}
	return false
}

// reachedFrom lists the forms that d calls, directly or through others.
func (s *fusedForms) reachedFrom(d *derived) []*derived {
	list := []*derived{d}
	for i := 0; i < len(list); i++ {
		for op := range list[i].gradient.Body.All() {
			if to := s.of[op.Func]; to != nil && !slices.Contains(list, to) {
				list = append(list, to)
			}
		}
	}
	return list[1:]
}
