package adjoint

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
)

// A Signature says how the gradient of a function is declared.
type Signature struct {
	Name     string
	Inputs   []Shadow // for each of the function's inputs, its receiver first
	Variadic bool
	Value    string // name of the float result, "" for none
	Err      string // name of the error result, if there is one

	Fused *Fused // nil for a gradient
	Split *Split // of a fused form that is to be split in two halves
}

// Fused says how the fused form of a function is declared, which returns all its results,
// and is given the adjoints of those that are floats as its last parameters: the gradient is that
// of their weighted sum. Lengths are not compared: who calls has.
type Fused struct {
	Values []string // names of the results
	Seeds  []string // names of their adjoints, "" for those that have none
}

// A Shadow says how the gradient with respect to an input is given.
type Shadow struct {
	Flow Flow
	Name string
	Type types.Type
}

// Flow says where the floats of an input are that is differentiated by.
type Flow int

const (
	None        Flow = iota // not differentiated by
	ByValue                 // in the input itself: the gradient is a result
	ByReference             // behind references: the gradient is added to a parameter of its type
	Both                    // the gradient is added to what a parameter points to
)

// A generator writes the gradient of one function.
type generator struct {
	f        *ir.Func // the primal
	out      *ir.Func // the gradient
	active   *Active
	plan     Plan
	tree     *ir.Tree
	uses     map[*ir.Value][]*ir.Op
	aliases  *ir.Aliases
	writers  []*ir.Op
	isSums   map[sumKey]bool         // answers of isSum
	adding   map[*ir.Op]accumulators // answers of accumulatorsOf
	locals   map[*ir.Value]*scratch  // answers of scratch
	ways     map[*ir.Op]way          // answers of wayOn
	hints    map[*ir.Value]bool      // adjoints whose names are for those used more than once
	refused  map[*ir.Value]bool      // inputs that have no shadow, and can have none
	specials map[specialKey]*special
	recorded map[*ir.Value]recording   // by the value of the gradient that is on the tape
	rooms    map[*ir.Value]room        // by the value of the gradient that is kept by index
	readings []reading                 // of what is kept by index
	repeated map[*ir.Value][]*ir.Value // by the value of the forward sweep: the same, computed again in the reverse sweep
	problems []Problem
	sums     map[*ir.Op]bool // additions of adjoints: one of the terms may turn out to be zero
	tapes    *ir.Block       // where tapes are made: before the forward sweep

	pairs    map[*ir.Op]pairedCall // calls of recursive functions by their forward halves
	forwards map[*ir.Op]*ir.Op     // what these are in the gradient
	resets   map[*ir.Op]bool       // calls that make all frames free
	lent     map[*types.Func]bool  // functions that are generated for recursive functions that only read what they are given
	lending  *lender               // of the function itself; see isOnlyLent
	split    *Split                // of a function that is written in two halves
	framesOf *ir.Value             // and what it takes its frame from
	cut      *ir.Value             // stored to where the reverse sweep begins
	sweeping bool                  // while its forward sweep is written: no adjoint is known

	unchecked bool // the shadows are known to have the right lengths

	weights []*ir.Value // of a fused form: the adjoints that it is given for its results

	apart  bool    // what the caller's shadows hold is set aside
	asides []aside // where

	restoring bool // the reverse sweep only gives the caller's shadows back what they held

	notes *notes // of what is kept; nil if nobody wants to know
}

// Gradient writes the gradient of f: its value, and what the chain rule gives
// for the inputs that sig says, added to their shadows or as results.
//
// Before: f passes ir.Check; plan serves all that is active.
// After:  the function passes ir.Check; f is unchanged.
func Gradient(f *ir.Func, sig *Signature, active *Active, plan Plan) (*ir.Func, []Problem) {
	g := newGenerator(f, sig, active, plan)
	g.write(sig)
	g.finish()
	g.lendMemory()
	place(g.out)
	return g.out, g.problems
}

