package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// body writes the sweeps and what the gradient returns.
func (s *scope) body(sig *Signature) {
	end := s.primal.End()
	if end.Code == ir.Panic {
		s.both()
		s.end(end, nil)
		return
	}
	x := exit{values: end.Args}
	if sig.Fused == nil {
		x.values = end.Args[:1]
		if len(end.Args) > 1 {
			x.err = end.Args[1]
		}
	}
	s.b.Return(s.tail(x, sig, nil)...)
}

// An exit is what the function returns at the end of a block: primal values.
type exit struct {
	values []*ir.Value // the results that the gradient returns as well
	err    *ir.Value   // of a gradient: the error that it returns behind all others
}

// tail writes the primal block of s, with which the function ends, and the rest of the
// reverse sweep: that of this block and those of the blocks around it, innermost
// first. It returns the gradient's results.
//
// Without an error result that is both sweeps, one after the other. With one, nothing may be
// added to a shadow before it is certain that no error is returned: at a branch that
// may return one, the reverse sweep of all before it goes into the branches that don't.
func (s *scope) tail(x exit, sig *Signature, around [][]*ir.Op) []*ir.Value {
	if s.split != nil {
		return s.halfTail(x, sig)
	}
	ops := s.primal.Ops[:len(s.primal.Ops)-1]
	if x.err == nil || isNil(x.err) {
		if fork := s.lastIf(x.values...); fork != nil {
			if levels := append([][]*ir.Op{ops[:len(ops)-1]}, around...); s.short(levels) {
				s.forwardOps(levels[0])
				return s.fork(fork, x, sig, levels)
			}
		}
		s.seeds = s.seedsFor(s.primal.End(), x.values)
		s.forwardOps(ops)
		s.backFrom(x, append([][]*ir.Op{ops}, around...))
		return s.results(x, sig)
	}
	s.mayFail = true
	if fork := s.lastIf(x.err); fork != nil {
		before := ops[:len(ops)-1]
		s.forwardOps(before)
		return s.fork(fork, x, sig, append([][]*ir.Op{before}, around...))
	}
	s.forwardOps(ops)
	levels := append([][]*ir.Op{ops}, around...)
	if nonNil(x.err) {
		s.restoreFrom(levels)
		return s.failure(x, sig)
	}
	return s.ifSuccess(x, sig, levels)
}

// seedsFor gives the function's values their adjoints among what end hands on.
func (s *scope) seedsFor(end *ir.Op, values []*ir.Value) []*ir.Value {
	seeds := make([]*ir.Value, len(end.Args))
	for k, v := range values {
		if i := slices.Index(end.Args, v); i >= 0 {
			seeds[i] = s.b.add(seeds[i], s.seedOf(k, v))
		}
	}
	return seeds
}

// seedOf is the adjoint of the function's k-th value: 1, or what the caller of a fused form
// gives; nil for a value that has none.
func (s *scope) seedOf(k int, value *ir.Value) *ir.Value {
	if s.weights != nil {
		return s.weights[k]
	}
	return s.b.Float(1, value.Type)
}

// backFrom writes the reverse sweep of levels of operations, from the function's values on.
func (s *scope) backFrom(x exit, levels [][]*ir.Op) {
	at := len(s.b.Block.Ops)
	defer func() { s.paragraph(at) }()
	for k, v := range x.values {
		s.add(v, s.seedOf(k, v))
	}
	for _, ops := range levels {
		s.reverseOps(ops)
	}
}

// restoreFrom gives the caller's shadows back what they held.
func (s *scope) restoreFrom(levels [][]*ir.Op) {
	s.generator.restoring = true
	for _, ops := range levels {
		s.reverseOps(ops)
	}
	s.generator.restoring = false
}

// maxTwice is the number of operations up to which the reverse sweep of what
// comes before a branch that returns is written in both branches: in each, what has no
// influence there falls away.
const maxTwice = 6

// short reports whether levels of operations have a reverse sweep that may be written twice.
func (s *scope) short(levels [][]*ir.Op) bool {
	n := 0
	for _, op := range slices.Concat(levels...) {
		if len(op.Blocks) > 0 && s.concerns(op) || op.Code == ir.Store || written(op) != nil || s.recursion(op) {
			return false
		}
		for _, r := range op.Results {
			if s.active.Value(r) {
				n++
			}
		}
	}
	return n <= maxTwice
}

// lastIf is the If at the end of the block that decides on one of vs, the function's
// values, or on its error.
func (s *scope) lastIf(vs ...*ir.Value) *ir.Op {
	ops := s.primal.Ops
	if len(ops) < 2 {
		return nil
	}
	last := ops[len(ops)-2]
	if last.Code != ir.If || !slices.ContainsFunc(vs, func(v *ir.Value) bool { return v.Op == last }) {
		return nil
	}
	return last
}