// Place decides what memory a function that is no gradient takes for what it computes, and takes what it can from a pool.
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same, with fewer allocations.
func Place(f *ir.Func, table fuse.Table) {
	fuse.Calls(f, table)
	place(f)
	Pool(f)
}

// place decides what memory f takes for what it keeps and computes. It returns what makes memory that Go's
// compiler has on the stack.
func place(f *ir.Func) (onStack map[*ir.Op]bool) {
	unstack(f)
	once(f)
	reuse(f)
	delay(f)
	return small(f)
}

func newGenerator(f *ir.Func, sig *Signature, active *Active, plan Plan) *generator {
	g := &generator{
		f: f, active: active, plan: plan,
		out: &ir.Func{
			Name: sig.Name, Pkg: f.Pkg, Pos: f.Pos, TypeParams: f.TypeParams, Variadic: sig.Variadic, Body: &ir.Block{},
		},
		tree: ir.NewTree(f), uses: ir.Uses(f), aliases: ir.NewAliases(f),
		isSums: map[sumKey]bool{}, adding: map[*ir.Op]accumulators{}, locals: map[*ir.Value]*scratch{}, ways: map[*ir.Op]way{},
		hints: map[*ir.Value]bool{}, refused: map[*ir.Value]bool{}, specials: map[specialKey]*special{},
		recorded: map[*ir.Value]recording{}, rooms: map[*ir.Value]room{}, repeated: map[*ir.Value][]*ir.Value{},
		sums: map[*ir.Op]bool{}, tapes: &ir.Block{},
		pairs: map[*ir.Op]pairedCall{}, forwards: map[*ir.Op]*ir.Op{}, resets: map[*ir.Op]bool{}, lent: map[*types.Func]bool{},
	}
	for op := range f.Body.All() {
		if len(op.Blocks) == 0 && ir.Effects(op)&(ir.Writes|ir.Unknown) != 0 {
			g.writers = append(g.writers, op)
		}
	}
	return g
}

// write writes the function.
func (g *generator) write(sig *Signature) {
	s := newScope(&run{
		generator: g, block: g.f.Body, root: g.f.Body, forward: map[*ir.Block]*scope{}, fused: map[*ir.Op]bool{},
	}, straight, g.f.Body, g.out.Body)
	s.b.Pos = g.f.Pos
	inputs := s.declare(sig)
	if sig.Fused == nil && !g.unchecked {
		s.checkLengths(sig, inputs)
	}
	if sig.Fused == nil {
		s.setAside(sig, inputs)
	}
	at := len(g.out.Body.Ops)
	s.body(sig)
	g.out.Body.Ops = append(g.out.Body.Ops[:at:at], append(g.tapes.Ops, g.out.Body.Ops[at:]...)...)
	g.derive()
}

// finish makes the function lean: a first contribution to an adjoint becomes
// an assignment, and adjoints that are used once lose their names.
func (g *generator) finish() {
	ir.Promote(g.out)
	ir.Simplify(g.out)
	g.dropAllZeros()
	g.unpair()
	gather(g.out, g.sums)
	ir.Simplify(g.out)
	fuse.Calls(g.out, g.active.rules)
	uses := ir.Uses(g.out)
	for d := range g.hints {
		if len(uses[d]) <= 1 {
			d.Name = ""
		}
	}
}

// dropAllZeros calls dropZeros until there are none: what is zero shows step by step.
func (g *generator) dropAllZeros() {
	for g.dropZeros() {
		ir.Simplify(g.out)
	}
}

// dropZeros takes out the additions of adjoints that turned out to be zero.
func (g *generator) dropZeros() bool {
	subst := map[*ir.Value]*ir.Value{}
	for op := range g.out.Body.All() {
		for i, x := range op.Args {
			if s := subst[x]; s != nil {
				op.Args[i] = s
			}
		}
		if g.sums[op] {
			g.dropZero(op, subst)
		}
	}
	return len(subst) > 0
}

func (g *generator) dropZero(op *ir.Op, subst map[*ir.Value]*ir.Value) {
	x, y := op.Args[0], op.Args[1]
	switch {
	case isZero(y):
		subst[op.Result()] = x
	case isZero(x) && op.Code == ir.Add:
		subst[op.Result()] = y
	case isZero(x):
		op.Code, op.Args = ir.Neg, op.Args[1:]
		delete(g.sums, op)
	}
}

func isZero(v *ir.Value) bool {
	c, ok := floatConst(v)
	return ok && c == 0
}

// newTape makes an empty tape for values like x.
func (g *generator) newTape(x *ir.Value) *ir.Value {
	b := &ir.Builder{Func: g.out, Block: g.tapes}
	t := b.Emit(&ir.Op{Code: ir.Tape}, types.NewSlice(x.Type)).Result()
	t.Name = keptName(x)
	return t
}

// keptName is the hint for the name of what holds values like x: its plural, or that of
// what it was loaded from.
func keptName(x *ir.Value) string {
	name := x.Name
	if name == "" && x.Op != nil && x.Op.Code == ir.Load {
		name = x.Op.Base().Name
	}
	if name == "" || strings.HasSuffix(name, "s") {
		return name
	}
	return name + "s"
}

// An input is a parameter of the gradient with its shadow.
type input struct {
	value, shadow *ir.Value // shadow is nil if the gradient is a result, or there is none
}

// declare makes the parameters and results that sig says.
func (s *scope) declare(sig *Signature) []input {
	out := s.out
	inputs := make([]input, len(sig.Inputs))
	var shadows []*ir.Value
	s.declareValues(sig)
	for i, p := range s.f.Inputs() {
		v := out.NewValue(p.Name, p.Type)
		s.values[p] = v
		inputs[i].value = v
		if p == s.f.Recv && sig.Fused == nil {
			out.Recv = v
		} else {
			out.Params = append(out.Params, v)
		}
		switch sh := sig.Inputs[i]; sh.Flow {
		case ByValue:
			out.Results = append(out.Results, ir.Result{Name: sh.Name, Type: sh.Type})
		case ByReference, Both:
			d := out.NewValue(sh.Name, sh.Type)
			inputs[i].shadow = d
			shadows = append(shadows, d)
		}
	}
	if sig.Fused == nil && len(s.f.Results) > 1 {
		out.Results = append(out.Results, ir.Result{Name: sig.Err, Type: s.f.Results[1].Type})
	}
	out.Params = append(out.Params, shadows...)
	out.Apart = shadows
	s.declareSeeds(sig)
	s.declareFrames(sig)
	for i, p := range s.f.Inputs() {
		switch sig.Inputs[i].Flow {
		case ByReference:
			s.shadows[p] = inputs[i].shadow
		case Both:
			s.shadows[p] = s.b.Load(inputs[i].shadow, nil)
		}
	}
	return inputs
}

// declareValues makes the results of the gradient that are results of the function.
func (s *scope) declareValues(sig *Signature) {
	if sig.Fused == nil {
		s.out.Results = append(s.out.Results, ir.Result{Name: sig.Value, Type: s.f.Results[0].Type})
		return
	}
	for i, r := range s.f.Results {
		s.out.Results = append(s.out.Results, ir.Result{Name: sig.Fused.Values[i], Type: r.Type})
	}
}

// declareSeeds makes the parameters for the adjoints of the results of a fused form.
func (s *scope) declareSeeds(sig *Signature) {
	if sig.Fused == nil {
		return
	}
	s.weights = make([]*ir.Value, len(s.f.Results))
	for i, name := range sig.Fused.Seeds {
		if name != "" {
			s.weights[i] = s.out.NewValue(name, s.f.Results[i].Type)
			s.out.Params = append(s.out.Params, s.weights[i])
		}
	}
}