// fork writes the If with which the function ends, a tail in each branch.
func (s *scope) fork(op *ir.Op, x exit, sig *Signature, around [][]*ir.Op) []*ir.Value {
	dup := &ir.Op{Code: ir.If, Args: []*ir.Value{s.get(op.Args[0])}}
	s.b.Emit(dup)
	s.open = true
	for _, b := range op.Blocks {
		nb := &ir.Block{Owner: dup}
		dup.Blocks = append(dup.Blocks, nb)
		c := s.subrun(branch, b, dup, nb)
		c.run.root, c.run.forward, c.run.fused = s.run.root, s.run.forward, s.run.fused // for what is around
		end := b.End()
		if end.Code == ir.Panic {
			c.both()
			c.end(end, nil)
			continue
		}
		c.b.Yield(c.tail(x.through(op, end), sig, around)...)
	}
	s.open = false
	var results []*ir.Value
	for _, r := range s.out.Results {
		results = append(results, s.b.AddResult(dup, r.Name, r.Type))
	}
	return results
}

// through is the exit at the end of a block of op whose exit is x.
func (x exit) through(op, end *ir.Op) exit {
	through := func(v *ir.Value) *ir.Value {
		if i := slices.Index(op.Results, v); i >= 0 {
			return end.Args[i]
		}
		return v
	}
	out := exit{err: through(x.err)}
	for _, v := range x.values {
		out.values = append(out.values, through(v))
	}
	return out
}

// ifSuccess writes the reverse sweep under the condition that the error is nil.
func (s *scope) ifSuccess(x exit, sig *Signature, levels [][]*ir.Op) []*ir.Value {
	err := s.get(x.err)
	op := s.b.If(s.b.Compare(ir.Eq, err, s.b.Zero(err.Type)))
	s.open = true
	for i, b := range op.Blocks {
		c := s.child(branch, nil, op, b)
		if i == 0 {
			c.backFrom(x, levels)
			c.b.Yield(c.results(x, sig)...)
		} else {
			c.restoreFrom(levels)
			c.b.Yield(c.failure(x, sig)...)
		}
	}
	s.open = false
	var results []*ir.Value
	for _, r := range s.out.Results {
		results = append(results, s.b.AddResult(op, r.Name, r.Type))
	}
	return results
}

// results are the values, the gradients by value, and the error, where no error is returned.
func (s *scope) results(x exit, sig *Signature) []*ir.Value {
	s.giveBack()
	var out []*ir.Value
	for k, v := range x.values {
		out = append(out, hint(s.get(v), sig.valueName(k)))
	}
	for i, p := range s.f.Inputs() {
		switch sh := sig.Inputs[i]; sh.Flow {
		case ByValue:
			out = append(out, hint(s.byValue(p), sh.Name))
		case Both:
			s.addBoth(p, sh)
		}
	}
	if x.err != nil {
		out = append(out, s.get(x.err))
	}
	return out
}

// valueName is the name for the function's k-th value where that has none.
func (sig *Signature) valueName(k int) string {
	if sig.Fused != nil {
		return sig.Fused.Values[k]
	}
	return "f"
}

// hint names a result that has no name.
func hint(v *ir.Value, name string) *ir.Value {
	if v.Name == "" && v.Op != nil && v.Op.Code != ir.Const {
		v.Name = name
	}
	return v
}

// byValue is the gradient with respect to p as a result.
func (s *scope) byValue(p *ir.Value) *ir.Value {
	if ir.IsFloat(p.Type) {
		if d := s.adjoint(p); d != nil {
			return d
		}
	} else if from := s.partsOf(p); from != nil {
		return s.b.Load(from, nil)
	}
	return s.b.Zero(p.Type)
}

// addBoth adds the gradient with respect to the floats in p itself to what its
// shadow points to.
func (s *scope) addBoth(p *ir.Value, sh Shadow) {
	from := s.partsOf(p)
	if from == nil {
		return
	}
	var to *ir.Value
	for _, v := range s.out.Params {
		if v.Name == sh.Name && types.Identical(v.Type, sh.Type) {
			to = v
		}
	}
	eachFloat(s.b, p.Type, func(b algebra, path []ir.Step, at []*ir.Value) {
		accumulate(b, b.Load(from, path, at...), to, path, at)
	})
}

// failure are the results where an error is returned: the gradients are zero.
func (s *scope) failure(x exit, sig *Signature) []*ir.Value {
	s.restoreAsides()
	out := s.gets(x.values)
	for i, p := range s.f.Inputs() {
		if sig.Inputs[i].Flow == ByValue {
			out = append(out, s.b.Zero(p.Type))
		}
	}
	return append(out, s.get(x.err))
}

func isNil(v *ir.Value) bool {
	return v.Op != nil && v.Op.Code == ir.Const && v.Op.Const == nil
}

// nonNil reports whether the error v is seen not to be nil: it has just been made.
func nonNil(v *ir.Value) bool {
	if v.Op == nil {
		return false
	}
	switch v.Op.Code {
	case ir.Convert: // of a value of some type: never nil
		return !types.IsInterface(v.Op.Args[0].Type)
	case ir.Call:
		if fn := v.Op.Func; fn != nil && fn.Pkg() != nil {
			name := fn.Pkg().Path() + "." + fn.Name()
			return name == "errors.New" || name == "fmt.Errorf"
		}
	}
	return false
}
